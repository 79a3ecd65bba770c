import { findCustomer } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { loadPolicyFor, type Resolved, resolvePolicy } from '#modules/policy'
import type { Reader } from '#platform/work'

/** The rules for an order as a whole, as they held when it was placed. */
export async function resolvedOf(reader: Reader, order: OrderRecord): Promise<Resolved> {
  const version = await loadPolicyFor(reader, { placedAt: order.row.placed_at, history: order.row.history })
  const customer = await findCustomer(reader, order.row.customer_id)
  return resolvePolicy(version.ruleset, {
    country: order.row.ship_to_country,
    tier: customer.tier,
    businessBuyer: order.row.business_buyer,
  })
}
