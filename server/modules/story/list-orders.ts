import { limits } from '../../limits.ts'
import { findCustomer, reachableIdsOf } from '#modules/customers'
import { listOrders, type OrderPage, type OrderQuery } from '#modules/orders'
import { findStore } from '#modules/stores'
import { endOfDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import type { Order } from './contract.ts'
import { loadStories } from './load-orders.ts'
import { presentOrder } from './present-order.ts'

export interface OrderSearch {
  q?: string | undefined
  state?: OrderQuery['state']
  from?: string | undefined
  to?: string | undefined
  /** Whose orders, for staff; everybody's when absent. Shoppers see their own whatever they ask for. */
  customer?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** One page of orders, newest first, each with its state and what can be done with it now. */
export async function showOrders(
  reader: Reader,
  search: OrderSearch,
): Promise<{ data: Order[]; nextCursor: string | null }> {
  const page = await findPage(reader, search)
  const stories = await loadStories(reader, page.ids)
  return { data: stories.map(presentOrder), nextCursor: page.nextCursor }
}

async function findPage(
  reader: Reader,
  { q, state, from, to, customer, limit = limits.page.size, cursor }: OrderSearch,
): Promise<OrderPage> {
  const { actor } = reader
  if (actor.kind === 'guest') return { ids: [actor.orderId], nextCursor: null }
  const asked = actor.kind === 'shopper' ? actor.customerId : customer && (await findCustomer(reader, customer)).id
  const customerIds = asked ? await reachableIdsOf(reader, asked) : undefined
  const zone = from || to ? (await findStore(reader)).timeZone : ''
  return await listOrders(reader, {
    ...(customerIds ? { customerIds } : {}),
    q,
    state,
    from: from ? startOfDate(from, zone) : undefined,
    to: to ? endOfDate(to, zone) : undefined,
    cursor,
    limit,
  })
}
