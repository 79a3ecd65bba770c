import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { AdvanceRow, ReturnTables } from '../tables.ts'

const db = tablesOf<ReturnTables>()

/** Writes what changed of an advance, guarded by its version; the orders of its return are locked. */
export async function saveAdvance(work: Work, row: AdvanceRow, changes: Partial<AdvanceRow>): Promise<void> {
  const next = { ...changes, version: row.version + 1 }
  const { numUpdatedRows } = await db(work)
    .updateTable('advance')
    .set(next)
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', row.return_id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `the advance of ${row.return_id} is at version ${row.version} under the locks`)
  Object.assign(row, next)
}

/** The return that waits for the old one of a replacement; undefined when there is none. */
export async function returnOfReplacement(reader: Reader, replacementId: string): Promise<string | undefined> {
  const row = await db(reader)
    .selectFrom('advance')
    .select('return_id')
    .where('store_id', '=', reader.storeId)
    .where('replacement_id', '=', replacementId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.return_id
}

export async function firstChargedAt(reader: Reader): Promise<Date | null> {
  const row = await db(reader)
    .selectFrom('advance')
    .select(({ fn }) => fn.min('charged_at').as('at'))
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
  return row?.at ?? null
}
