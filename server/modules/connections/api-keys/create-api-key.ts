import { createHash, randomBytes } from 'node:crypto'
import { findSeller, findSellerMember } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { conflict, invalid, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { apiKeyChanged } from '../events.ts'
import type { ApiKeyRow, ConnectionTables, Scope } from '../tables.ts'

const db = tablesOf<ConnectionTables>()

export interface NewApiKey {
  name: string
  scopes: Scope[]
  /** The person or seller that a key with `act:staff` or `act:seller` acts as. */
  actsAs?: { kind: 'staff' | 'seller'; id: string } | undefined
  expiresAt?: string | undefined
}

/**
 * Makes an API key. The secret is in the answer and nowhere else: only its hash is stored.
 * @param secret given where a repeated request has to answer the same key again; refuses another request with it
 */
export async function createApiKey(
  work: Work,
  input: NewApiKey,
  secret?: string,
): Promise<{ row: ApiKeyRow; key: string }> {
  await checkActsAs(work, input)
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt)
  if (expiresAt && expiresAt.getTime() <= work.now.getTime())
    invalid('expiresAt', 'expiresAt should lie in the future.')
  const key = `mr_${secret ?? randomBytes(32).toString('base64url')}`
  const row: ApiKeyRow = {
    store_id: work.storeId,
    id: work.newId('key'),
    name: input.name,
    key_hash: hashOfKey(key),
    prefix: key.slice(0, 9),
    scopes: [...new Set(input.scopes)],
    acts_as_kind: input.actsAs?.kind ?? null,
    acts_as_id: input.actsAs?.id ?? null,
    created_by: actorKey(work.actor),
    created_at: work.now,
    expires_at: expiresAt,
    revoked_at: null,
    last_used_at: null,
  }
  const written = await db(work)
    .insertInto('api_key')
    .values(row)
    .onConflict((conflictOf) => conflictOf.column('key_hash').doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return { row: await sameAgain(work, row), key }
  await work.emit(
    apiKeyChanged,
    { kind: 'api_key', id: row.id },
    { keyId: row.id, name: row.name, scopes: row.scopes, change: 'created' },
  )
  return { row, key }
}

async function sameAgain(work: Work, asked: ApiKeyRow): Promise<ApiKeyRow> {
  const row = await db(work)
    .selectFrom('api_key')
    .selectAll()
    .where('key_hash', '=', asked.key_hash)
    .executeTakeFirstOrThrow()
  const essence = ({ name, scopes, acts_as_id, expires_at }: ApiKeyRow) =>
    JSON.stringify([name, scopes, acts_as_id, expires_at])
  if (essence(row) !== essence(asked)) {
    conflict('idempotency_key_reused', 'This Idempotency-Key was used for another request. Use a new one.')
  }
  return row
}

/** What is stored of a key. It has 256 random bits, so that a plain hash cannot be searched. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** What a seller's owner may give to a key of theirs. */
export function isSellersOwn(scope: Scope): scope is 'seller:read' | 'seller:write' {
  return scope === 'seller:read' || scope === 'seller:write'
}

async function checkActsAs(work: Work, { scopes, actsAs }: NewApiKey): Promise<void> {
  for (const kind of ['staff', 'seller'] as const) {
    const isWanted = scopes.includes(`act:${kind}`) || (kind === 'seller' && scopes.some(isSellersOwn))
    if (isWanted && actsAs?.kind !== kind)
      invalid(
        'actsAs',
        `A key with scope act:${kind} needs actsAs: { kind: "${kind}", id }, so that what it does has a name.`,
        'missing_field',
      )
    if (!isWanted && actsAs?.kind === kind) invalid('actsAs', `actsAs ${kind} needs the scope act:${kind}.`)
  }
  if (actsAs?.kind === 'staff' && !(await findStaff(work, [actsAs.id])).get(actsAs.id)?.active)
    notFound('person who works here')
  if (actsAs?.kind === 'seller')
    await (actsAs.id.startsWith('mem_') ? findSellerMember(work, actsAs.id) : findSeller(work, actsAs.id))
}
