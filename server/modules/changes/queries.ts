import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ChangeRow, ChangeTables, ChangeUnitRow } from './tables.ts'

const db = tablesOf<ChangeTables>()

export interface ChangeRecord {
  row: ChangeRow
  units: ChangeUnitRow[]
}

/** The changes of some orders, oldest first. */
export async function changesOf(reader: Reader, orderIds: readonly string[]): Promise<ChangeRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('change')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  return await withUnits(reader, rows)
}

/** One change by id; who may see it follows from its order. */
export async function findChange(reader: Reader, id: string): Promise<ChangeRecord> {
  const row = await db(reader)
    .selectFrom('change')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) notFound('change')
  const [record] = await withUnits(reader, [row])
  return record ?? notFound('change')
}

/** Changes by id, in the order of the ids. Who may see them is the caller's question. */
export async function loadChanges(reader: Reader, ids: readonly string[]): Promise<ChangeRecord[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('change')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...ids])
    .execute()
  const records = await withUnits(reader, rows)
  return ids.flatMap((id) => records.find(({ row }) => row.id === id) ?? [])
}

async function withUnits(reader: Reader, rows: ChangeRow[]): Promise<ChangeRecord[]> {
  if (rows.length === 0) return []
  const units = await db(reader)
    .selectFrom('change_unit')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(
      'change_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('unit_id')
    .execute()
  return rows.map((row) => ({ row, units: units.filter((unit) => unit.change_id === row.id) }))
}
