import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { ordersKey } from './load-orders.ts'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** The tables of orders, for a statement that changes some of them: what this transaction has read of orders is read anew after it. */
export function writing(work: Work) {
  forget(work, ordersKey)
  return db(work)
}
