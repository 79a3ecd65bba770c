import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { MailTables } from '../tables.ts'
import { tellAside } from './file-mail.ts'

const db = tablesOf<MailTables>()

/** Counts a try that failed; after the last one the mail is put aside, for a person to look at. */
export async function noteAttempt(work: Work, mailId: string): Promise<void> {
  const last = sql<boolean>`attempts + 1 >= ${limits.mail.attempts}`
  const row = await db(work)
    .updateTable('inbound_mail')
    .set({
      attempts: sql<number>`attempts + 1`,
      state: sql<'stored' | 'quarantined'>`case when ${last} then 'quarantined' else state end`,
      problem: sql<string | null>`case when ${last} then 'not_filed' else problem end`,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailId)
    .where('state', '=', 'stored')
    .returning(['id', 'mailbox_id', 'state'])
    .executeTakeFirst()
  if (row?.state === 'quarantined') await tellAside(work, row, 'not_filed')
}
