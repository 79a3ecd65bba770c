import { identityIdsOf, paymentMethodsOf, type PaymentMethodRecord } from '#modules/customers'
import { priceAs } from '#modules/changes'
import { itemOf, type OrderRecord, type UnitRow, type VariantRecord, variantsOf } from '#modules/orders'
import type { UnitSwap } from '#modules/replacements'
import type { Reader } from '#platform/work'
import type { OfferedVariant } from './tables.ts'

/**
 * What can be sent instead: other variants of the same product that are there, priced in the order's currency, each with what all
 * units together cost more or less. Without a way to take a payment only those that cost no more.
 */
export async function exchangeChoices(
  reader: Reader,
  order: OrderRecord,
  units: readonly UnitRow[],
): Promise<OfferedVariant[]> {
  const items = [...new Set(units.map((unit) => unit.item_id))].map((id) => itemOf(order, id))
  const [item] = items
  if (!item?.product_id || items.length !== 1) return []
  const [variants, method] = [await variantsOf(reader, item.product_id), await methodFor(reader, order)]
  return variants
    .filter((variant) => canBeSent(order, variant, units))
    .map((variant) => {
      const differenceMinor = differenceOf(order, units, variant)
      return {
        id: variant.id,
        title: variant.title ?? item.title,
        options: variant.options,
        imageUrl: null,
        priceMinor: variant.priceMinor ?? 0,
        differenceMinor,
        paymentMethodId: differenceMinor > 0 ? (method?.id ?? null) : null,
        methodLabel: differenceMinor > 0 ? (method?.label ?? null) : null,
      }
    })
    .filter((choice) => choice.differenceMinor <= 0 || choice.paymentMethodId !== null)
}

/** What each unit becomes, at its own price with its old discount. */
export function swapsFor(
  order: OrderRecord,
  units: readonly UnitRow[],
  variant: Pick<VariantRecord, 'id' | 'priceMinor'>,
): Map<string, UnitSwap> {
  const price = variant.priceMinor ?? 0
  return new Map(
    units.map((unit) => [
      unit.id,
      { toVariantId: variant.id, unitPriceMinor: price, ...priceAs(unit, price, order.row.tax_included) },
    ]),
  )
}

function differenceOf(order: OrderRecord, units: readonly UnitRow[], variant: VariantRecord): number {
  const swaps = swapsFor(order, units, variant)
  return units.reduce((sum, unit) => sum + (swaps.get(unit.id)?.goodsMinor ?? 0) - unit.goods_minor, 0)
}

function canBeSent(order: OrderRecord, variant: VariantRecord, units: readonly UnitRow[]): boolean {
  return (
    variant.available &&
    variant.priceMinor !== null &&
    (variant.currency ?? order.row.currency) === order.row.currency &&
    variant.stock !== null &&
    variant.stock >= units.length &&
    units.every((unit) => unit.variant_id !== variant.id)
  )
}

/** The way the order was paid, where it is on file. */
export async function methodFor(reader: Reader, order: OrderRecord): Promise<PaymentMethodRecord | null> {
  const methods = await paymentMethodsOf(reader, await identityIdsOf(reader, order.row.customer_id))
  return (
    methods.find((method) =>
      order.tenders.some((tender) => tender.payment_method_id === method.id || tender.reference === method.reference),
    ) ?? null
  )
}
