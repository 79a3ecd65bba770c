import { sql } from 'kysely'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { foldText } from '#platform/fold-text'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderPage } from './list-orders.ts'
import { numberStarts } from './search-orders.ts'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

export interface SellerOrderQuery {
  sellerId: string
  /** The beginning of an order number, or words of the titles of the seller's own items. */
  q?: string | undefined
  from?: Date | undefined
  /** Included. */
  to?: Date | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * The ids of one page of the orders with something of a seller's in them, newest first. Words are looked for in the
 * seller's own items alone: what else was bought stays unsaid.
 */
export async function listSellerOrders(reader: Reader, query: SellerOrderQuery): Promise<OrderPage> {
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const { q = '' } = query
  const numbered = isNumber(q) ? await idsByStart(reader, q) : undefined
  const words = numbered === undefined ? wordsOf(q) : []
  const rows = await db(reader)
    .selectFrom('seller_order as mine')
    .select(['mine.order_id as id', 'mine.placed_at'])
    .where('mine.store_id', '=', reader.storeId)
    .where('mine.seller_id', '=', query.sellerId)
    .$if(query.from !== undefined, (each) => each.where('mine.placed_at', '>=', query.from ?? reader.now))
    .$if(query.to !== undefined, (each) => each.where('mine.placed_at', '<=', query.to ?? reader.now))
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where(
          where.refTuple('mine.placed_at', 'mine.order_id'),
          '<',
          where.tuple(after?.at ?? reader.now, after?.id ?? ''),
        ),
      ),
    )
    .$if(numbered !== undefined && numbered.length <= fewNumbers, (each) =>
      each.where('mine.order_id', 'in', [...(numbered ?? []), '']),
    )
    // Looked at order by order from the newest on, so that what is common ends after a page of it.
    .$if(numbered !== undefined && numbered.length > fewNumbers, (each) =>
      each.where(
        sql<boolean>`exists (select 1 from orders as its where its.store_id = mine.store_id and its.id = mine.order_id
          and lower(its.reference) like any(${numberStarts(q)}) offset 0)`,
      ),
    )
    .$if(words.length > 0, (each) =>
      each.where(
        sql<boolean>`exists (select 1 from order_item as own where own.store_id = mine.store_id and own.order_id = mine.order_id
          and own.seller_id = mine.seller_id and fold_text(own.title) like all(${words.map((word) => `%${word}%`)}) offset 0)`,
      ),
    )
    .orderBy('mine.placed_at', 'desc')
    .orderBy('mine.order_id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const nextCursor = rows.length > query.limit && last ? encodeTimeCursor(last.placed_at, last.id) : null
  return { ids: page.map((row) => row.id), nextCursor }
}

// With more of one beginning than this, a page of the seller's own is met soon.
const fewNumbers = 500

async function idsByStart(reader: Reader, q: string): Promise<string[]> {
  const bare = q.trim().toLowerCase().replace(/^#/, '')
  const among = (start: string) =>
    // As a span, which the index answers also where the plan was made before the number was known.
    sql<boolean>`(lower(reference) ~>=~ ${start} and lower(reference) ~<~ ${`${start}\u{10FFFF}`})`
  const rows = await db(reader)
    .selectFrom('orders')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where((where) => where.or([among(bare), among(`#${bare}`)]))
    .limit(fewNumbers + 1)
    .execute()
  return rows.map((row) => row.id)
}

// One word with a digit is an order number.
function isNumber(q: string): boolean {
  return /^\S*\d\S*$/.test(q.trim())
}

function wordsOf(q: string): string[] {
  return foldText(q)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 10)
    .map((word) => word.replace(/[\\%_]/g, '\\$&'))
}
