import type { CancelFacts } from '#modules/policy'
import type { ChangeRow } from './tables.ts'
import type { ItemRow, OrderRow, UnitRow } from '#modules/orders'

export type OrderState = CancelFacts['state']

/** A parcel as far as changes look at it. */
export interface ParcelFacts {
  state: string
  unitIds: readonly string[]
  deliveredAt: Date | null
}

/** How far some units of an order are: the furthest of them counts, because a change has to reach all of them. */
export function stateOfUnits(
  order: Pick<OrderRow, 'canceled_at' | 'dispatch_started_at' | 'fulfillment'>,
  unitIds: readonly string[],
  parcels: readonly ParcelFacts[],
): OrderState {
  const theirs = parcels.filter((parcel) => parcel.unitIds.some((unitId) => unitIds.includes(unitId)))
  if (order.canceled_at) return 'canceled'
  if (theirs.some((parcel) => parcel.deliveredAt)) return 'delivered'
  if (theirs.some((parcel) => parcel.state !== 'label_created')) return 'shipped'
  if (theirs.length > 0 || order.dispatch_started_at) return 'dispatch_started'
  return order.fulfillment === 'open' ? 'open' : order.fulfillment
}

/** Units that a change could still concern: there, not made good for, not promised to another matter. */
export function changeableUnits(units: readonly UnitRow[], heldUnitIds: ReadonlySet<string>): UnitRow[] {
  return units.filter(
    (unit) => unit.superseded_reason === null && !unit.canceled_at && !unit.settled_by && !heldUnitIds.has(unit.id),
  )
}

/** How much of an order is asked for. */
export function sizeOf(wanted: readonly UnitRow[], all: readonly UnitRow[]): CancelFacts['asks'] {
  const left = all.filter((unit) => unit.superseded_reason === null && !unit.canceled_at)
  if (left.every((unit) => wanted.includes(unit))) return 'order'
  const itemIds = new Set(wanted.map((unit) => unit.item_id))
  return left.every((unit) => !itemIds.has(unit.item_id) || wanted.includes(unit)) ? 'item' : 'unit'
}

/**
 * What a unit costs as another variant. Its discount stays; where tax stands on top of prices, it follows at the unit's own rate.
 * @returns gross minor units; never below zero
 */
export function repriced(
  unit: UnitRow,
  newPriceMinor: number,
  taxIncluded: boolean,
): { goodsMinor: number; goodsTaxMinor: number } {
  const net = unit.goods_minor - unit.goods_tax_minor
  if (taxIncluded || unit.goods_tax_minor === 0 || net === 0) {
    const goodsMinor = Math.max(0, newPriceMinor - unit.discount_minor)
    const goodsTaxMinor =
      unit.goods_minor === 0 ? 0 : Math.round((goodsMinor * unit.goods_tax_minor) / unit.goods_minor)
    return { goodsMinor, goodsTaxMinor }
  }
  const newNet = Math.max(0, newPriceMinor - unit.discount_minor)
  const goodsTaxMinor = Math.round((newNet * unit.goods_tax_minor) / net)
  return { goodsMinor: newNet + goodsTaxMinor, goodsTaxMinor }
}

/** Whether it is the storefront's turn. What a seller or the warehouse was asked has to be accepted first, and silence alone is no yes. */
export function isWithStorefront({ state, details }: Pick<ChangeRow, 'state' | 'details'>): boolean {
  return state === 'pending' || (state === 'review' && (details.request === undefined || details.accepted === true))
}

/** Whether an order waits for this change: nothing else may be changed meanwhile. */
export function isUnderWay({ state }: Pick<ChangeRow, 'state'>): boolean {
  return state === 'asked' || state === 'pending' || state === 'review'
}

/** Whose stock it is: one unit of a seller among those concerned makes it the seller's to answer. */
export function fulfilledBy(items: readonly ItemRow[], units: readonly UnitRow[]): 'own' | 'seller' {
  return units.some((unit) => items.find((item) => item.id === unit.item_id)?.seller_id) ? 'seller' : 'own'
}
