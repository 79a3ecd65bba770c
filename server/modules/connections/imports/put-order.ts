import type { OrderInput } from '#contract/orders'
import { ApiError } from '#platform/errors'
import { defaultSource } from '#platform/reference'
import type { Work } from '#platform/work'
import { ensureConnection } from '../connection.ts'
import { storeOrders } from './write-orders.ts'

interface StoredOrder {
  id: string
  reference: string
  revision: number
  outcome: 'created' | 'updated' | 'unchanged'
}

// What the shape of an order cannot rule out, but its own figures contradict: the caller's picture is wrong, not its form.
const refusals = ['amounts_do_not_add_up', 'units_already_moved']

/** `PUT /orders/:reference`: one order through the same door as a file of them. */
export async function putOrder(
  work: Work,
  { source = defaultSource, ...input }: OrderInput & { source?: string },
): Promise<StoredOrder> {
  const { name, cutoff } = await ensureConnection(work, source)
  const [stored] = await storeOrders(work, { name, cutoff }, [input])
  if (stored?.problem) {
    const { code, message, param } = stored.problem
    throw new ApiError(refusals.includes(code) ? 'refused' : 'invalid_request', code, message, param ? { param } : {})
  }
  if (!stored?.id) throw new Error(`Order ${input.reference} was neither stored nor refused.`)
  return { id: stored.id, reference: stored.reference, revision: stored.revision, outcome: stored.outcome }
}
