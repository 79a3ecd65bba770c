import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { outboundMailChanged } from '../events.ts'
import type { MailTables, OutboundMailRow } from '../tables.ts'

const db = tablesOf<MailTables>()

export type OutboundMail = Selectable<OutboundMailRow>

/** An answer that leaves as mail, by its own id, by what was said, or by the id under which it left. */
export async function findOutbound(
  reader: Reader,
  by: { id: string } | { messageId: string } | { mailMessageId: string },
): Promise<OutboundMail | undefined> {
  const [column, value] =
    'id' in by
      ? (['id', by.id] as const)
      : 'messageId' in by
        ? (['message_id', by.messageId] as const)
        : (['mail_message_id', by.mailMessageId] as const)
  return await db(reader)
    .selectFrom('outbound_mail')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(column, '=', value)
    .executeTakeFirst()
}

type Change = Partial<
  Pick<
    OutboundMail,
    'state' | 'failure' | 'status' | 'sent_at' | 'failed_at' | 'delayed_at' | 'mail_message_id' | 'attempts'
  >
>

/** Writes how far an answer has come, unless somebody was faster; and tells the desk. Answers whether it was written. */
export async function changeOutbound(work: Work, mail: OutboundMail, change: Change): Promise<boolean> {
  const { numUpdatedRows } = await db(work)
    .updateTable('outbound_mail')
    .set({ ...change, version: mail.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', mail.id)
    .where('version', '=', mail.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await work.emit(
    outboundMailChanged,
    { kind: 'desk', id: mail.conversation_id },
    {
      outboundMailId: mail.id,
      conversationId: mail.conversation_id,
      messageId: mail.message_id,
      state: change.state ?? mail.state,
      failure: change.failure ?? null,
    },
  )
  return true
}
