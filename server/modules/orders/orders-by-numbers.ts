import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** Orders that go by any of these numbers, in lower case and without a number sign, with whose they are. No ownership: that is the caller's question. */
export async function ordersByNumbers(
  reader: Reader,
  numbers: readonly string[],
): Promise<{ id: string; reference: string; customerId: string }[]> {
  if (numbers.length === 0) return []
  return await db(reader)
    .selectFrom('orders')
    .select(['id', 'reference', 'customer_id as customerId'])
    .where('store_id', '=', reader.storeId)
    .where(sql<boolean>`lower(reference) = any(${numbers.flatMap((number) => [number, `#${number}`])})`)
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}
