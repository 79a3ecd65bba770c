import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ChangeRow, ChangeTables } from '../tables.ts'

const db = tablesOf<ChangeTables>()

/** Writes what changed of a change, guarded by its version. Everybody who writes holds the order's lock, so the guard never fails for them. */
export async function saveChange(work: Work, row: ChangeRow, set: Partial<ChangeRow>): Promise<ChangeRow> {
  const { details, ...plain } = set
  const saved = await db(work)
    .updateTable('change')
    .set({ ...plain, ...(details ? { details: JSON.stringify(details) as never } : {}), version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst()
  assert(saved, `change ${row.id} is at version ${row.version} under its order's lock`)
  return saved
}
