import { sql } from 'kysely'
import { reachableIdsOf } from '#modules/customers'
import { invalid, notFound } from '#platform/errors'
import { latinDigits } from '#platform/latin-digits'
import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { loadOrders } from './load-orders.ts'
import type { OrderRecord } from './record.ts'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/**
 * One order by id or `ref:<source>:<reference>`, as far as the reader's actor may see it: shoppers their own and those of
 * accounts merged into theirs, guests the one order they proved, sellers orders with items of theirs and only those items,
 * staff, keys and the program any. Everything else is "not found".
 * @param asked what the caller asked for, where it is not the order itself: another's problem and no problem are answered alike
 */
export async function findOrder(reader: Reader, anyId: string, asked = 'order'): Promise<OrderRecord> {
  const id = await idOf(reader, anyId)
  const [order] = id ? await loadOrders(reader, [id]) : []
  if (!order || !(await maySee(reader, order))) notFound(asked)
  return reader.actor.kind === 'seller' ? forSeller(order, reader.actor.sellerId) : order
}

/** The order that an item is of, with the item: for callers who name only the item. Ownership as `findOrder`. */
export async function findOrderOfItem(
  reader: Reader,
  anyItemId: string,
): Promise<{ order: OrderRecord; item: OrderRecord['items'][number] }> {
  const rows = await placesOfItem(reader, anyItemId)
  const orders = await loadOrders(reader, [...new Set(rows.map((row) => row.order_id))])
  const visible: OrderRecord[] = []
  for (const order of orders) if (await maySee(reader, order)) visible.push(order)
  if (visible.length > 1) refuseAmbiguous()
  const [order] = visible
  const item = order?.items.find((each) => rows.some((row) => row.id === each.id))
  if (!order || !item) notFound('item')
  return { order: reader.actor.kind === 'seller' ? forSeller(order, reader.actor.sellerId) : order, item }
}

/** Only the id of that order, for callers who lock it next and look at it then. */
export async function findOrderIdOfItem(reader: Reader, anyItemId: string): Promise<string> {
  const [orderId, ...others] = new Set((await placesOfItem(reader, anyItemId)).map((row) => row.order_id))
  if (others.length > 0) refuseAmbiguous()
  return orderId ?? notFound('item')
}

function refuseAmbiguous(): never {
  return invalid('item', 'several orders have an item with this reference: name the order too', 'item_ambiguous')
}

/** Where items that go by this are, as far as the actor may see them. */
async function placesOfItem(reader: Reader, anyItemId: string): Promise<{ id: string; order_id: string }[]> {
  const reference = parseReference(anyItemId)
  const { actor } = reader
  if (actor.kind === 'anonymous' || actor.kind === 'visitor') return []
  const customerIds = actor.kind === 'shopper' ? await reachableIdsOf(reader, actor.customerId) : []
  return await db(reader)
    .selectFrom('order_item')
    .innerJoin('orders', (join) =>
      join.onRef('orders.id', '=', 'order_item.order_id').onRef('orders.store_id', '=', 'order_item.store_id'),
    )
    .select(['order_item.id', 'order_item.order_id'])
    .where('order_item.store_id', '=', reader.storeId)
    .$if(reference === undefined, (query) => query.where('order_item.id', '=', anyItemId))
    .$if(reference !== undefined, (query) =>
      query
        .where('orders.source', '=', reference?.source ?? '')
        .where('order_item.reference', '=', reference?.reference ?? ''),
    )
    // Plain references such as 1 and 2 occur in every order: whose it is decides before the limit does.
    .$if(actor.kind === 'shopper', (query) => query.where('orders.customer_id', 'in', [...customerIds, '']))
    .$if(actor.kind === 'guest', (query) => query.where('orders.id', '=', actor.kind === 'guest' ? actor.orderId : ''))
    .$if(actor.kind === 'seller', (query) =>
      query.where('order_item.seller_id', '=', actor.kind === 'seller' ? actor.sellerId : ''),
    )
    .limit(50)
    .execute()
}

/** The ids of orders by the source's references; unknown ones are absent. */
export async function orderIdsByReference(
  reader: Reader,
  source: string,
  references: readonly string[],
): Promise<Map<string, string>> {
  if (references.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('orders')
    .select(['id', 'reference'])
    .where('store_id', '=', reader.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...references])
    .execute()
  return new Map(rows.map((row) => [row.reference, row.id]))
}

/** The ids of orders that go by this number, as people type it: case, a leading number sign and whose digits it has do not matter. The newest first. */
export async function orderIdsByNumber(reader: Reader, number: string): Promise<string[]> {
  const typed = number.trim().toLowerCase().replace(/^#\s*/, '')
  if (typed === '') return []
  const rows = await db(reader)
    .selectFrom('orders')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where(
      sql<string>`lower(reference)`,
      'in',
      [...new Set([typed, latinDigits(typed)])].flatMap((each) => [each, `#${each}`]),
    )
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(10)
    .execute()
  return rows.map((row) => row.id)
}

/** Our id for an id or reference; undefined when there is no such order. No ownership: callers check it on what they load. */
export async function idOf(reader: Reader, anyId: string): Promise<string | undefined> {
  const reference = parseReference(anyId)
  if (!reference) return anyId
  return (await orderIdsByReference(reader, reference.source, [reference.reference])).get(reference.reference)
}

export async function maySee(reader: Reader, order: Pick<OrderRecord, 'row' | 'items'>): Promise<boolean> {
  const { actor } = reader
  switch (actor.kind) {
    case 'shopper':
      return (
        order.row.customer_id === actor.customerId ||
        (await reachableIdsOf(reader, actor.customerId)).includes(order.row.customer_id)
      )
    case 'guest':
      return order.row.id === actor.orderId
    case 'seller':
      return order.items.some((item) => item.seller_id === actor.sellerId)
    case 'staff':
    case 'key':
    case 'system':
      return true
    case 'visitor':
    case 'anonymous':
      return false
  }
}

/** What a seller may know: their own items, and nothing about how the shopper paid. */
function forSeller(order: OrderRecord, sellerId: string): OrderRecord {
  const items = order.items.filter((item) => item.seller_id === sellerId)
  const mine = new Set(items.map((item) => item.id))
  const units = order.units.filter((unit) => mine.has(unit.item_id))
  const unitIds = new Set(units.map((unit) => unit.id))
  return {
    ...order,
    items,
    units,
    holds: order.holds.filter((hold) => unitIds.has(hold.unit_id)),
    tenders: [],
    disputes: [],
  }
}
