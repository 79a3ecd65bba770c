import { reachableIdsOf } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { ApiError, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ReturnRecord } from './record.ts'
import type { ReturnRow, ReturnTables } from './tables.ts'

const db = tablesOf<ReturnTables>()

/** Returns by id with everything that belongs to them, in the order of the ids. No ownership: callers check it. */
export async function loadReturns(reader: Reader, ids: readonly string[]): Promise<ReturnRecord[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('return_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const records = await withParts(reader, rows)
  return ids.flatMap((id) => records.find(({ row }) => row.id === id) ?? [])
}

/** The returns with something of these orders in them, oldest first, those of a gift’s recipient too. */
export async function returnsOf(reader: Reader, orderIds: readonly string[]): Promise<ReturnRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('return_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('return_line')
        .select('return_id')
        .where('store_id', '=', reader.storeId)
        .where('order_id', 'in', [...orderIds]),
    )
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  return await withParts(reader, rows)
}

/**
 * One return by id or by the reference that people say, as far as the reader's actor may see it: whoever may see its orders,
 * and whoever it belongs to; sellers where something of theirs is in it. A gift's return belongs to whoever received the gift: whoever gave it does not learn of it.
 */
export async function findReturn(reader: Reader, anyId: string): Promise<ReturnRecord> {
  const row = await db(reader)
    .selectFrom('return_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(anyId.startsWith('MR-') ? 'reference' : 'id', '=', anyId)
    .executeTakeFirst()
  const [record] = row ? await withParts(reader, [row]) : []
  if (!record || !(await maySeeReturn(reader, record))) notFound('return')
  return record
}

/** The orders that a return takes from, each once, in the order of its lines. */
export function orderIdsOf(record: Pick<ReturnRecord, 'lines'>): string[] {
  return [...new Set(record.lines.map((line) => line.order_id))]
}

export interface ReturnQuery {
  customerIds?: readonly string[] | undefined
  orderId?: string | undefined
  /** For staff: those that need somebody, and why. */
  queue?: 'needs_review' | 'to_inspect' | 'exceptions' | 'overdue' | 'all' | undefined
  q?: string | undefined
  limit: number
  before?: { at: Date; id: string } | undefined
}

/** How many returns some accounts have, taken together. */
export async function countReturnsOf(reader: Reader, customerIds: readonly string[]): Promise<number> {
  if (customerIds.length === 0) return 0
  const { count } = await db(reader)
    .selectFrom('return_request')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .executeTakeFirstOrThrow()
  return count
}

/** Returns of a person or a queue, newest first, one page. */
export async function listReturns(reader: Reader, query: ReturnQuery): Promise<ReturnRecord[]> {
  const { customerIds, orderId, queue, q, before } = query
  const found = q === undefined ? undefined : await idsMatching(reader, q)
  const rows = await db(reader)
    .selectFrom('return_request as r')
    .selectAll()
    .where('r.store_id', '=', reader.storeId)
    .$if(customerIds !== undefined, (each) => each.where('r.customer_id', 'in', [...(customerIds ?? []), '']))
    .$if(found !== undefined, (each) => each.where('r.id', 'in', [...(found ?? []), '']))
    .$if(orderId !== undefined, (each) =>
      each.where('r.id', 'in', (inner) =>
        inner
          .selectFrom('return_line')
          .select('return_id')
          .where('store_id', '=', reader.storeId)
          .where('order_id', '=', orderId ?? ''),
      ),
    )
    .$if(queue === 'needs_review', (each) => each.where('r.approve_by', 'is not', null))
    .$if(queue === 'overdue', (each) =>
      each.where('r.closed_at', 'is', null).where('r.canceled_at', 'is', null).where('r.hand_over_by', '<', reader.now),
    )
    .$if(queue === 'to_inspect', (each) =>
      each
        .where('r.closed_at', 'is', null)
        .where('r.id', 'in', (inner) =>
          inner
            .selectFrom('return_unit')
            .select('return_id')
            .where('store_id', '=', reader.storeId)
            .where('logistics', '=', 'delivered')
            .where('inspection', '=', 'pending'),
        ),
    )
    .$if(queue === 'exceptions', (each) =>
      each.where('r.closed_at', 'is', null).where((where) =>
        where.or([
          where('r.id', 'in', (inner) =>
            inner
              .selectFrom('return_unit')
              .select('return_id')
              .where('store_id', '=', reader.storeId)
              .where((unit) =>
                unit.or([
                  unit('logistics', '=', 'lost'),
                  unit('inspection', 'in', ['missing', 'wrong_item']),
                  unit('money', 'in', ['failed', 'reversed']),
                ]),
              ),
          ),
          where('r.id', 'in', (inner) =>
            inner
              .selectFrom('return_parcel')
              .select('return_id')
              .where('store_id', '=', reader.storeId)
              .where('label_state', '=', 'failed')
              .where('state', '=', 'open'),
          ),
        ]),
      ),
    )
    .$if(before !== undefined, (each) =>
      each.where((where) =>
        where.or([
          where('r.requested_at', '<', before?.at ?? new Date(0)),
          where.and([where('r.requested_at', '=', before?.at ?? new Date(0)), where('r.id', '<', before?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('r.requested_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(query.limit)
    .execute()
  return await withParts(reader, rows)
}

async function idsMatching(reader: Reader, q: string): Promise<string[]> {
  const typed = q.trim().toUpperCase().replace(/^#\s*/, '')
  const rows = await db(reader)
    .selectFrom('return_request as r')
    .select('r.id')
    .where('r.store_id', '=', reader.storeId)
    .where((where) =>
      where.or([
        where('r.reference', '=', typed),
        where('r.id', 'in', (inner) =>
          inner
            .selectFrom('return_parcel')
            .select('return_id')
            .where('store_id', '=', reader.storeId)
            .where('tracking_number', 'in', [q.trim(), typed]),
        ),
      ]),
    )
    .limit(100)
    .execute()
  return rows.map((row) => row.id)
}

async function maySeeReturn(reader: Reader, record: ReturnRecord): Promise<boolean> {
  const { actor } = reader
  if (actor.kind === 'staff' || actor.kind === 'key' || actor.kind === 'system') return true
  const own =
    actor.kind === 'shopper' && (await reachableIdsOf(reader, actor.customerId)).includes(record.row.customer_id)
  if (own) return true
  // Sellers learn of nobody here, so that it is theirs to receive, whoever sends it back.
  if (record.row.origin === 'gift' && actor.kind !== 'seller')
    return actor.kind === 'guest' && actor.customerId === record.row.customer_id
  const orderIds = orderIdsOf(record)
  if (actor.kind === 'guest') return orderIds.every((id) => id === actor.orderId)
  // A return may hold things of several sellers, out of several orders.
  if (actor.kind === 'seller') return await isOfSeller(reader, record.row.id, actor.sellerId)
  for (const id of orderIds) if (!(await canSeeOrder(reader, id))) return false
  return orderIds.length > 0
}

async function isOfSeller(reader: Reader, returnId: string, sellerId: string): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('seller_return')
    .select('return_id')
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('return_id', '=', returnId)
    .executeTakeFirst()
  return row !== undefined
}

async function canSeeOrder(reader: Reader, orderId: string): Promise<boolean> {
  try {
    await findOrder(reader, orderId)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.type === 'not_found') return false
    throw error
  }
}

async function withParts(reader: Reader, rows: ReturnRow[]): Promise<ReturnRecord[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const lines = await db(reader)
    .selectFrom('return_line')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('return_id', 'in', ids)
    .orderBy('position')
    .execute()
  const units = await db(reader)
    .selectFrom('return_unit')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('return_id', 'in', ids)
    .orderBy('unit_id')
    .execute()
  const parcels = await db(reader)
    .selectFrom('return_parcel')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('return_id', 'in', ids)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const advances = await db(reader)
    .selectFrom('advance')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('return_id', 'in', ids)
    .execute()
  return rows.map((row) => ({
    row,
    lines: lines.filter((line) => line.return_id === row.id),
    units: units.filter((unit) => unit.return_id === row.id),
    parcels: parcels.filter((parcel) => parcel.return_id === row.id),
    advance: advances.find((advance) => advance.return_id === row.id) ?? null,
  }))
}
