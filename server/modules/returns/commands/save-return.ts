import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ReturnRecord } from '../record.ts'
import type { ReturnLineRow, ReturnParcelRow, ReturnRow, ReturnTables, ReturnUnitRow } from '../tables.ts'

const db = tablesOf<ReturnTables>()

export interface ReturnChanges {
  row?: Partial<ReturnRow>
  lines?: readonly { ids: readonly string[]; set: Partial<ReturnLineRow> }[]
  units?: readonly { ids: readonly string[]; set: Partial<ReturnUnitRow> }[]
  parcels?: readonly { id: string; set: Partial<ReturnParcelRow> }[]
}

/**
 * Writes what changed of a return, guarded by its version, and notes it in the record, so that the next step of the same
 * command goes on from there. Everybody who writes holds the locks of its orders, so the guard never fails for them.
 */
export async function saveReturn(work: Work, record: ReturnRecord, changes: ReturnChanges): Promise<void> {
  await saveRow(work, record, changes.row ?? {})
  for (const { ids, set } of changes.lines ?? []) await saveLines(work, record, ids, set)
  for (const { ids, set } of changes.units ?? []) await saveUnits(work, record, ids, set)
  for (const { id, set } of changes.parcels ?? []) await saveParcel(work, record, id, set)
}

async function saveRow(work: Work, { row }: ReturnRecord, changes: Partial<ReturnRow>): Promise<void> {
  const { quote, ...plain } = changes
  const next = { ...plain, version: row.version + 1 }
  const result = await db(work)
    .updateTable('return_request')
    .set({ ...next, ...(quote ? { quote: JSON.stringify(quote) as never } : {}) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(result.numUpdatedRows === 1n, `return ${row.id} is at version ${row.version} under its orders' locks`)
  Object.assign(row, changes, next)
}

async function saveLines(
  work: Work,
  record: ReturnRecord,
  ids: readonly string[],
  set: Partial<ReturnLineRow>,
): Promise<void> {
  if (ids.length === 0) return
  await db(work)
    .updateTable('return_line')
    .set(set)
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', record.row.id)
    .where('id', 'in', [...ids])
    .execute()
  for (const line of record.lines) if (ids.includes(line.id)) Object.assign(line, set)
}

async function saveUnits(
  work: Work,
  record: ReturnRecord,
  ids: readonly string[],
  set: Partial<ReturnUnitRow>,
): Promise<void> {
  if (ids.length === 0) return
  await db(work)
    .updateTable('return_unit')
    .set(set)
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', record.row.id)
    .where('unit_id', 'in', [...ids])
    .execute()
  for (const unit of record.units) if (ids.includes(unit.unit_id)) Object.assign(unit, set)
}

async function saveParcel(work: Work, record: ReturnRecord, id: string, set: Partial<ReturnParcelRow>): Promise<void> {
  const parcel = record.parcels.find((each) => each.id === id)
  assert(parcel, `parcel ${id} belongs to return ${record.row.id}`)
  const next = { ...set, version: parcel.version + 1 }
  const result = await db(work)
    .updateTable('return_parcel')
    .set(next)
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where('version', '=', parcel.version)
    .executeTakeFirst()
  assert(result.numUpdatedRows === 1n, `parcel ${id} is at version ${parcel.version} under its orders' locks`)
  Object.assign(parcel, next)
}
