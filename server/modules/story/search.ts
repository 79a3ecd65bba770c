import { customerIdsOfAll, searchCustomers } from '#modules/customers'
import { orderIdsByTrackingNumber } from '#modules/deliveries'
import { countOrdersOf, searchOrders } from '#modules/orders'
import { findProblem } from '#modules/problems'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import type { Found } from './contract.ts'
import { loadStories } from './load-orders.ts'
import { presentOrder } from './present-order.ts'

const MOST = 10

/** Orders and shoppers that a number, a name, an address or what somebody reads out on the phone leads to. */
export async function search(reader: Reader, { q }: { q: string }): Promise<Found> {
  const [byNumber, byTracking, byProblem, customers] = await Promise.all([
    searchOrders(reader, q, MOST),
    orderIdsByTrackingNumber(reader, q.trim(), MOST),
    orderOfProblem(reader, q.trim().toUpperCase()),
    searchCustomers(reader, q, MOST),
  ])
  const stories = await loadStories(reader, [...new Set([...byProblem, ...byTracking, ...byNumber])].slice(0, MOST))
  const people = await customerIdsOfAll(
    reader,
    customers.map(({ id }) => id),
  )
  const counts = await countOrdersOf(reader, [...people.values()].flat())
  const countOf = (id: string) => (people.get(id) ?? []).reduce((sum, each) => sum + (counts.get(each) ?? 0), 0)
  return {
    orders: stories.map((story) => {
      const { row } = story.order
      const { customer, words, status } = presentOrder(story)
      return {
        id: row.id,
        reference: row.reference,
        placedAt: row.placed_at.toISOString(),
        customerName: customer.name,
        total: money(row.total_minor, row.currency),
        words,
        status,
      }
    }),
    customers: customers.map(({ id, name, email }) => ({ id, name, email, orders: countOf(id) })),
  }
}

/** `MR-7F3K-29Q` is what people say on the phone. */
async function orderOfProblem(reader: Reader, reference: string): Promise<string[]> {
  if (!/^MR-[0-9A-Z]{4}-[0-9A-Z]{3}$/.test(reference)) return []
  try {
    return [(await findProblem(reader, reference)).row.order_id]
  } catch (error) {
    if ((error as { status?: number }).status === 404) return []
    throw error
  }
}
