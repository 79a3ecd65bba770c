import type { Contact } from '#contract/routing'
import Check from 'lucide-react/icons/check'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { KeyButton } from '../../layout/key-button.tsx'
import { useConsole } from '../../text.ts'
import { ContactWords } from './contact-row.tsx'
import { duration, useNow } from './waited.tsx'

type OfferCardProps = { contact: Contact; isSelected: boolean; onOpen: () => void }

/** Something is offered to me: take it before the line runs out, or let it go to the next person. */
export function OfferCard({ contact, isSelected, onOpen }: OfferCardProps) {
  const { t, format } = useConsole()
  const { accept, decline } = useOffer(contact.id, onOpen)
  const now = useNow(1_000)
  const left = contact.offerEndsAt
    ? Math.max(0, Math.ceil((new Date(contact.offerEndsAt).getTime() - now.getTime()) / 1000))
    : null
  return (
    <section
      aria-label={t('offer.title', { name: contact.customerName })}
      className={classes(
        'm-2 grid grid-cols-1 gap-2 rounded-lg border border-accent bg-surface p-3 shadow-card ring-1 ring-accent',
        isSelected && 'bg-accent-wash',
      )}
    >
      <div className="grid gap-0.5">
        <ContactWords contact={contact} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <KeyButton
          label={t('offer.accept')}
          shortcut="↵"
          look="primary"
          icon={<Check className="size-4" aria-hidden="true" />}
          isPending={accept.isPending}
          className="whitespace-nowrap"
          onPress={() => void accept.run(null)}
        >
          {t('offer.accept')}
        </KeyButton>
        <Button
          size="small"
          className="whitespace-nowrap"
          isPending={decline.isPending}
          onPress={() => void decline.run(null)}
        >
          {t('offer.decline')}
        </Button>
        {left !== null && (
          <span className="tabular ms-auto text-sm whitespace-nowrap text-soft" role="timer">
            {duration(t, format.number, left)}
          </span>
        )}
      </div>
      <ActionTrouble error={accept.error ?? decline.error} />
    </section>
  )
}

/** Taking an offer, or what waits; and letting it go. */
export function useOffer(contactId: string, onTaken: () => void) {
  const accept = useAction(
    (_: null, options) => call('POST /contacts/:id/acceptance', { id: contactId }, options),
    onTaken,
  )
  const decline = useAction((_: null, options) => call('POST /contacts/:id/decline', { id: contactId }, options))
  return { accept, decline }
}
