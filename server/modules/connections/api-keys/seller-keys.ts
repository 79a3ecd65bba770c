import { sql } from 'kysely'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { forbidden, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { ApiKeyShape } from '../contract.ts'
import type { ApiKeyRow, ConnectionTables } from '../tables.ts'
import { createApiKey } from './create-api-key.ts'
import { presentApiKey } from './queries.ts'
import { revokeApiKey } from './revoke-api-key.ts'

const db = tablesOf<ConnectionTables>()

/** A key as a seller's owner asks for it. */
export interface NewSellerKey {
  name: string
  scopes: ('seller:read' | 'seller:write')[]
  expiresAt?: string | undefined
}

/** The keys that a seller's owners made, newest first, without their secrets. Those that the store made are its own. */
export async function listSellerKeys(
  reader: Reader,
  { limit = limits.page.size, cursor }: { limit?: number; cursor?: string },
): Promise<{ data: ApiKeyShape[]; nextCursor: string | null }> {
  const rows = await own(reader)
    .$if(cursor !== undefined, (query) => query.where('id', '<', decodeCursor(cursor as string, 1)[0] as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return {
    data: rows.slice(0, limit).map(presentApiKey),
    nextCursor: rows.length > limit ? encodeCursor([rows[limit - 1]?.id ?? '']) : null,
  }
}

/** Makes a key that acts as the owner's seller, within `seller:read` and `seller:write`, and as nobody else. */
export async function createSellerKey(
  work: Work,
  { name, scopes, expiresAt }: NewSellerKey,
  secret?: string,
): Promise<{ row: ApiKeyRow; key: string }> {
  const { length } = await own(work).where('revoked_at', 'is', null).limit(limits.sellers.keys).execute()
  if (length >= limits.sellers.keys)
    refuse('too_many_keys', undefined, 'These are a lot of keys. Revoke one that is no longer used first.')
  return await createApiKey(work, { name, scopes, expiresAt, actsAs: { kind: 'seller', id: sellerOf(work) } }, secret)
}

/** Ends a key of the owner's seller; another's is not found. */
export async function revokeSellerKey(work: Work, { id }: { id: string }): Promise<ApiKeyShape> {
  const row = await own(work).where('id', '=', id).executeTakeFirst()
  if (!row) notFound('API key')
  return presentApiKey(await revokeApiKey(work, id))
}

function own(reader: Reader) {
  return db(reader)
    .selectFrom('api_key')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('acts_as_kind', '=', 'seller')
    .where('acts_as_id', '=', sellerOf(reader))
    .where(sql<boolean>`scopes <@ array['seller:read', 'seller:write']`)
}

function sellerOf({ actor }: Reader): string {
  return actor.kind === 'seller' ? actor.sellerId : forbidden('This is for sellers.')
}
