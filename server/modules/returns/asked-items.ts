import { findOrder, findOrderIdOfItem, findOrderOfItem, itemOf, type ItemRow, type OrderRecord } from '#modules/orders'
import { invalid, refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ReturnRequest } from './contract.ts'

/** One line that is asked for. */
export interface Asked {
  order: OrderRecord
  item: ItemRow
  index: number
  quantity: number
  reason: string
  note: string | null
  files: readonly string[]
  to: string | null
}

/** The orders that a request takes from, as far as the actor may see them, in the order of their ids. Another's is not found. */
export async function ordersOf(reader: Reader, input: Pick<ReturnRequest, 'items'>): Promise<OrderRecord[]> {
  const orders = new Map<string, OrderRecord>()
  for (const wanted of input.items) {
    const order = await orderOfItem(reader, wanted)
    orders.set(order.row.id, order)
  }
  return [...orders.values()].toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1))
}

/** The ids of the same orders, for who locks them before anything is looked at. */
export async function orderIdsAsked(reader: Reader, input: Pick<ReturnRequest, 'items'>): Promise<string[]> {
  const ids = new Set<string>()
  for (const { order, item } of input.items)
    ids.add(order ? (await findOrder(reader, order)).row.id : await findOrderIdOfItem(reader, item))
  return [...ids]
}

async function orderOfItem(reader: Reader, wanted: ReturnRequest['items'][number]): Promise<OrderRecord> {
  return wanted.order ? await findOrder(reader, wanted.order) : (await findOrderOfItem(reader, wanted.item)).order
}

/** What a request names, item by item. Refuses `item_unknown`. */
export function itemsAsked(orders: readonly OrderRecord[], input: ReturnRequest): Asked[] {
  return input.items.map((wanted, index) => {
    const named = orders.filter((order) => !wanted.order || isNamed(order, wanted.order))
    const order = named.find((each) => itemOf(each, wanted.item))
    const item = order && itemOf(order, wanted.item)
    if (!order || !item)
      return refuse('item_unknown', { param: `items[${index}].item` }, 'This item is not on the order.')
    return {
      order,
      item,
      index,
      quantity: wanted.quantity,
      reason: wanted.reason,
      note: wanted.note || null,
      files: wanted.files ?? [],
      to: null,
    }
  })
}

function isNamed(order: OrderRecord, anyId: string): boolean {
  return order.row.id === anyId || anyId === `ref:${order.row.source}:${order.row.reference}`
}

/** An exchange says what comes instead of each: an item whose units become different variants is as many lines. */
export function splitByVariant(asked: readonly Asked[], input: ReturnRequest): Asked[] {
  if (input.resolution !== 'exchange') return [...asked]
  const wishes = (input.exchangeFor ?? []).map((wish) => ({ ...wish, left: wish.quantity ?? Infinity }))
  const lines = asked.flatMap((line) => {
    const parts: Asked[] = []
    let open = line.quantity
    for (const wish of wishes) {
      if (open === 0) break
      if (wish.left <= 0 || itemOf(line.order, wish.item)?.id !== line.item.id) continue
      if (wish.order && !isNamed(line.order, wish.order)) continue
      const quantity = Math.min(open, wish.left)
      parts.push({ ...line, quantity, to: wish.to })
      wish.left = wish.left === Infinity ? 0 : wish.left - quantity
      open -= quantity
    }
    if (open > 0)
      invalid('exchangeFor', 'Say what comes instead of each thing that goes back.', 'replacement_count_mismatch')
    return parts
  })
  if (wishes.some((wish) => wish.left > 0 && wish.left !== Infinity) || wishes.some((wish) => wish.left === Infinity))
    invalid('exchangeFor', 'There is more to come than goes back.', 'replacement_count_mismatch')
  return lines
}
