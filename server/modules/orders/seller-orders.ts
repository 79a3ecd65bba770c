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
    .$if(isNumber(q), (each) =>
      each.where('mine.order_id', 'in', (inner) =>
        inner
          .selectFrom('orders')
          .select('orders.id')
          .where('orders.store_id', '=', reader.storeId)
          .where((where) =>
            where.or(
              numberStarts(q).map((start) =>
                where((each) => each.fn<string>('lower', ['orders.reference']), 'like', start),
              ),
            ),
          ),
      ),
    )
    .$if(!isNumber(q) && q.trim() !== '', (each) =>
      each.where(({ exists, selectFrom }) =>
        exists(
          wordsOf(q).reduce(
            (items, word) => items.where(sql<boolean>`fold_text(own.title) like ${`%${word}%`}`),
            selectFrom('order_item as own')
              .select('own.id')
              .whereRef('own.store_id', '=', 'mine.store_id')
              .whereRef('own.order_id', '=', 'mine.order_id')
              .whereRef('own.seller_id', '=', 'mine.seller_id'),
          ),
        ),
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
