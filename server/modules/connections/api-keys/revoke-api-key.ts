import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { apiKeyChanged } from '../events.ts'
import type { ApiKeyRow, ConnectionTables } from '../tables.ts'

const db = tablesOf<ConnectionTables>()

/** Ends an API key at once, for good. Revoking it again changes nothing. */
export async function revokeApiKey(work: Work, id: string): Promise<ApiKeyRow> {
  const row = await db(work)
    .selectFrom('api_key')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) notFound('API key')
  if (row.revoked_at) return row
  await db(work)
    .updateTable('api_key')
    .set({ revoked_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  await work.emit(
    apiKeyChanged,
    { kind: 'api_key', id },
    { keyId: id, name: row.name, scopes: row.scopes, change: 'revoked' },
  )
  return { ...row, revoked_at: work.now }
}
