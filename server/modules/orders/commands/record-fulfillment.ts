import type { Work } from '#platform/work'
import type { Fulfillment } from '../tables.ts'
import { writing } from '../writing.ts'

/**
 * How far the parcels of some orders are, so that lists can filter by it: `shipped` once everything that is to be sent is
 * on its way, `delivered` once all of it has arrived. Deliveries tells it whenever it changes.
 */
export async function recordFulfillment(
  work: Work,
  orders: readonly { orderId: string; fulfillment: Fulfillment }[],
): Promise<void> {
  for (const fulfillment of ['open', 'shipped', 'delivered'] as const) {
    const ids = orders
      .filter((order) => order.fulfillment === fulfillment)
      .map((order) => order.orderId)
      .sort()
    if (ids.length === 0) continue
    await writing(work)
      .updateTable('orders')
      .set({ fulfillment })
      .where('store_id', '=', work.storeId)
      .where('id', 'in', ids)
      .where('fulfillment', '!=', fulfillment)
      .execute()
  }
}
