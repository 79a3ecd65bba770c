import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** Ids of orders whose number begins with this, with or without a leading `#`, newest first. For staff. */
export async function searchOrders(reader: Reader, q: string, limit: number): Promise<string[]> {
  const starts = numberStarts(q)
  if (starts.length === 0) return []
  const rows = await db(reader)
    .selectFrom('orders')
    .select(['id', 'placed_at'])
    .where('store_id', '=', reader.storeId)
    .where((where) =>
      where.or(starts.map((start) => where((inner) => inner.fn<string>('lower', ['reference']), 'like', start))),
    )
    .orderBy('placed_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Patterns for `like` of an order number that begins with this, written with or without its sign. */
export function numberStarts(q: string): string[] {
  const number = q.trim().toLowerCase()
  const bare = number.replace(/^#/, '')
  if (bare === '') return []
  return [...new Set([number, bare, `#${bare}`])].map((start) => `${start.replace(/[\\%_]/g, '\\$&')}%`)
}
