import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ApiKeyShape } from '../contract.ts'
import type { ApiKeyRow, ConnectionTables } from '../tables.ts'
import { limits } from '../../../limits.ts'

const db = tablesOf<ConnectionTables>()

/** API keys, newest first, without their secrets. */
export async function listApiKeys(
  reader: Reader,
  { limit = limits.page.size, cursor }: { limit?: number; cursor?: string },
): Promise<{ data: ApiKeyShape[]; nextCursor: string | null }> {
  const rows = await db(reader)
    .selectFrom('api_key')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', decodeCursor(cursor as string, 1)[0] as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return {
    data: rows.slice(0, limit).map(presentApiKey),
    nextCursor: rows.length > limit ? encodeCursor([rows[limit - 1]?.id ?? '']) : null,
  }
}

export function presentApiKey(row: ApiKeyRow): ApiKeyShape {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revoked: row.revoked_at !== null,
  }
}
