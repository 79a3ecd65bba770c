import { lockOrders, type OrderRecord } from '#modules/orders'
import { notFound } from '#platform/errors'
import type { Work } from '#platform/work'
import { findReturn, loadReturns, orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'

export interface LockedReturn {
  record: ReturnRecord
  /** All orders that it takes from, locked in the order of their ids. */
  orders: OrderRecord[]
}

/**
 * Locks the orders of a return and answers it as it is under the locks. Every command about a return begins here.
 * Ownership as `findReturn`.
 */
export async function lockReturn(work: Work, anyId: string): Promise<LockedReturn> {
  const found = await findReturn(work, anyId)
  const orders = await lockOrders(work, orderIdsOf(found))
  const [record] = await loadReturns(work, [found.row.id])
  return record ? { record, orders } : notFound('return')
}
