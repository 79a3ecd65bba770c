import { sql } from 'kysely'
import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** What an order has to have; what is not named does not matter. */
export interface OrderTraits {
  /** Product id. */
  productId?: string | undefined
  sellerId?: string | undefined
  country?: string | undefined
  /** Only those of which something has still to arrive, as far as `fulfillment` says. */
  openOnly?: boolean
}

/** Orders placed from an instant until before another one, in order, by page. */
export async function listOrdersPlaced(
  reader: Reader,
  span: { from: Date; to: Date },
  page: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<{ id: string; at: Date }[]> {
  const rows = await db(reader)
    .selectFrom('orders')
    .select(['id', 'placed_at'])
    .where('store_id', '=', reader.storeId)
    .where('placed_at', '>=', span.from)
    .where('placed_at', '<', span.to)
    .$if(page.after !== undefined, (query) =>
      query.where(sql<boolean>`(placed_at, id) > (${page.after?.at}, ${page.after?.id})`),
    )
    .orderBy('placed_at')
    .orderBy('id')
    .limit(page.limit)
    .execute()
  return rows.map(({ id, placed_at: at }) => ({ id, at }))
}

/** Those of some orders that have these traits and are not canceled, each with its number and whose it is. */
export async function ordersAmong(
  reader: Reader,
  ids: readonly string[],
  traits: OrderTraits,
): Promise<{ id: string; reference: string; customerId: string }[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('orders')
    .select(['id', 'reference', 'customer_id'])
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .where('canceled_at', 'is', null)
    .$if(traits.openOnly === true, (query) => query.where('fulfillment', '!=', 'delivered'))
    .$if(traits.country !== undefined, (query) => query.where('ship_to_country', '=', traits.country ?? ''))
    .$if(traits.productId !== undefined || traits.sellerId !== undefined, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('order_item')
            .select('order_item.id')
            .whereRef('order_item.store_id', '=', 'orders.store_id')
            .whereRef('order_item.order_id', '=', 'orders.id')
            .$if(traits.productId !== undefined, (item) => item.where('product_id', '=', traits.productId ?? ''))
            .$if(traits.sellerId !== undefined, (item) => item.where('seller_id', '=', traits.sellerId ?? '')),
        ),
      ),
    )
    .execute()
  return rows.map(({ id, reference, customer_id: customerId }) => ({ id, reference, customerId }))
}

/** Our id of a product, for an id or `ref:<source>:<reference>`; undefined when there is none. */
export async function productIdOf(reader: Reader, anyId: string): Promise<string | undefined> {
  const reference = parseReference(anyId)
  const row = await db(reader)
    .selectFrom('product')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where((each) =>
      reference
        ? each.and([each('source', '=', reference.source), each('reference', '=', reference.reference)])
        : each('id', '=', anyId),
    )
    .executeTakeFirst()
  return row?.id
}
