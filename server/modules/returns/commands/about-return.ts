import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'

/** What the facts of a return are about: the return, with the order of its first line and its shopper. */
export function aboutReturn(record: ReturnRecord): { kind: string; id: string; orderId?: string; customerId: string } {
  const [orderId] = orderIdsOf(record)
  return {
    kind: 'return',
    id: record.row.id,
    ...(orderId ? { orderId } : {}),
    customerId: record.row.customer_id,
  }
}
