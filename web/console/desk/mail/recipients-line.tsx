import Check from 'lucide-react/icons/check'
import Mail from 'lucide-react/icons/mail'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { Fragment, type ReactNode, useState } from 'react'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { PlainButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { KeyButton } from '../../layout/key-button.tsx'
import { useConsole } from '../../text.ts'
import type { MailThread } from './use-mail-thread.ts'

const shownAtFirst = 3

type RecipientsLineProps = Pick<MailThread, 'recipients' | 'choose'> & {
  /** Nobody answers it yet: on a phone what was written needs the place. */
  isUnheld: boolean
}

/** Who the answer goes to, above the field in which it is written, and what to know before it goes. */
export function RecipientsLine({ recipients, choose, isUnheld }: RecipientsLineProps) {
  const { t, rich, format } = useConsole()
  const [isWhole, setWhole] = useState(false)
  if (!recipients) return null
  const { to, cc, others, everyone, from, askedFor, undeliverable } = recipients
  if (to.length === 0)
    return (
      <div className="border-t border-line bg-surface px-3 py-2 text-sm">
        <Beware>
          <b className="font-[580]">{t('mailTo.nobody')}</b> {t('mailTo.nobodyDetail')}
        </Beware>
      </div>
    )
  const shown = isWhole || cc.length <= shownAtFirst + 1 ? cc : cc.slice(0, shownAtFirst)
  const gone = [...to, ...cc].filter((address) => undeliverable.includes(address.toLowerCase()))
  return (
    <div
      className={classes('grid gap-1.5 border-t border-line bg-surface px-3 py-2 text-sm', isUnheld && 'max-sm:hidden')}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="flex min-w-0 flex-1 basis-60 items-start gap-2">
          <Mail className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden="true" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {rich(shown.length > 0 ? 'mailTo.toAnd' : 'mailTo.to', {
              to: <b className="font-[580]">{listed(to, format.tag)}</b>,
              cc: listed(shown, format.tag),
            })}{' '}
            {shown.length < cc.length && (
              <PlainButton className="link me-1" onPress={() => setWhole(true)}>
                {t('mailTo.more', { count: cc.length - shown.length })}
              </PlainButton>
            )}
            <span className="text-soft max-sm:hidden">{rich('mailTo.from', { from: <bdi>{from}</bdi> })}</span>
          </span>
        </p>
        {others.length > 0 && (
          <KeyButton
            label={t(everyone ? 'mailTo.onlyWriter' : 'mailTo.everyoneToo', { who: format.list(others) })}
            shortcut="W"
            isPressed={everyone}
            isPending={choose.isPending}
            icon={everyone && <Check className="size-4" aria-hidden="true" />}
            onPress={() => choose.run(!everyone)}
          >
            {t('mailTo.everyone', { count: others.length })}
          </KeyButton>
        )}
      </div>
      {askedFor.length > 0 && <Beware>{rich('mailTo.askedFor', { address: listed(askedFor, format.tag) })}</Beware>}
      {gone.map((address) => (
        <Beware key={address}>{rich('mailTo.gone', { address: <bdi>{address}</bdi> })}</Beware>
      ))}
      <ActionTrouble error={choose.error} />
    </div>
  )
}

function Beware({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 text-warn">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}

/** Addresses as words, each to be copied as it is. */
function listed(addresses: string[], tag: string): ReactNode {
  return new Intl.ListFormat(tag)
    .formatToParts(addresses)
    .map(({ type, value }, index) =>
      type === 'element' ? <bdi key={value}>{value}</bdi> : <Fragment key={index}>{value}</Fragment>,
    )
}
