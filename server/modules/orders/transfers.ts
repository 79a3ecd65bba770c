import type { OrderInput } from '#contract/orders'
import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { minorOf } from './read-amounts.ts'
import type { OrderTables } from './tables.ts'

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
 * A seller's part of what shoppers have paid in full since a moment and the store still has: goods and shipping, less commission.
 * Without what was canceled before any money came back, what was passed on already, and history.
 */
export async function unpaidSalesOf(
  reader: Reader,
  { sellerId, currency, after }: { sellerId: string; currency: string; after: Date | null },
): Promise<number> {
  const { rows } = await sql<{ sum: string | null }>`
    select sum(u.goods_minor + u.shipping_minor - u.commission_minor) as sum
    from order_item i
    join orders o on o.store_id = i.store_id and o.id = i.order_id
    join unit u on u.store_id = i.store_id and u.order_id = i.order_id and u.item_id = i.id
    where i.store_id = ${reader.storeId} and i.seller_id = ${sellerId} and o.currency = ${currency} and not o.history
      and u.superseded_reason is null and (u.canceled_at is null or u.money_moved_at is not null)
      and exists (
        select from tender t where t.store_id = o.store_id and t.order_id = o.id and t.captured_minor > 0
        having sum(t.captured_minor) >= o.total_minor and (${after}::timestamptz is null or max(t.captured_at) > ${after}))
      and not exists (
        select from order_transfer p where p.store_id = o.store_id and p.order_id = o.id and p.seller_id = i.seller_id)`.execute(
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
  await insertRows(db(work), 'order_transfer', rows, { onConflict: 'nothing' })
}
