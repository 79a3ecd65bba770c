import { loadOrders, type OrderRecord } from '#modules/orders'
import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { balanceOf, type CountedSums, type OrderBalance } from './balance.ts'
import type { RefundTables } from './tables.ts'

const db = tablesOf<RefundTables>()

/** What can still be refunded on each of some orders, by order id. Under `lockOrder` it stays true until the transaction ends. */
export async function balances(reader: Reader, orderIds: readonly string[]): Promise<Map<string, OrderBalance>> {
  return await balancesOf(reader, await loadOrders(reader, [...new Set(orderIds)]))
}

/** The same for orders that were loaded before: one query. */
export async function balancesOf(reader: Reader, orders: readonly OrderRecord[]): Promise<Map<string, OrderBalance>> {
  const sums = await countedSums(
    reader,
    orders.map((order) => order.row.id),
  )
  return new Map(
    orders.map((order) => [order.row.id, balanceOf(order, sums.get(order.row.id) ?? { movements: [], lines: [] })]),
  )
}

/** What can still be refunded on one order that was loaded before. */
export async function balanceOfOrder(reader: Reader, order: OrderRecord): Promise<OrderBalance> {
  return balanceOf(order, (await countedSums(reader, [order.row.id])).get(order.row.id) ?? { movements: [], lines: [] })
}

async function countedSums(reader: Reader, orderIds: readonly string[]): Promise<Map<string, CountedSums>> {
  if (orderIds.length === 0) return new Map()
  // The list in a select of its own, so that Postgres keeps one plan for lists of every length.
  const { rows } = await sql<CountedSums & { id: string }>`
    select asked.id,
      (select coalesce(json_agg(s), '[]') from (
        select m.tender_id, m.state, sum(m.amount_minor)::bigint as amount_minor
        from refund_movement m
        where m.store_id = ${reader.storeId} and m.order_id = asked.id and m.state in ('requested', 'succeeded')
        group by m.tender_id, m.state) s) as movements,
      (select coalesce(json_agg(s), '[]') from (
        select l.unit_id, m.state, sum(l.goods_minor)::bigint as goods_minor, sum(l.goods_tax_minor)::bigint as goods_tax_minor,
          sum(l.shipping_minor)::bigint as shipping_minor, sum(l.shipping_tax_minor)::bigint as shipping_tax_minor, sum(l.fee_minor)::bigint as fee_minor
        from refund_line l join refund_movement m on m.store_id = l.store_id and m.id = l.movement_id
        where l.store_id = ${reader.storeId} and l.order_id = asked.id and l.counted and m.state in ('requested', 'succeeded')
        group by l.unit_id, m.state) s) as lines
    from unnest((select ${[...orderIds]}::text[])) as asked (id)`.execute(db(reader))
  return new Map(rows.map((row) => [row.id, row]))
}
