import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { BurdenRow, BurdenUnitRow, SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

/** All burdens of an order, in the order in which they were made, and their units. */
export async function burdensWithUnits(
  reader: Reader,
  orderId: string,
): Promise<{ rows: BurdenRow[]; units: BurdenUnitRow[] }> {
  const rows = await db(reader)
    .selectFrom('burden')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return { rows, units: [] }
  const units = await db(reader)
    .selectFrom('burden_unit')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(
      'burden_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('unit_id')
    .execute()
  return { rows, units }
}
