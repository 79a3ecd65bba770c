import { shipmentDelivered, shipmentScanned } from '#events/deliveries'
import { disputeRecorded, refundRecorded, refundRequested } from '#events/refunds'
import { findShipment } from '#modules/deliveries'
import { system } from '#platform/auth/actor'
import { on } from '#platform/events/on'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { followDispute } from './commands/follow-dispute.ts'
import { followParcel, grantAllReturned, grantReturned } from './commands/follow-parcel.ts'
import { followRefund, followReturnRefund } from './commands/follow-refund.ts'

const asClaims = (work: Work) => withActor(work, system('claims'))

export const reactions = [
  on(disputeRecorded, 'claims.follow-dispute', async (work, { payload }) => {
    await followDispute(asClaims(work), payload)
    if (payload.state !== 'open') await grantAllReturned(asClaims(work), payload.orderId)
  }),

  on(refundRecorded, 'claims.refunded-elsewhere', (work, { payload }) => followRefund(asClaims(work), payload.orderId)),

  // The return that a claim is about was paid, or the one that it ended in: settled there, or borne as it was decided.
  on(
    refundRequested,
    'claims.return-refunded',
    (work, { payload }) => followReturnRefund(asClaims(work), payload),
    ({ about }) => about?.kind === 'return',
  ),

  // What the scans say may decide a claim that waits, and what comes back to the seller needs nobody to ask.
  on(
    shipmentScanned,
    'claims.parcel-scanned',
    async (work, { payload }) => {
      const { row } = await findShipment(work, payload.shipmentId)
      await followParcel(asClaims(work), row.order_id)
      if (payload.state === 'returning' || payload.state === 'returned')
        await grantReturned(asClaims(work), payload.shipmentId)
    },
    ({ state, stateBefore }) => state !== stateBefore,
  ),

  on(shipmentDelivered, 'claims.parcel-delivered', async (work, { payload }) => {
    const { row } = await findShipment(work, payload.shipmentId)
    await followParcel(asClaims(work), row.order_id)
  }),
]
