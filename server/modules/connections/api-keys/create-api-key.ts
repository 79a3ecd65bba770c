import { createHash, randomBytes } from 'node:crypto'
import { findSeller, findSellerMember } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { invalid, notFound } from '#platform/errors'
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

/** Makes an API key. The secret is in the answer and nowhere else: only its hash is stored. */
export async function createApiKey(work: Work, input: NewApiKey): Promise<{ row: ApiKeyRow; key: string }> {
  await checkActsAs(work, input)
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt)
  if (expiresAt && expiresAt.getTime() <= work.now.getTime())
    invalid('expiresAt', 'expiresAt should lie in the future.')
  const key = `mr_${randomBytes(32).toString('base64url')}`
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
  await db(work).insertInto('api_key').values(row).execute()
  await work.emit(
    apiKeyChanged,
    { kind: 'api_key', id: row.id },
    { keyId: row.id, name: row.name, scopes: row.scopes, change: 'created' },
  )
  return { row, key }
}

/** What is stored of a key. It has 256 random bits, so that a plain hash cannot be searched. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

async function checkActsAs(work: Work, { scopes, actsAs }: NewApiKey): Promise<void> {
  for (const kind of ['staff', 'seller'] as const) {
    const isWanted = scopes.includes(`act:${kind}`)
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
