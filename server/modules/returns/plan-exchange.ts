import { priceAs } from '#modules/changes'
import { findVariant, type ItemRow, type OrderRecord, type UnitRow, type VariantRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'

/** What comes instead of some units, and what each of them costs then. */
export interface PlannedExchange {
  to: VariantRecord
  units: ReadonlyMap<string, { goodsMinor: number; goodsTaxMinor: number; priceMinor: number }>
  /** What all of them together cost more (paid by the shopper) or less. */
  differenceMinor: number
}

const notThat = 'That one isn’t available right now. Pick another one of the same product.'

/** The variant that comes instead. Refuses `replacement_variant_unavailable_or_foreign` and `same_variant`. */
export async function findInstead(
  reader: Reader,
  { order, item, anyId, resolved }: { order: OrderRecord; item: ItemRow; anyId: string; resolved: Resolved },
): Promise<VariantRecord> {
  const to =
    (item.product_id ? await findVariant(reader, anyId, item.product_id) : undefined) ??
    (await findVariant(reader, anyId))
  const foreign = !to || (resolved.get('exchange.variant.sameProduct') && to.productId !== item.product_id)
  const sold = to?.available && to.priceMinor !== null && (to.currency ?? order.row.currency) === order.row.currency
  if (!to || foreign || !sold)
    return refuse('replacement_variant_unavailable_or_foreign', { item: item.id, to: anyId }, notThat)
  return to
}

/** Prices units as another variant, each with its old discount. Refuses the very same one and more than are left. */
export function planExchange(
  order: OrderRecord,
  units: readonly UnitRow[],
  to: VariantRecord,
  resolved: Resolved,
  alreadyWanted: number,
): PlannedExchange {
  if (!resolved.get('exchange.variant.allowSame') && units.some((unit) => unit.variant_id === to.id))
    refuse('same_variant', { to: to.id }, 'That is the same one. For the same again, choose a replacement.')
  const wanted = units.filter((unit) => unit.variant_id !== to.id).length + alreadyWanted
  if (to.stock !== null && to.stock < wanted)
    refuse('replacement_variant_unavailable_or_foreign', { to: to.id, left: to.stock }, notThat)
  const priced = units.map(
    (unit) =>
      [
        unit.id,
        { ...priceAs(unit, to.priceMinor ?? 0, order.row.tax_included), priceMinor: to.priceMinor ?? 0 },
      ] as const,
  )
  return {
    to,
    units: new Map(priced),
    differenceMinor: units.reduce(
      (sum, unit, index) => sum + (priced[index]?.[1].goodsMinor ?? 0) - unit.goods_minor,
      0,
    ),
  }
}
