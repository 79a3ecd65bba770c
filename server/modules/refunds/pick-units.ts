import { currentUnits, holdsByUnit, itemOf, type OrderRecord, type UnitRow } from '#modules/orders'
import type { OrderBalance } from './balance.ts'
import { refusal, type RefundRefusal } from './plan-shares.ts'

/**
 * The units that somebody means by items and quantities: those nothing has been decided about, in their order. Answers
 * why there are not enough of them otherwise.
 */
export function pickUnits(
  order: OrderRecord,
  balance: OrderBalance,
  items: readonly { item: string; quantity: number }[],
): UnitRow[] | { refusal: RefundRefusal } {
  const holds = holdsByUnit(order)
  const isHeld = (unit: UnitRow) => holds.has(unit.id)
  const picked: UnitRow[] = []
  for (const { item: anyItem, quantity } of items) {
    const item = itemOf(order, anyItem)
    if (!item) return refusal('item_unknown', balance.remainingMinor, { item: anyItem })
    const all = currentUnits(order).filter((unit) => unit.item_id === item.id && !picked.includes(unit))
    const open = all.filter(
      (unit) => unit.settled_by === null && !isHeld(unit) && (balance.perUnit[unit.id]?.goods.remaining ?? 0) > 0,
    )
    if (open.length < quantity)
      return refusal(whyNot(all, isHeld), balance.remainingMinor, { item: anyItem, available: open.length })
    picked.push(...open.slice(0, quantity))
  }
  return picked
}

function whyNot(units: readonly UnitRow[], isHeld: (unit: UnitRow) => boolean): RefundRefusal['code'] {
  if (units.some((unit) => unit.settled_by === null && isHeld(unit))) return 'unit_held'
  return units.some((unit) => unit.settled_by !== null) ? 'unit_already_settled' : 'exceeds_refundable'
}
