import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

export interface OrderCounts {
  /** Without those that were canceled whole. */
  count: number
  firstAt: Date | null
  /** What was paid for the very first order, when there is only one. */
  onlyValue: Money | null
}

/** How much some accounts have ordered, taken together. */
export async function orderCountsOf(reader: Reader, customerIds: readonly string[]): Promise<OrderCounts> {
  if (customerIds.length === 0) return { count: 0, firstAt: null, onlyValue: null }
  const row = await db(reader)
    .selectFrom('orders')
    .select((each) => [
      each.fn.countAll<number>().as('count'),
      each.fn.min('placed_at').as('first_at'),
      each.fn.max('total_minor').as('total_minor'),
      each.fn.max('currency').as('currency'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .where('canceled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    count: row.count,
    firstAt: row.first_at,
    onlyValue: row.count === 1 ? { amountMinor: row.total_minor, currency: row.currency } : null,
  }
}

/** How many orders each of some accounts has, by account; accounts without any are absent. */
export async function countOrdersOf(reader: Reader, customerIds: readonly string[]): Promise<Map<string, number>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('orders')
    .select((each) => ['customer_id', each.fn.countAll<number>().as('count')])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .groupBy('customer_id')
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row.count]))
}
