import { notFound, unauthenticated } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { forgotten } from '../content-hash.ts'
import { loadOrders, ordersKey } from '../load-orders.ts'
import { idOf, maySee } from '../queries.ts'
import type { OrderRecord } from '../record.ts'
import type { OrderTables } from '../tables.ts'

const db = tablesOf<OrderTables>()

/**
 * Locks an order until the transaction ends and answers it as it is under the lock. Every command that touches an order
 * begins here, so that two of them never work on the same picture. Ownership as `findOrder`; sellers get the whole order.
 * 401 for a shopper who was forgotten while the lock was waited for.
 */
export async function lockOrder(work: Work, anyId: string): Promise<OrderRecord> {
  const id = await idOf(work, anyId)
  // Two statements on purpose: one that waits for the lock would still see the units as they were before the wait.
  const locked = await db(work)
    .selectFrom('orders')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', '=', id ?? '')
    .forUpdate()
    .executeTakeFirst()
  forget(work, ordersKey)
  const [order] = locked ? await loadOrders(work, [locked.id]) : []
  if (!order || !(await maySee(work, order))) notFound('order')
  await requireKept(work, [order])
  return order
}

/** Locks several orders, always in the order of their ids, for what the program or an import does to many at once. */
export async function lockOrders(work: Work, ids: readonly string[]): Promise<OrderRecord[]> {
  if (ids.length === 0) return []
  const locked = await db(work)
    .selectFrom('orders')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute()
  forget(work, ordersKey)
  const orders = await loadOrders(
    work,
    locked.map((row) => row.id),
  )
  await requireKept(work, orders)
  return orders
}

// Nothing begins any more for somebody who is gone. What the store itself still does about the order goes on, and what
// somebody else does who was given something of it.
async function requireKept(work: Work, orders: readonly OrderRecord[]): Promise<void> {
  const { kind } = work.actor
  if (kind !== 'shopper' && kind !== 'guest') return
  for (const order of orders)
    if (order.row.content_hash === forgotten && (await maySee(work, order)))
      unauthenticated('This account was just deleted, as was asked for, so nothing was begun for it.')
}
