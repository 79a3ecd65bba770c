import { loadOrders, recordFulfillment } from '#modules/orders'
import type { Work } from '#platform/work'
import { fulfillmentOf } from '../parcels.ts'
import { loadShipmentHeads } from '../queries.ts'

/** Tells orders how far their parcels are now, so that lists can filter by it. */
export async function tellOrders(work: Work, orderIds: readonly string[]): Promise<void> {
  const ids = [...new Set(orderIds)].sort()
  if (ids.length === 0) return
  const [orders, heads] = await Promise.all([loadOrders(work, ids), loadShipmentHeads(work, ids)])
  const parcels = Map.groupBy(heads, ({ row }) => row.order_id)
  const changed = orders
    .map((order) => ({
      orderId: order.row.id,
      before: order.row.fulfillment,
      fulfillment: fulfillmentOf(order, parcels.get(order.row.id) ?? []),
    }))
    .filter(({ before, fulfillment }) => before !== fulfillment)
  await recordFulfillment(work, changed)
}
