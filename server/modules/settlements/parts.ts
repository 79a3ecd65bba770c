import { currentUnits, heirOf, type OrderRecord } from '#modules/orders'
import { commissionUpTo, sellerShare, type RefundDetail } from '#modules/refunds'
import type { BurdenUnitRow } from './tables.ts'

/** What a refund means for one seller, unit by unit. */
export interface Part {
  sellerId: string
  goodsMinor: number
  shippingMinor: number
  commissionBackMinor: number
  units: Omit<BurdenUnitRow, 'store_id' | 'burden_id'>[]
}

/**
 * What counts of a refund now for each third-party seller: money that did not arrive does not, and goodwill, fees and the store's
 * own units are the store's. The commission is the one frozen on the units; with what all other burdens brought back of it, a
 * unit refunded in any number of steps, some of which failed, brings back exactly its commission. Pure.
 * @param refunds all of the order, this one among them
 * @param others the units of the order's other burdens
 */
export function partsOf(
  order: OrderRecord,
  detail: RefundDetail,
  refunds: readonly RefundDetail[],
  others: readonly BurdenUnitRow[],
): Part[] {
  const lines = unitLines(order, detail)
  const before = cameBackBefore(
    order,
    refunds.filter((each) => each.row.id !== detail.row.id).flatMap((each) => unitLines(order, each)),
    others,
  )
  const parts = new Map<string, Part>()
  for (const unitId of new Set(lines.map((line) => line.unitId))) {
    const [share] = sellerShare(
      order,
      before,
      lines.filter((line) => line.unitId === unitId),
    )
    if (!share || share.sellerId === null || share.goodsMinor + share.shippingMinor === 0) continue
    const { sellerId, goodsMinor, shippingMinor, commissionBackMinor } = share
    const part = parts.get(sellerId) ?? { sellerId, goodsMinor: 0, shippingMinor: 0, commissionBackMinor: 0, units: [] }
    parts.set(sellerId, {
      sellerId,
      goodsMinor: part.goodsMinor + goodsMinor,
      shippingMinor: part.shippingMinor + shippingMinor,
      commissionBackMinor: part.commissionBackMinor + commissionBackMinor,
      units: [
        ...part.units,
        {
          unit_id: unitId,
          goods_minor: goodsMinor,
          shipping_minor: shippingMinor,
          commission_back_minor: commissionBackMinor,
        },
      ],
    })
  }
  // In one order, as the sellers' locks are taken.
  return [...parts.values()].toSorted((one, other) => (one.sellerId < other.sellerId ? -1 : 1))
}

/** Whether a burden has exactly these units' money: then what came back of the commission stays what it was. */
export function isSamePart(order: OrderRecord, part: Part, units: readonly BurdenUnitRow[]): boolean {
  const key = (list: readonly Omit<BurdenUnitRow, 'store_id' | 'burden_id'>[]) =>
    list
      .map((unit) => `${heirOf(order, unit.unit_id)?.id ?? unit.unit_id} ${unit.goods_minor} ${unit.shipping_minor}`)
      .toSorted()
      .join()
  return key(part.units) === key(units)
}

/**
 * The same money with what of the commission can come back by it now. It brought back less than its share while other money for
 * the same units was out as well; once that is back with the store, the share is made up. Never lowered.
 */
export function caughtUp(order: OrderRecord, part: Part, units: readonly BurdenUnitRow[]): Part {
  const next = part.units.map((fresh) => {
    const is = units.find((each) => (heirOf(order, each.unit_id)?.id ?? each.unit_id) === fresh.unit_id)
    const unit = order.units.find((each) => each.id === fresh.unit_id)
    const own = unit ? Math.min(fresh.goods_minor, commissionUpTo(unit, fresh.goods_minor)) : 0
    const back = Math.max(is?.commission_back_minor ?? 0, Math.min(own, fresh.commission_back_minor))
    return { ...fresh, commission_back_minor: back }
  })
  return { ...part, units: next, commissionBackMinor: next.reduce((sum, unit) => sum + unit.commission_back_minor, 0) }
}

/** What a seller gets of an order's sale: goods and shipping of their units, less the commission frozen on them. Minor units. */
export function saleShareOf(order: OrderRecord, sellerId: string): number {
  return unitsOf(order, sellerId).reduce(
    (sum, unit) => sum + unit.goods_minor + unit.shipping_minor - unit.commission_minor,
    0,
  )
}

/** What of it went back by refunds that were made elsewhere, where the storefront settled it with the seller. */
export function settledElsewhere(order: OrderRecord, refunds: readonly RefundDetail[], sellerId: string): number {
  const lines = refunds.filter(({ row }) => row.origin === 'external').flatMap((detail) => unitLines(order, detail))
  return unitsOf(order, sellerId).reduce((sum, unit) => {
    const mine = lines.filter((line) => line.unitId === unit.id)
    const goods = mine.reduce((total, line) => total + line.goodsMinor, 0)
    const shipping = mine.reduce((total, line) => total + line.shippingMinor, 0)
    return sum + goods + shipping - Math.min(goods, commissionUpTo(unit, goods))
  }, 0)
}

function unitsOf(order: OrderRecord, sellerId: string) {
  const items = new Set(order.items.filter((item) => item.seller_id === sellerId).map((item) => item.id))
  return currentUnits(order).filter((unit) => items.has(unit.item_id))
}

interface UnitLine {
  unitId: string
  goodsMinor: number
  shippingMinor: number
}

function unitLines(order: OrderRecord, { lines }: RefundDetail): UnitLine[] {
  return lines.flatMap((line) => {
    if (!line.counted || line.unit_id === null) return []
    const unitId = heirOf(order, line.unit_id)?.id ?? line.unit_id
    return [{ unitId, goodsMinor: line.goods_minor, shippingMinor: line.shipping_minor }]
  })
}

const nothing = { refunded: 0, pending: 0, remaining: 0, taxCounted: 0 }

function cameBackBefore(order: OrderRecord, lines: readonly UnitLine[], others: readonly BurdenUnitRow[]) {
  const perUnit: Parameters<typeof sellerShare>[1]['perUnit'] = {}
  const commissionBack: Record<string, number> = {}
  for (const unit of order.units) {
    const refunded = lines.filter((line) => line.unitId === unit.id).reduce((sum, line) => sum + line.goodsMinor, 0)
    const borne = others.filter((each) => (heirOf(order, each.unit_id)?.id ?? each.unit_id) === unit.id)
    const borneGoods = borne.reduce((sum, each) => sum + each.goods_minor, 0)
    perUnit[unit.id] = { goods: { ...nothing, refunded }, shipping: nothing, fees: nothing, remaining: 0 }
    commissionBack[unit.id] =
      borne.reduce((sum, each) => sum + each.commission_back_minor, 0) +
      commissionUpTo(unit, Math.max(0, refunded - borneGoods))
  }
  return { perUnit, commissionBack }
}
