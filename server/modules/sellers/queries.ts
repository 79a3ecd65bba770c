import { decodeCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Seller, SellerDefect } from './contract.ts'
import type { SellerRow, SellerTables } from './tables.ts'

const db = tablesOf<SellerTables>()

export interface SellerRecord {
  id: string
  source: string
  reference: string
  name: string
  email: string | null
  state: SellerRow['state']
}

/** Third-party sellers by id; ids without a seller are left out. */
export async function findSellers(reader: Reader, ids: readonly string[]): Promise<SellerRecord[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('seller')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(recordOf)
}

/** One seller by id or `ref:<source>:<reference>`; 404 when there is none. */
export async function findSeller(reader: Reader, anyId: string): Promise<SellerRecord> {
  const reference = parseReference(anyId)
  const row = await db(reader)
    .selectFrom('seller')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where((where) =>
      reference
        ? where.and([where('source', '=', reference.source), where('reference', '=', reference.reference)])
        : where('id', '=', anyId),
    )
    .executeTakeFirst()
  return row ? recordOf(row) : notFound('seller')
}

/** Sellers by name, for people of the store who look for one by a part of it, or by their reference. */
export async function listSellers(
  reader: Reader,
  {
    q,
    limit = limits.page.size,
    cursor,
  }: { q?: string | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: Seller[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, 2)
  const rows = await db(reader)
    .selectFrom('seller')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(q !== undefined, (query) =>
      query.where((where) => {
        const words = (q ?? '').replace(/[\\%_]/g, '\\$&')
        return where.or([where('name', 'ilike', `%${words}%`), where('reference', 'ilike', `${words}%`)])
      }),
    )
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where(where.refTuple('name', 'id'), '>', where.tuple(String(after?.[0]), String(after?.[1]))),
      ),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(({ id, reference, name, state }) => ({ id, reference, name, state })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.name, last.id]) : null,
  }
}

/** What is on record about a seller, the newest first; what was taken back too. */
export async function listDefects(
  reader: Reader,
  { id, limit = limits.page.size, cursor }: { id: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: SellerDefect[]; nextCursor: string | null }> {
  const seller = await findSeller(reader, id)
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor)
  const rows = await db(reader)
    .selectFrom('seller_defect')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', seller.id)
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where(where.refTuple('at', 'id'), '<', where.tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      counts: row.counts && row.voided_at === null,
      about: { kind: row.about_kind, id: row.about_id },
      at: row.at.toISOString(),
      voidedAt: row.voided_at?.toISOString() ?? null,
    })),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.at, last.id) : null,
  }
}

function recordOf(row: SellerRow): SellerRecord {
  return {
    id: row.id,
    source: row.source,
    reference: row.reference,
    name: row.name,
    email: row.email,
    state: row.state,
  }
}
