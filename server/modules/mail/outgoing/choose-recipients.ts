import { lockVisible } from '#modules/conversations'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { MailRecipients } from '../contract.ts'
import { mailRecipientsChanged } from '../events.ts'
import type { MailTables } from '../tables.ts'
import { mailThreadOf } from './mail-thread.ts'
import { presentRecipients } from './queries.ts'

const db = tablesOf<MailTables>()

/** Has the answers of a conversation go to everybody who was written to, or to the writer alone, until somebody chooses otherwise. */
export async function chooseRecipients(
  work: Work,
  { id, everyone }: { id: string; everyone: boolean },
): Promise<MailRecipients> {
  const { root } = await lockVisible(work, id)
  const thread = await mailThreadOf(work, root.id)
  if (!thread) refuse('no_mail_here', undefined, 'Nobody wrote a mail here, so there is nobody else to answer.')
  await db(work)
    .updateTable('mail_thread')
    .set({ answers_everyone: everyone })
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', thread.last.conversation_id ?? root.id)
    .execute()
  await work.emit(mailRecipientsChanged, { kind: 'desk', id: root.id }, { conversationId: root.id, everyone })
  return presentRecipients(work, { ...thread, answersEveryone: everyone })
}
