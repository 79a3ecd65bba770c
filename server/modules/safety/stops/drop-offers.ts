import { loadOrders } from '#modules/orders'
import { dropUnsafeOffers, openProblemsAfter } from '#modules/problems'
import { job } from '#platform/jobs/job'
import { limits } from '../../../limits.ts'
import { dropOffers as token } from './tokens.ts'

/**
 * What open problems still offer of a product that is stopped or recalled is worked out anew, one problem in one transaction.
 * Until it has come to a problem, taking its offer is refused all the same.
 */
export const dropOffers = job<{ productId: string }>(
  token.name,
  { retryLimit: 10, timeoutSeconds: 900, concurrency: 1 },
  async (context, { productId }) => {
    for (let after = ''; ; ) {
      const page = await openProblemsAfter(context.read(), after, limits.safety.pageOrders)
      const orders = await loadOrders(context.read(), [...new Set(page.map(({ orderId }) => orderId))])
      const concerned = new Set(
        orders.filter(({ items }) => items.some((item) => item.product_id === productId)).map(({ row }) => row.id),
      )
      for (const { id, orderId } of page)
        if (concerned.has(orderId)) await context.transact((work) => dropUnsafeOffers(work, id))
      const last = page.at(-1)
      if (!last || page.length < limits.safety.pageOrders) return
      after = last.id
    }
  },
)
