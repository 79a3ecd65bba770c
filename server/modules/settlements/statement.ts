import { sql } from 'kysely'
import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import { endOfDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import type { SellerEntryRow, SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

/** Calendar days in the store's zone, both included. */
export interface Days {
  from?: string | undefined
  to?: string | undefined
}

/** One page of a seller's statement, newest first, or oldest first after a line. */
export async function listEntries(
  reader: Reader,
  query: Days & {
    sellerId: string
    order: 'newest' | 'oldest'
    after?: { at: Date; id: string } | undefined
    limit: number
  },
): Promise<SellerEntryRow[]> {
  const { from, to } = await momentsOf(reader, query)
  const { sellerId, after, order, limit } = query
  const direction = order === 'newest' ? 'desc' : 'asc'
  return await db(reader)
    .selectFrom('seller_entry')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .$if(from !== undefined, (each) => each.where('at', '>=', from ?? reader.now))
    .$if(to !== undefined, (each) => each.where('at', '<=', to ?? reader.now))
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where(
          where.refTuple('at', 'id'),
          order === 'newest' ? '<' : '>',
          where.tuple(after?.at ?? reader.now, after?.id ?? ''),
        ),
      ),
    )
    .orderBy('at', direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute()
}

/** What is open between store and seller after each of these lines of one seller, by line. What is only held does not count. */
export async function runningTotals(reader: Reader, entries: readonly SellerEntryRow[]): Promise<Map<string, number>> {
  const last = [...entries]
    .sort((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1))
    .at(-1)
  if (!last) return new Map()
  const ids = entries.map((entry) => entry.id)
  const { rows } = await sql<{ id: string; total: string | null }>`
    select id, total from (
      select id, sum(amount_minor) filter (where state not in ('held', 'released')) over (partition by currency order by at, id) as total
      from seller_entry
      where store_id = ${reader.storeId} and seller_id = ${last.seller_id} and (at, id) <= (${last.at}, ${last.id})) lines
    where id = any(${ids}::text[])`.execute(db(reader))
  return new Map(rows.map((row) => [row.id, Number(row.total ?? 0)]))
}

async function momentsOf(reader: Reader, { from, to }: Days): Promise<{ from?: Date; to?: Date }> {
  if (from === undefined && to === undefined) return {}
  const { timeZone } = await findStore(reader)
  return {
    ...(from === undefined ? {} : { from: startOfDate(from, timeZone) }),
    ...(to === undefined ? {} : { to: endOfDate(to, timeZone) }),
  }
}
