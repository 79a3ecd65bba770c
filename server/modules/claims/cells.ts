import { heirOf, type OrderRecord, withParts } from '#modules/orders'
import type { OrderBalance, RefundInput } from '#modules/refunds'
import { allocate } from '#platform/money'

type Cells = NonNullable<RefundInput['exactly']>[number][]

/**
 * Everything that was paid for some units, as cells of a refund: whoever holds them now, and however much of it is left. A unit that
 * was superseded counts as the one that stands for it, a bundle as its parts.
 */
export function cellsOfUnits(order: OrderRecord, unitIds: readonly string[], parts: { shipping: boolean }): Cells {
  return unitsOf(order, unitIds).flatMap((unit) => [
    { unitId: unit.id, part: 'goods' as const, amountMinor: unit.goods_minor },
    ...(parts.shipping ? [{ unitId: unit.id, part: 'shipping' as const, amountMinor: unit.shipping_minor }] : []),
  ])
}

/** A share of the goods, rounded in the shopper's favor, and the shipping. */
export function cellsOfLate(order: OrderRecord, unitIds: readonly string[], percent: number): Cells {
  return unitsOf(order, unitIds).flatMap((unit) => [
    { unitId: unit.id, part: 'shipping' as const, amountMinor: unit.shipping_minor },
    { unitId: unit.id, part: 'goods' as const, amountMinor: Math.ceil((unit.goods_minor * percent) / 100) },
  ])
}

/**
 * An amount spread over what has not come back of the goods, and what is above that over the shipping: what one unit has no room
 * for any more the others have.
 */
export function cellsOfAmount(
  order: OrderRecord,
  unitIds: readonly string[],
  amountMinor: number,
  { perUnit }: Pick<OrderBalance, 'perUnit'>,
): Cells {
  const units = unitsOf(order, unitIds)
  const left = (part: 'goods' | 'shipping') => units.map((unit) => perUnit[unit.id]?.[part].remaining ?? 0)
  const goodsMinor = Math.min(
    amountMinor,
    left('goods').reduce((sum, each) => sum + each, 0),
  )
  const goods = allocate(goodsMinor, left('goods'))
  const shipping = allocate(amountMinor - goodsMinor, left('shipping'))
  return units.flatMap((unit, index) => [
    { unitId: unit.id, part: 'goods' as const, amountMinor: goods[index] ?? 0 },
    { unitId: unit.id, part: 'shipping' as const, amountMinor: shipping[index] ?? 0 },
  ])
}

function unitsOf(order: OrderRecord, unitIds: readonly string[]) {
  const ids = withParts(
    order,
    unitIds.flatMap((id) => heirOf(order, id)?.id ?? []),
  )
  return order.units.filter((unit) => ids.includes(unit.id))
}
