import { findVariantsById, type OrderRecord } from '#modules/orders'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'

/** What goes back, as far as the way back is concerned. */
export interface Goods {
  /** Grams of all of it; null when the weight of one thing is not known. */
  weightGrams: number | null
  /** Only somebody who comes for it can take it. */
  pickupOnly: boolean
  hazardous: boolean
  freight: boolean
}

/** Weight and handling of some units of some orders. What something weighs does not change while its return is made. */
export async function goodsOf(
  reader: Reader,
  orders: readonly OrderRecord[],
  unitIds: readonly string[],
): Promise<Goods> {
  return await remembered(reader, `goods ${unitIds.join(' ')}`, async () => await weigh(reader, orders, unitIds))
}

async function weigh(reader: Reader, orders: readonly OrderRecord[], unitIds: readonly string[]): Promise<Goods> {
  const wanted = new Set(unitIds)
  const units = orders.flatMap((order) =>
    order.units
      .filter((unit) => wanted.has(unit.id))
      .map((unit) => ({ unit, item: order.items.find((item) => item.id === unit.item_id) })),
  )
  const variants = await findVariantsById(
    reader,
    units.flatMap(({ unit }) => unit.variant_id ?? []),
  )
  const weights = units.map(
    ({ unit, item }) => variants.get(unit.variant_id ?? '')?.weightGrams ?? item?.weight_grams ?? null,
  )
  const hazardous = units.some(({ item }) => item?.hazardous)
  const freight = units.some(({ item }) => item?.freight)
  return {
    weightGrams: weights.every((weight) => weight !== null) && weights.length > 0 ? sum(weights) : null,
    hazardous,
    freight,
    pickupOnly: hazardous || freight,
  }
}

function sum(weights: readonly (number | null)[]): number {
  return weights.reduce<number>((total, weight) => total + (weight ?? 0), 0)
}
