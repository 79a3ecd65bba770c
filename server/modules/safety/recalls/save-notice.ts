import { assert, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { RecallNoticeRow, SafetyTables } from '../tables.ts'

const db = tablesOf<SafetyTables>()

/** Writes what changed of a notice, guarded by its version: whoever tells or reminds at the same moment does it again. */
export async function saveNotice(work: Work, row: RecallNoticeRow, changes: Partial<RecallNoticeRow>): Promise<void> {
  const { numUpdatedRows } = await db(work)
    .updateTable('recall_notice')
    .set({ ...changes, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `recall notice ${row.id} is at version ${row.version}`)
}

/** A notice under its own lock, which those who tell and remind hold too; the order's lock is taken before it. */
export async function lockNotice(work: Work, id: string): Promise<RecallNoticeRow> {
  const row = await db(work)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? notFound('recall notice')
}
