import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { foldText } from '#platform/fold-text'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { numberStarts } from './search-orders.ts'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

export interface OrderQuery {
  /** Whose orders; all of the store's when absent, which only staff may ask. */
  customerIds?: readonly string[]
  sellerId?: string
  /** Words of an item's title, an order number or a seller's name; each must occur. */
  q?: string | undefined
  /** `problem`: something about it is open. */
  state?: 'open' | 'shipped' | 'delivered' | 'canceled' | 'problem' | undefined
  from?: Date | undefined
  /** Included. */
  to?: Date | undefined
  cursor?: string | undefined
  limit: number
}

export interface OrderPage {
  ids: string[]
  nextCursor: string | null
}

/** The ids of one page of orders, newest first. Callers decide whose orders they ask for. */
export async function listOrders(reader: Reader, query: OrderQuery): Promise<OrderPage> {
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const rows = await db(reader)
    .selectFrom('orders')
    .select(['id', 'placed_at'])
    .where('store_id', '=', reader.storeId)
    .$if(query.customerIds !== undefined, (each) => whoseOrders(each, query.customerIds ?? []))
    .$if(query.sellerId !== undefined, (each) =>
      each.where('id', 'in', (inner) =>
        inner
          .selectFrom('order_item')
          .select('order_id')
          .where('order_item.store_id', '=', reader.storeId)
          .where('seller_id', '=', query.sellerId ?? ''),
      ),
    )
    .$if(query.from !== undefined, (each) => each.where('placed_at', '>=', query.from ?? reader.now))
    .$if(query.to !== undefined, (each) => each.where('placed_at', '<=', query.to ?? reader.now))
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where(where.refTuple('placed_at', 'id'), '<', where.tuple(after?.at ?? reader.now, after?.id ?? '')),
      ),
    )
    .$if(query.q !== undefined && isNumberInStore(query), (each) =>
      each.where((where) =>
        where.or(
          numberStarts(query.q ?? '').map((start) =>
            where((inner) => inner.fn<string>('lower', ['reference']), 'like', start),
          ),
        ),
      ),
    )
    .$if(query.q !== undefined && !isNumberInStore(query), (each) =>
      wordsOf(query.q ?? '').reduce((narrowed, word) => narrowed.where('search_text', 'like', `%${word}%`), each),
    )
    .$if(query.state === 'canceled', (each) => each.where('canceled_at', 'is not', null))
    .$if(query.state === 'open' || query.state === 'shipped' || query.state === 'delivered', (each) =>
      each.where('canceled_at', 'is', null).where('fulfillment', '=', query.state as 'open'),
    )
    .$if(query.state === 'problem', (each) =>
      each.where('id', 'in', (inner) =>
        inner
          .selectFrom('unit_hold')
          .select('order_id')
          .where('unit_hold.store_id', '=', reader.storeId)
          .where('kind', '=', 'problem')
          .where('closed_at', 'is', null),
      ),
    )
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const nextCursor = rows.length > query.limit && last ? encodeTimeCursor(last.placed_at, last.id) : null
  return { ids: page.map((row) => row.id), nextCursor }
}

/** In the whole store, one word with a digit is an order number, and the index of numbers finds it at once. */
function isNumberInStore({ q = '', customerIds, sellerId }: OrderQuery): boolean {
  return customerIds === undefined && sellerId === undefined && /^\S*\d\S*$/.test(q.trim())
}

// One id is the usual case, and with equality Postgres reads the index in the order of the page.
function whoseOrders<Q extends { where(column: 'customer_id', operator: '=' | 'in', value: never): Q }>(
  query: Q,
  customerIds: readonly string[],
): Q {
  return customerIds.length === 1
    ? query.where('customer_id', '=', customerIds[0] as never)
    : query.where('customer_id', 'in', [...customerIds, ''] as never)
}

function wordsOf(q: string): string[] {
  return foldText(q)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 10)
    .map((word) => word.replace(/[\\%_]/g, '\\$&'))
}
