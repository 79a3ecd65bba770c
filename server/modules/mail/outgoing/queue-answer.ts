import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { outboundMailChanged } from '../events.ts'
import type { MailTables } from '../tables.ts'
import { answerDue } from './answer-due.ts'
import { answerRecipients, mailThreadOf } from './mail-thread.ts'

const db = tablesOf<MailTables>()

/**
 * Has an answer of ours leave as mail, where its conversation goes by mail: once, and not before it can no longer be taken back. Answers
 * whether it does.
 */
export async function queueAnswer(
  work: Work,
  { messageId, conversationId, leavesAt }: { messageId: string; conversationId: string; leavesAt: Date },
): Promise<boolean> {
  const thread = await mailThreadOf(work, conversationId)
  if (!thread) return false
  const { to, cc } = await answerRecipients(work, thread)
  const [first, ...more] = to
  if (!first) return false
  const queued = await db(work)
    .insertInto('outbound_mail')
    .values({
      store_id: work.storeId,
      id: work.newId('omx'),
      conversation_id: conversationId,
      message_id: messageId,
      mailbox_id: thread.mailbox.id,
      mail_message_id: null,
      in_reply_to: thread.last.message_id,
      to_address: first.address,
      to_name: first.name,
      cc: JSON.stringify([...more, ...cc]),
      subject: thread.last.subject ?? '',
      state: 'waiting',
      created_at: work.now,
      version: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (queued)
    await work.emit(
      outboundMailChanged,
      { kind: 'desk', id: conversationId },
      { outboundMailId: queued.id, conversationId, messageId, state: 'waiting', failure: null },
    )
  await work.setTimer(answerDue, leavesAt, { messageId }, { key: messageId })
  return true
}
