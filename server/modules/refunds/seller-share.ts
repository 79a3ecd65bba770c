import type { OrderRecord, UnitRow } from '#modules/orders'
import type { OrderBalance } from './balance.ts'
import type { Line } from './spread.ts'

/** What a refund means for one seller of the order, in minor units of its currency. */
export interface SellerShare {
  /** Null: sold by the store itself. */
  sellerId: string | null
  goodsMinor: number
  shippingMinor: number
  /** What the store gives back of its commission. */
  commissionBackMinor: number
  /** What the seller bears: goods and shipping, less the commission that comes back. */
  debitMinor: number
}

/**
 * What each seller bears of a refund. The commission is the one frozen on the units when they were sold, and comes back in
 * proportion to the goods, whatever the rate is today; what came back before counts, so that a unit refunded in any number of
 * steps brings back exactly its commission. Fees are the store's own. Money for no unit in particular (goodwill) is borne by
 * nobody but the store, and is not in here.
 * @param before what had come back when the refund was worked out; `commissionBack` where it is known to the minor unit how much
 *   of a unit's commission that brought back
 * @param lines of the refund, those of one unit in any number
 */
export function sellerShare(
  order: Pick<OrderRecord, 'items' | 'units'>,
  before: Pick<OrderBalance, 'perUnit'> & { commissionBack?: Readonly<Record<string, number>> },
  lines: readonly Pick<Line, 'unitId' | 'goodsMinor' | 'shippingMinor'>[],
): SellerShare[] {
  const shares = new Map<string | null, SellerShare>()
  for (const [unitId, { goodsMinor, shippingMinor }] of byUnit(lines)) {
    const unit = order.units.find((each) => each.id === unitId)
    if (!unit) continue
    const share = shareOf(shares, sellerOf(order, unit))
    const counted = before.perUnit[unitId]?.goods
    const commissionBackMinor = commissionBack(
      unit,
      (counted?.refunded ?? 0) + (counted?.pending ?? 0),
      goodsMinor,
      before.commissionBack?.[unitId],
    )
    share.goodsMinor += goodsMinor
    share.shippingMinor += shippingMinor
    share.commissionBackMinor += commissionBackMinor
    share.debitMinor += goodsMinor + shippingMinor - commissionBackMinor
  }
  return [...shares.values()]
}

/** The rounded commission up to and with this part, less what came back before: never below zero, never more than the part. */
function commissionBack(unit: UnitRow, beforeMinor: number, partMinor: number, cameBackMinor?: number): number {
  const backMinor = commissionUpTo(unit, beforeMinor + partMinor) - (cameBackMinor ?? commissionUpTo(unit, beforeMinor))
  return Math.min(partMinor, Math.max(0, backMinor))
}

/** What of a unit's commission comes back with so much of its price. */
export function commissionUpTo(unit: UnitRow, goodsMinor: number): number {
  return portion(unit.commission_minor, Math.min(goodsMinor, unit.goods_minor), unit)
}

function portion(commissionMinor: number, goodsMinor: number, { goods_minor: whole }: UnitRow): number {
  if (whole === 0) return 0
  return Number((2n * BigInt(commissionMinor) * BigInt(goodsMinor) + BigInt(whole)) / (2n * BigInt(whole)))
}

function byUnit(
  lines: readonly Pick<Line, 'unitId' | 'goodsMinor' | 'shippingMinor'>[],
): Map<string, { goodsMinor: number; shippingMinor: number }> {
  const sums = new Map<string, { goodsMinor: number; shippingMinor: number }>()
  for (const { unitId, goodsMinor, shippingMinor } of lines) {
    if (unitId === null) continue
    const sum = sums.get(unitId) ?? { goodsMinor: 0, shippingMinor: 0 }
    sums.set(unitId, { goodsMinor: sum.goodsMinor + goodsMinor, shippingMinor: sum.shippingMinor + shippingMinor })
  }
  return sums
}

function sellerOf(order: Pick<OrderRecord, 'items'>, unit: UnitRow): string | null {
  return order.items.find((item) => item.id === unit.item_id)?.seller_id ?? null
}

function shareOf(shares: Map<string | null, SellerShare>, sellerId: string | null): SellerShare {
  const share = shares.get(sellerId) ?? {
    sellerId,
    goodsMinor: 0,
    shippingMinor: 0,
    commissionBackMinor: 0,
    debitMinor: 0,
  }
  shares.set(sellerId, share)
  return share
}
