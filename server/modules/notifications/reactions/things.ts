import type { OrderRecord } from '#modules/orders'
import type { Things } from '../templates.ts'

/** The units' items in words: the first title, and how many kinds of things there are. All of the order without units. */
export function thingsOf(order: OrderRecord, unitIds: readonly string[]): Things {
  const itemIds = new Set(order.units.filter((unit) => unitIds.includes(unit.id)).map((unit) => unit.item_id))
  const items = itemIds.size > 0 ? order.items.filter((item) => itemIds.has(item.id)) : order.items
  return { title: items[0]?.title ?? order.row.reference, count: Math.max(1, items.length) }
}
