import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** Which sold lines are meant; an empty list does not narrow. */
export interface SoldTraits {
  productId: string
  variantIds: readonly string[]
  lots: readonly string[]
  /** With lots named: lines whose lot nobody knows are meant too. */
  unknownLots: boolean
  sellerIds: readonly string[]
  from: Date | null
  to: Date | null
}

export interface SoldItem {
  id: string
  orderId: string
  orderReference: string
  customerId: string
  lot: string | null
}

/** Lines of orders that were not canceled with a product, by page of orders in the order of their ids. */
export async function itemsSold(
  reader: Reader,
  traits: SoldTraits,
  page: { afterOrder?: string | undefined; orders: number; among?: readonly string[] | undefined },
): Promise<SoldItem[]> {
  const { from, to } = traits
  const lines = db(reader)
    .selectFrom('order_item')
    .innerJoin('orders', (join) =>
      join.onRef('orders.store_id', '=', 'order_item.store_id').onRef('orders.id', '=', 'order_item.order_id'),
    )
    .where('order_item.store_id', '=', reader.storeId)
    .where('order_item.product_id', '=', traits.productId)
    .where('orders.canceled_at', 'is', null)
    .$if(from !== null, (query) => query.where('orders.placed_at', '>=', from as Date))
    .$if(to !== null, (query) => query.where('orders.placed_at', '<', to as Date))
    .$if(traits.variantIds.length > 0, (query) => query.where('order_item.variant_id', 'in', [...traits.variantIds]))
    .$if(traits.sellerIds.length > 0, (query) => query.where('order_item.seller_id', 'in', [...traits.sellerIds]))
    .$if(traits.lots.length > 0, (query) =>
      query.where((each) =>
        each.or([
          each('order_item.lot', 'in', [...traits.lots]),
          ...(traits.unknownLots ? [each('order_item.lot', 'is', null)] : []),
        ]),
      ),
    )
    .$if(page.afterOrder !== undefined, (query) => query.where('orders.id', '>', page.afterOrder ?? ''))
    .$if(page.among !== undefined, (query) => query.where('orders.id', 'in', [...(page.among ?? []), '']))
  const orders = lines.select('orders.id').distinct().orderBy('orders.id').limit(page.orders)
  const rows = await lines
    .select(['order_item.id', 'order_item.order_id', 'order_item.lot', 'orders.reference', 'orders.customer_id'])
    .where(sql<boolean>`orders.id in (${orders})`)
    .orderBy('orders.id')
    .orderBy('order_item.position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    orderReference: row.reference,
    customerId: row.customer_id,
    lot: row.lot,
  }))
}
