import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** Which order was paid with what a provider names so, by reference. References of nobody's are absent. */
export async function ordersByTender(
  reader: Reader,
  references: readonly string[],
): Promise<Map<string, { orderId: string; customerId: string }>> {
  if (references.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('tender')
    .innerJoin('orders', (join) =>
      join.onRef('orders.store_id', '=', 'tender.store_id').onRef('orders.id', '=', 'tender.order_id'),
    )
    .select(['tender.reference', 'orders.id', 'orders.customer_id'])
    .where('tender.store_id', '=', reader.storeId)
    .where('tender.reference', 'in', [...new Set(references)])
    .execute()
  return new Map(rows.map((row) => [row.reference, { orderId: row.id, customerId: row.customer_id }]))
}
