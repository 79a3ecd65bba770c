import { shipmentDelivered, shipmentScanned } from '#events/deliveries'
import { findShipment } from '#modules/deliveries'
import { loadOrders } from '#modules/orders'
import { on } from '#platform/events/on'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { queueNotification } from '../queue-notification.ts'
import { thingsOf } from './things.ts'

/** A parcel is at the door, or nearly: in the portal and pushed, and mailed to whoever wants that. */
export const parcelReactions = [
  on(
    shipmentScanned,
    'notifications.parcel-out',
    (work, { payload: { shipmentId }, at }) => tell(work, shipmentId, 'parcel_out', at),
    ({ state, stateBefore }) => state === 'out_for_delivery' && stateBefore !== state,
  ),

  on(shipmentDelivered, 'notifications.parcel-delivered', (work, { payload: { shipmentId, deliveredAt } }) =>
    tell(work, shipmentId, 'parcel_delivered', new Date(deliveredAt)),
  ),
]

// What became known long after it happened is no news any more: a store that is connected today brings old scans.
async function tell(
  work: Work,
  shipmentId: string,
  template: 'parcel_out' | 'parcel_delivered',
  at: Date,
): Promise<void> {
  if (at < addHours(work.now, -limits.notifications.parcelNewsHours)) return
  const { row, unitIds } = await findShipment(work, shipmentId)
  const [order] = await loadOrders(work, [row.order_id])
  if (!order) return
  await queueNotification(work, {
    template,
    params: { things: thingsOf(order, unitIds) },
    to: { customerId: order.row.customer_id },
    dedupeKey: `${template}:${shipmentId}`,
    about: { kind: 'shipment', id: shipmentId },
    orderId: order.row.id,
    order: order.row.reference,
    path: `/orders/${order.row.id}/tracking`,
  })
}
