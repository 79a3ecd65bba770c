import { priceAs } from '#modules/changes'
import { currentUnits, findOrder, itemOf, variantsOf } from '#modules/orders'
import { notFound } from '#platform/errors'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'

export interface ShownVariant {
  id: string
  reference: string
  options: Record<string, string>
  price: { amountMinor: number; currency: string }
  /** Above zero: to be paid for one. Below: comes back. */
  difference: { amountMinor: number; currency: string }
  current: boolean
}

/** What an item can be changed to now, with what it costs more or less; the variant that it is comes along, marked. */
export async function showVariants(
  reader: Reader,
  { id, item: anyItem }: { id: string; item: string },
): Promise<{ data: ShownVariant[] }> {
  const order = await findOrder(reader, id)
  const item = itemOf(order, anyItem) ?? notFound('item')
  const unit = currentUnits(order).find((each) => each.item_id === item.id && !each.canceled_at)
  if (!item.product_id || !unit) return { data: [] }
  const variants = await variantsOf(reader, item.product_id)
  const { currency } = order.row
  return {
    data: variants.flatMap((variant): ShownVariant[] => {
      const current = variant.id === (unit.variant_id ?? item.variant_id)
      const buyable =
        variant.available &&
        variant.stock !== 0 &&
        variant.priceMinor !== null &&
        (variant.currency ?? currency) === currency
      if (!current && !buyable) return []
      const priceMinor = variant.priceMinor ?? item.unit_price_minor
      const difference = current ? 0 : priceAs(unit, priceMinor, order.row.tax_included).goodsMinor - unit.goods_minor
      return [
        {
          id: variant.id,
          reference: variant.reference,
          options: variant.options,
          price: money(priceMinor, currency),
          difference: money(difference, currency),
          current,
        },
      ]
    }),
  }
}
