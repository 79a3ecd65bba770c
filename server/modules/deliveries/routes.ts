import { findOrder, loadOrders } from '#modules/orders'
import { guest, key, sellerMember, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import type { Reader, Work } from '#platform/work'
import { addScans } from './commands/add-scans.ts'
import { judgePhoto } from './commands/judge-photo.ts'
import { deliveries, type ScanInput, type Shipment, type Tracking } from './contract.ts'
import { presentShipments } from './present.ts'
import { findShipment, loadShipments } from './queries.ts'

// PUT /shipments/:reference is answered by connections, which knows replacements and what is history.
const answeredHere = (({
  'GET /orders/:id/tracking': tracking,
  'POST /shipments/:id/scans': scans,
  'PUT /shipments/:id/photo-verdict': verdict,
}) =>
  ({
    'GET /orders/:id/tracking': tracking,
    'POST /shipments/:id/scans': scans,
    'PUT /shipments/:id/photo-verdict': verdict,
  }) as const)(deliveries)

export const deliveryRoutes = routes(answeredHere, {
  'GET /orders/:id/tracking': {
    who: [shopper, guest, staff('associate'), sellerMember, key('read')],
    query: showTracking,
  },
  'POST /shipments/:id/scans': { who: [key('import'), staff('lead')], command: receiveScans },
  'PUT /shipments/:id/photo-verdict': { who: [staff('associate')], command: judgePhoto },
})

async function showTracking(reader: Reader, { id }: { id: string }): Promise<Tracking> {
  const order = await findOrder(reader, id)
  const shipments = await loadShipments(reader, [order.row.id])
  const shown = await presentShipments(reader, [order], shipments)
  // Sellers know of parcels with something of theirs inside.
  return {
    orderId: order.row.id,
    shipments: reader.actor.kind === 'seller' ? shown.filter(({ items }) => items.length > 0) : shown,
  }
}

async function receiveScans(
  work: Work,
  { id, scans }: { id: string; scans: ScanInput[] },
): Promise<{ shipment: Shipment; added: number; repeated: number }> {
  const { row } = await findShipment(work, id)
  // Of a parcel that came along as history, what happened before it was first heard of is history too.
  const isHistory = (scan: ScanInput) => row.history && new Date(scan.at) < row.recorded_at
  const { shipment, added, repeated } = await addScans(work, row.id, scans, { history: isHistory })
  const orders = await loadOrders(work, [row.order_id])
  const [shown] = await presentShipments(work, orders, [shipment])
  return { shipment: shown as Shipment, added, repeated }
}
