import { findOrder } from '#modules/orders'
import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { Order } from './contract.ts'
import { storiesOf } from './load-orders.ts'
import { presentOrder } from './present-order.ts'

/** One order with exactly the actions allowed now, as far as the reader's actor may see it. */
export async function showOrder(reader: Reader, { id }: { id: string }): Promise<Order> {
  const [story] = await storiesOf(reader, [await findOrder(reader, id)])
  assert(story, 'an order that was found has a story')
  return presentOrder(story)
}
