import { alertHolder } from '#modules/conversations'
import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { mailNotDelivered } from '../events.ts'
import type { MailTables } from '../tables.ts'
import { changeOutbound, type OutboundMail } from './outbound.ts'
import { notDeliveredWords } from './words.ts'

const db = tablesOf<MailTables>()

export interface Failure {
  failure: string
  /** RFC 3463, or the three digits of an SMTP answer; empty where nothing was said. */
  status: string
  diagnostic: string
  /** Whom a report names; null: whoever it was sent to. */
  address: string | null
  /** Whether the server of `to_address` certainly said so; what anybody may have written says nothing of an address. */
  isProved: boolean
}

/** Marks an answer as not delivered, once: its matter is open again, and whoever holds it is told. */
export async function noteFailure(
  work: Work,
  mail: OutboundMail,
  { failure, status, ...more }: Failure,
): Promise<void> {
  if (mail.state === 'failed' || mail.state === 'taken_back') return
  const change = { state: 'failed' as const, failure, status, failed_at: work.now }
  if (!(await changeOutbound(work, mail, change))) return
  const address = (more.address ?? mail.to_address).toLowerCase()
  const isAddress = more.isProved && saysNoSuchAddress(status) && mail.to_address.toLowerCase() === address
  if (isAddress)
    await db(work)
      .insertInto('undeliverable_address')
      .values({ store_id: work.storeId, address, status, diagnostic: more.diagnostic, since: work.now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  const { locale } = await findStore(work)
  const what = mail.forwards_message_id === null ? 'answer' : 'forward'
  await alertHolder(work, mail.conversation_id, { text: notDeliveredWords(what, locale, address, status) })
  await work.emit(
    mailNotDelivered,
    { kind: 'desk', id: mail.conversation_id },
    {
      outboundMailId: mail.id,
      conversationId: mail.conversation_id,
      messageId: mail.message_id,
      address,
      status,
      isAddress,
    },
  )
}

// RFC 3463 3.2 (X.1: the address), without 1.7 and 1.8 which are about the sender's; of SMTP answers 550, 551 and 553 (RFC 5321 4.2.3).
function saysNoSuchAddress(status: string): boolean {
  return /^5\.1\.(?![78]$)\d+$/.test(status) || ['550', '551', '553'].includes(status)
}
