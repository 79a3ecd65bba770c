import type { UnitRow } from '#modules/orders'

/** What units came to together: their goods with shipping and fees. */
export function worthOfUnits(units: readonly UnitRow[]): number {
  return units.reduce(
    (total, unit) => total + unit.goods_minor + unit.shipping_minor + unit.fee_minor + unit.fee_kept_minor,
    0,
  )
}
