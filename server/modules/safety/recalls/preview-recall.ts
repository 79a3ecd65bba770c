import { itemsSold, type SoldItem } from '#modules/orders'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { RecallPreview, RecallScope } from '../contract.ts'
import { traitsOf } from './scope.ts'

/** How many orders and shoppers a recall would be about now; counting stops after some pages. */
export async function previewRecall(reader: Reader, scope: RecallScope): Promise<RecallPreview> {
  const traits = await traitsOf(reader, scope)
  const { pageOrders, previewPages, previewReferences } = limits.safety
  const orders = new Map<string, SoldItem>()
  const known = new Set<string>()
  let afterOrder: string | undefined
  let pages = 0
  for (; pages < previewPages; pages += 1) {
    const items = await itemsSold(reader, traits, { afterOrder, orders: pageOrders })
    for (const item of items) {
      orders.set(item.orderId, item)
      if (item.lot !== null && traits.lots.includes(item.lot)) known.add(item.orderId)
    }
    afterOrder = items.at(-1)?.orderId
    if (afterOrder === undefined || new Set(items.map((item) => item.orderId)).size < pageOrders) break
  }
  const found = [...orders.values()]
  return {
    orders: found.length,
    shoppers: new Set(found.map(({ customerId }) => customerId)).size,
    lotKnown: known.size,
    isComplete: pages < previewPages,
    references: found.slice(0, previewReferences).map(({ orderReference }) => orderReference),
  }
}
