import type { SellerOrder, SellerReturn } from './contract.ts'

/** A unit of a seller's, as far as how it goes decides what the seller has to do. */
export interface UnitOnItsWay {
  canceled: boolean
  /** Needs no parcel: a file, a service. */
  intangible: boolean
  left: boolean
  delivered: boolean
}

/** Whether something of a seller's has still to be sent: only then are they told where to. */
export function isToBeSent(units: readonly UnitOnItsWay[]): boolean {
  return units.some((unit) => !unit.canceled && !unit.intangible && !unit.left)
}

/** How far the seller's part of an order is. */
export function orderState(units: readonly UnitOnItsWay[]): SellerOrder['state'] {
  const live = units.filter((unit) => !unit.canceled)
  if (live.length === 0) return 'canceled'
  if (isToBeSent(live)) return 'to_send'
  return live.every((unit) => unit.delivered || unit.intangible) ? 'delivered' : 'on_its_way'
}

/** A unit that comes back, as far as its state decides what the seller has to do. */
export interface UnitComingBack {
  logistics: 'none' | 'label_issued' | 'dropped_off' | 'in_transit' | 'delivered' | 'lost'
  inspection: 'pending' | 'as_described' | 'damaged' | 'wrong_item' | 'missing' | 'not_required'
  received: boolean
}

/** How far the seller's part of a return is. @param live those of lines that were neither declined nor called off */
export function returnState(live: readonly UnitComingBack[], isWaiting: boolean): SellerReturn['state'] {
  if (live.length === 0) return 'ended'
  if (isWaiting) return 'waits_for_store'
  if (live.some(canBeReceived) && live.some(({ logistics }) => logistics === 'delivered')) return 'to_receive'
  if (live.some(canBeInspected)) return 'to_inspect'
  if (live.some(({ logistics }) => logistics === 'dropped_off' || logistics === 'in_transit')) return 'on_its_way'
  if (live.some(({ inspection, logistics }) => inspection === 'pending' && logistics !== 'lost')) return 'to_come'
  if (live.some(({ inspection }) => inspection === 'wrong_item' || inspection === 'missing')) return 'waits_for_store'
  return 'done'
}

/** Whether it may be counted: it is here, or came without anybody having said so. */
export function canBeReceived(unit: UnitComingBack): boolean {
  return !unit.received && unit.inspection === 'pending' && unit.logistics !== 'lost'
}

/** Whether it was counted and nobody has said what state it is in. */
export function canBeInspected(unit: UnitComingBack): boolean {
  return unit.received && unit.inspection === 'pending'
}
