import { familiesOf, findConversation } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { MailRecipients, OutgoingMail } from '../contract.ts'
import type { MailPerson } from '../reading/addresses.ts'
import type { MailTables } from '../tables.ts'
import { answerRecipients, type MailThread, mailThreadOf } from './mail-thread.ts'
import type { OutboundMail } from './outbound.ts'
import { undeliverableAmong } from './undeliverable.ts'

const db = tablesOf<MailTables>()

/** The answers of a conversation that leave as mail, oldest first, and who the next one goes to. */
export async function listOutgoing(
  reader: Reader,
  { id }: { id: string },
): Promise<{ data: OutgoingMail[]; recipients: MailRecipients | null }> {
  const conversation = await findConversation(reader, id)
  const family = (await familiesOf(reader, [conversation.id])).get(conversation.id) ?? [conversation.id]
  const rows = await db(reader)
    .selectFrom('outbound_mail')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', family)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const thread = await mailThreadOf(reader, conversation.id)
  return { data: rows.map(presentOutgoing), recipients: thread ? await presentRecipients(reader, thread) : null }
}

export async function presentRecipients(reader: Reader, thread: MailThread): Promise<MailRecipients> {
  const { to, cc, askedFor } = await answerRecipients(reader, thread)
  const all = await answerRecipients(reader, thread, true)
  const others = addressesOf([...all.to, ...all.cc]).filter((address) => !addressesOf(to).includes(address))
  const gone = await undeliverableAmong(reader, [...addressesOf([...to, ...cc]), ...others])
  return {
    from: thread.mailbox.address,
    to: addressesOf(to),
    cc: addressesOf(cc),
    everyone: thread.answersEveryone,
    others,
    askedFor: addressesOf(askedFor),
    undeliverable: [...gone.keys()],
    attachmentBytes: limits.mail.attachmentBytes,
  }
}

export function presentOutgoing(row: OutboundMail): OutgoingMail {
  return {
    messageId: row.message_id,
    forwards: row.forwards_message_id,
    state: row.state,
    to: row.to_address,
    cc: addressesOf(row.cc),
    status: row.status || null,
    failure: row.failure,
    sentAt: row.sent_at?.toISOString() ?? null,
    delayedAt: row.delayed_at?.toISOString() ?? null,
    failedAt: row.failed_at?.toISOString() ?? null,
  }
}

function addressesOf(people: readonly MailPerson[]): string[] {
  return people.map(({ address }) => address)
}
