import type { Message } from '#contract/conversations'
import type { SeenMail } from '#contract/mail'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { mailsQuery } from './data.ts'

/** What is known of the mails among some messages, by message; asked for where there is any. */
export function useReceivedMails(conversation: string, messages: readonly Message[]): ReadonlyMap<string, SeenMail> {
  const hasMail = messages.some(({ channel, author }) => channel === 'mail' && author.kind !== 'staff')
  const mails = useQuery({ ...mailsQuery(conversation), enabled: hasMail }).data
  return useMemo(() => new Map(mails?.inbound.map((mail) => [mail.messageId ?? '', mail])), [mails])
}
