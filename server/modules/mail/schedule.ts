import { tablesOf } from '#platform/tables'
import { schedule } from '#platform/jobs/schedule'
import { limits } from '../../limits.ts'
import { compareMailbox } from './jobs/compare-mailbox.ts'
import type { MailTables } from './tables.ts'

const db = tablesOf<MailTables>()

/** Has every mailbox compared with its server once a day. */
export const compareMailboxes = schedule(
  'mail.compare-mailboxes',
  { everySeconds: limits.mail.compareSeconds },
  async (context) => {
    const rows = await db(context.app)
      .selectFrom('mailbox')
      .select('id')
      .where('store_id', '=', context.app.storeId)
      .where('kind', '=', 'imap')
      .where('active', '=', true)
      .execute()
    if (rows.length === 0) return
    await context.transact(async (work) => {
      for (const { id } of rows) await work.enqueue(compareMailbox, { mailboxId: id }, { key: id })
    })
  },
)
