import type { Contact } from '#contract/routing'
import { Badge } from '../../../ui/badge.tsx'
import { IncidentBadge } from '../../incidents/incident-badge.tsx'
import { useConsole } from '../../text.ts'
import { RowButton } from './row-button.tsx'
import { Waited } from './waited.tsx'

type ContactRowProps = { contact: Contact; isSelected: boolean; onOpen: () => void }

/** Somebody who waits for a person: who, about what, how long, in which queue. */
export function ContactRow({ contact, isSelected, onOpen }: ContactRowProps) {
  return (
    <RowButton isSelected={isSelected} onOpen={onOpen}>
      <ContactWords contact={contact} />
    </RowButton>
  )
}

export function ContactWords({ contact }: { contact: Contact }) {
  const { t, has } = useConsole()
  const intent = `intent.${contact.intent}`
  return (
    <>
      <span className="flex items-baseline justify-between gap-2">
        <span className="min-w-0 truncate font-[560]">
          <bdi>{contact.customerName || contact.reference}</bdi>
        </span>
        <Waited since={contact.waitingFrom} />
      </span>
      <span className="truncate text-sm text-soft" dir="auto">
        {contact.subject || contact.snippet || contact.reference}
      </span>
      <span className="flex flex-wrap items-center gap-1.5">
        <Badge>{t(`channel.${contact.via}`)}</Badge>
        {contact.incidentId && <IncidentBadge id={contact.incidentId} />}
        {contact.intent && <Badge>{has(intent) ? t(intent) : contact.intent}</Badge>}
        <span className="text-xs text-soft">{contact.queue.name}</span>
      </span>
    </>
  )
}
