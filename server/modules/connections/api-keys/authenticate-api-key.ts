import { findCustomer } from '#modules/customers'
import { findMember } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import { system, type Actor } from '#platform/auth/actor'
import type { Authenticator } from '#platform/auth/authenticator'
import { forbidden, unauthenticated } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { read, type Reader } from '#platform/work'
import { addMinutes } from '#platform/time'
import type { ApiKeyRow, ConnectionTables } from '../tables.ts'
import { hashOfKey } from './create-api-key.ts'

const db = tablesOf<ConnectionTables>()

/**
 * Recognizes `Authorization: Bearer mr_…`. A key with `act:shopper` and the header `Makeright-Shopper` is that shopper and
 * nothing more; one with `act:staff` or `act:seller` is the person or seller that it was made for, as is a seller's own key with `seller:read` or
 * `seller:write`; any other is itself.
 */
export const apiKeys: Authenticator = {
  name: 'api-key',
  ambient: false,
  async authenticate(app, { bearer, actFor }) {
    if (bearer === undefined || !bearer.startsWith('mr_')) return null
    const reader = read(app, system('api-keys'))
    const row =
      (await findUsable(reader, bearer)) ??
      unauthenticated('This API key is not valid, or has expired.', 'invalid_api_key')
    await noteUse(reader, row)
    return actorOf(reader, row, actFor)
  },
}

/** Whether a key is one of ours, neither expired nor revoked. */
export async function isUsableApiKey(reader: Reader, key: string): Promise<boolean> {
  return (await findUsable(reader, key)) !== undefined
}

async function findUsable(reader: Reader, key: string): Promise<ApiKeyRow | undefined> {
  const row = await db(reader)
    .selectFrom('api_key')
    .selectAll()
    .where('key_hash', '=', hashOfKey(key))
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
  const isOver = row?.expires_at && row.expires_at.getTime() <= reader.now.getTime()
  return row?.revoked_at || isOver ? undefined : row
}

async function actorOf(reader: Reader, row: ApiKeyRow, actFor: string | undefined): Promise<Actor> {
  const { id: keyId, scopes, acts_as_kind: kind, acts_as_id: actsAs } = row
  if (actFor !== undefined) {
    if (!scopes.includes('act:shopper'))
      forbidden('This API key may not act for a shopper: it lacks the scope act:shopper.', 'missing_scope')
    return { kind: 'shopper', customerId: (await findCustomer(reader, actFor)).id, keyId }
  }
  if (kind === 'staff' && actsAs && scopes.includes('act:staff')) {
    const person = (await findStaff(reader, [actsAs])).get(actsAs)
    if (!person?.active)
      return unauthenticated('The person that this API key acts as does not work here any more.', 'invalid_api_key')
    return { kind: 'staff', staffId: person.id, role: person.role, keyId }
  }
  if (kind === 'seller' && actsAs) return await sellerOf(reader, row, actsAs)
  return { kind: 'key', keyId, scopes }
}

/** A seller by a key: never an owner, so that no key makes another one or changes who is in the team. */
async function sellerOf(reader: Reader, { id: keyId, scopes }: ApiKeyRow, actsAs: string): Promise<Actor> {
  const answers = scopes.includes('act:seller') || scopes.includes('seller:write')
  const role = answers ? 'member' : 'observer'
  if (!actsAs.startsWith('mem_')) return { kind: 'seller', sellerId: actsAs, memberId: keyId, role, keyId }
  const member =
    (await findMember(reader, actsAs)) ??
    unauthenticated('The person that this API key acts as has left the seller.', 'invalid_api_key')
  return { kind: 'seller', sellerId: member.sellerId, memberId: actsAs, role, keyId }
}

// Once a minute is enough to see whether a key is still in use.
async function noteUse(reader: Reader, row: ApiKeyRow): Promise<void> {
  if (row.last_used_at && row.last_used_at.getTime() > addMinutes(reader.now, -1).getTime()) return
  await db(reader)
    .updateTable('api_key')
    .set({ last_used_at: reader.now })
    .where('store_id', '=', reader.storeId)
    .where('id', '=', row.id)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<', addMinutes(reader.now, -1))]),
    )
    .execute()
}
