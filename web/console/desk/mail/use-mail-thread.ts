import type { MailRecipients, OutgoingMail } from '#contract/mail'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { outgoingMailsQuery } from '../data.ts'

export interface MailThread {
  /** Who the next answer goes to; null where the conversation does not go by mail, or nobody knows yet. */
  recipients: MailRecipients | null
  /** Answers that left as mail, by the message that they say. */
  sent: ReadonlyMap<string, OutgoingMail>
  /** Everybody who was written to, or the writer alone. */
  choose: { run: (everyone: boolean) => void; isPending: boolean; error: unknown }
}

/** A conversation as mail; kept true by what the desk hears of it. */
export function useMailThread(id: string): MailThread {
  const outgoing = useQuery(outgoingMailsQuery(id)).data
  const sent = useMemo(() => new Map(outgoing?.data.map((mail) => [mail.messageId, mail])), [outgoing])
  const choose = useAction((everyone: boolean, options) =>
    call('PUT /conversations/:id/mail-recipients', { id, everyone }, options),
  )
  return {
    recipients: outgoing?.recipients ?? null,
    sent,
    choose: { run: (everyone) => void choose.run(everyone), isPending: choose.isPending, error: choose.error },
  }
}
