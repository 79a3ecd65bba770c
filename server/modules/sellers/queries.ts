import { notFound } from '#platform/errors'
import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
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

/** Whose seller a member of staff of a seller is; 404 when there is no such member. */
export async function findSellerMember(
  reader: Reader,
  memberId: string,
): Promise<{ id: string; sellerId: string; name: string }> {
  const row = await db(reader)
    .selectFrom('seller_member')
    .select(['id', 'seller_id', 'name'])
    .where('store_id', '=', reader.storeId)
    .where('id', '=', memberId)
    .executeTakeFirst()
  return row ? { id: row.id, sellerId: row.seller_id, name: row.name } : notFound('seller member')
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
