import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderRow, OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

export interface UnsentAfter {
  promisedBy: Date
  id: string
}

/**
 * Orders of which something is not on its way yet although it was promised in a span of time, the earliest promise first.
 * Canceled orders and history are never among them.
 */
export async function listUnsentOrders(
  reader: Reader,
  query: { promisedFrom: Date; promisedBefore: Date; after?: UnsentAfter | undefined; limit: number },
): Promise<Pick<OrderRow, 'id' | 'promised_deliver_by'>[]> {
  const { after } = query
  return await db(reader)
    .selectFrom('orders')
    .select(['id', 'promised_deliver_by'])
    .where('store_id', '=', reader.storeId)
    .where('fulfillment', '=', 'open')
    .where('canceled_at', 'is', null)
    .where('history', '=', false)
    .where('promised_deliver_by', '>=', after?.promisedBy ?? query.promisedFrom)
    .where('promised_deliver_by', '<', query.promisedBefore)
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where(
          where.refTuple('promised_deliver_by', 'id'),
          '>',
          where.tuple(after?.promisedBy ?? null, after?.id ?? ''),
        ),
      ),
    )
    .orderBy('promised_deliver_by')
    .orderBy('id')
    .limit(query.limit)
    .execute()
}
