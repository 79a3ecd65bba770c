import { findShipment, loadShipments, shipmentOfUnit } from '#modules/deliveries'
import { currentUnits, holdsByUnit, lockOrder } from '#modules/orders'
import type { Work } from '#platform/work'
import { claimsOf } from '../queries.ts'
import { isRunning } from '../rules.ts'
import { lockClaim } from './lock-claim.ts'
import { openClaim } from './open-claim.ts'
import { ruleOnClaim } from './rule-on-claim.ts'

/** Asks the rules again about the claims of an order that wait for the seller: its parcels were seen somewhere else. */
export async function followParcel(work: Work, orderId: string): Promise<void> {
  const waiting = (await claimsOf(work, [orderId])).filter(({ row }) => isWaiting(row.state) && isRunning(row))
  for (const { row } of waiting) {
    const locked = await lockClaim(work, row.id)
    if (isWaiting(locked.claim.row.state) && isRunning(locked.claim.row)) await ruleOnClaim(work, locked)
  }
}

/**
 * A seller's parcel is on its way back: what the rules grant then anyway (policy `protect.returned_to_sender`) is granted without
 * being asked for, one claim for each seller in it.
 */
export async function grantReturned(work: Work, shipmentId: string): Promise<void> {
  const { row: parcel } = await findShipment(work, shipmentId)
  if (parcel.history) return
  const order = await lockOrder(work, parcel.order_id)
  if (order.row.history || order.disputes.some((dispute) => dispute.state !== 'won')) return
  const holds = holdsByUnit(order)
  const parcels = await loadShipments(work, [order.row.id])
  const carried = new Set(parcels.find(({ row }) => row.id === shipmentId)?.unitIds ?? [])
  // What was sent once more is on its way in another parcel.
  const isHere = (id: string) =>
    carried.has(id) && (shipmentOfUnit(order, parcels, id)?.row.id ?? shipmentId) === shipmentId
  const units = currentUnits(order).filter(
    (unit) => isHere(unit.id) && unit.canceled_at === null && unit.settled_by === null && !holds.has(unit.id),
  )
  const sellerOf = (itemId: string) => order.items.find((item) => item.id === itemId)?.seller_id ?? null
  for (const [sellerId, theirs] of Map.groupBy(units, (unit) => sellerOf(unit.item_id))) {
    if (sellerId === null) continue
    await openClaim(work, {
      order: await lockOrder(work, order.row.id),
      units: theirs,
      ground: 'not_received',
      sellerId,
      shipmentId,
      gatesPassed: true,
    })
  }
}

/** The same for all parcels of an order that went back while a bank looked into its payment, and could not be granted then. */
export async function grantAllReturned(work: Work, orderId: string): Promise<void> {
  for (const { row } of await loadShipments(work, [orderId]))
    if (row.state === 'returning' || row.state === 'returned') await grantReturned(work, row.id)
}

function isWaiting(state: string): boolean {
  return state === 'contacting' || state === 'seller_due'
}
