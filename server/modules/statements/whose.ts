import { reachableIdsOf } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'

/** Whose money is looked at: everything of a shopper, or the one order that a guest proved. */
export async function whoseOf(reader: Reader): Promise<{ customerIds: string[]; orderId?: string }> {
  const { actor } = reader
  if (actor.kind === 'guest') {
    const { row } = await findOrder(reader, actor.orderId)
    return { customerIds: [row.customer_id], orderId: row.id }
  }
  assert(actor.kind === 'shopper', 'only shoppers and guests ask for their own money')
  return { customerIds: await reachableIdsOf(reader, actor.customerId) }
}
