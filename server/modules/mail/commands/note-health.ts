import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { mailboxHealthChanged } from '../events.ts'
import type { MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/** Notes whether a mailbox works, and tells when that changed. @param failure why not, in one word; null: it does */
export async function noteHealth(work: Work, mailboxId: string, failure: string | null): Promise<void> {
  const before = await db(work)
    .selectFrom('mailbox')
    .select(['failure', 'failing_since'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailboxId)
    // Mails that are being kept refer to this row: their transactions may both be here.
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!before) return
  await db(work)
    .updateTable('mailbox')
    .set(
      failure === null
        ? { failure, failing_since: null, last_ok_at: work.now }
        : { failure, failing_since: before.failing_since ?? work.now },
    )
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailboxId)
    .execute()
  if (before.failure !== failure)
    await work.emit(mailboxHealthChanged, { kind: 'mailbox', id: mailboxId }, { mailboxId, failure })
}
