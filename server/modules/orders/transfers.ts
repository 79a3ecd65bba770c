import type { OrderInput } from '#contract/orders'
import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { minorOf } from './read-amounts.ts'
import type { OrderTables } from './tables.ts'
import { writing } from './writing.ts'

const db = tablesOf<OrderTables>()

/** What was passed on to a seller for an order. */
export interface OrderTransfer {
  sellerId: string
  /** The provider's own id of it. */
  reference: string
  amountMinor: number
}

/** What was passed on to one seller for an order, by reference. */
export async function transfersTo(reader: Reader, orderId: string, sellerId: string): Promise<OrderTransfer[]> {
  const rows = await db(reader)
    .selectFrom('order_transfer')
    .select(['seller_id', 'reference', 'amount_minor'])
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .where('seller_id', '=', sellerId)
    .orderBy('reference')
    .execute()
  return rows.map((row) => ({ sellerId: row.seller_id, reference: row.reference, amountMinor: row.amount_minor }))
}

/**
 * A seller's part of what shoppers have paid in full and the store still has: goods and shipping, less commission. Without what
 * was canceled before any money came back, what was passed on already, and history.
 * @param placedAfter older orders count as paid out
 * @param capturedAfter until when sales are known to be paid out
 */
export async function unpaidSalesOf(
  reader: Reader,
  {
    sellerId,
    currency,
    placedAfter,
    capturedAfter,
  }: { sellerId: string; currency: string; placedAfter: Date; capturedAfter: Date | null },
): Promise<number> {
  const { rows } = await sql<{ sum: string | null }>`
    select sum(u.goods_minor + u.shipping_minor - u.commission_minor) as sum
    from seller_order mine
    join orders o on o.store_id = mine.store_id and o.id = mine.order_id
    join order_item i on i.store_id = mine.store_id and i.order_id = mine.order_id and i.seller_id = mine.seller_id
    join unit u on u.store_id = i.store_id and u.order_id = i.order_id and u.item_id = i.id
    where mine.store_id = ${reader.storeId} and mine.seller_id = ${sellerId} and mine.placed_at > ${placedAfter}
      and o.currency = ${currency} and not o.history
      and u.superseded_reason is null and (u.canceled_at is null or u.money_moved_at is not null)
      and exists (
        select from tender t where t.store_id = o.store_id and t.order_id = o.id and t.captured_minor > 0
        having sum(t.captured_minor) >= o.total_minor
          and (${capturedAfter}::timestamptz is null or max(t.captured_at) > ${capturedAfter}))
      and not exists (
        select from order_transfer p where p.store_id = o.store_id and p.order_id = o.id and p.seller_id = mine.seller_id)`.execute(
    db(reader),
  )
  return Number(rows[0]?.sum ?? 0)
}

/** Keeps what a document says was passed on; what it no longer tells of stays known. */
export async function writeTransfers(
  work: Work,
  sellerId: (reference: string) => string | null,
  orders: readonly { orderId: string; input: OrderInput }[],
): Promise<void> {
  const rows = orders.flatMap(({ orderId, input }) =>
    (input.transfers ?? []).flatMap((transfer) => {
      const seller = sellerId(transfer.seller)
      return seller === null
        ? []
        : [
            {
              store_id: work.storeId,
              order_id: orderId,
              reference: transfer.reference,
              seller_id: seller,
              amount_minor: minorOf(transfer.amount),
            },
          ]
    }),
  )
  await insertRows(writing(work), 'order_transfer', rows, { onConflict: 'nothing' })
}
