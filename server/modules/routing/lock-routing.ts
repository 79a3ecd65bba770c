import { sql } from 'kysely'
import { remembered } from '#platform/transact'
import type { Work } from '#platform/work'

/**
 * The lock under which anything is handed out, taken back or changes whether somebody is there: whoever decides who gets what
 * sees everything that was decided before. It is taken first, before the rows of contacts and conversations, and ends with
 * the transaction, also with a process that dies in it.
 */
export async function lockRouting(work: Work): Promise<void> {
  await remembered(work, 'routing lock', () =>
    sql`select pg_advisory_xact_lock(hashtext('makeright.routing'), hashtext(${work.storeId}))`.execute(work.db),
  )
}
