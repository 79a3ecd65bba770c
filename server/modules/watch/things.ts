import type { OrderRecord, UnitRow } from '#modules/orders'

/** The items of some units in words: the first title, and how many kinds of things there are. */
export function thingsIn(
  order: OrderRecord,
  units: readonly Pick<UnitRow, 'item_id'>[],
): { title: string; count: number } {
  const ids = new Set(units.map((unit) => unit.item_id))
  const items = order.items.filter((item) => ids.has(item.id))
  return { title: items[0]?.title ?? order.row.reference, count: Math.max(1, items.length) }
}
