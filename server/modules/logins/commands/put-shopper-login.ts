import { actorKey } from '#platform/auth/actor'
import { seal } from '#platform/auth/seal'
import { invalid, refuse } from '#platform/errors'
import { defaultSource } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type * as z from 'zod'
import type { Config } from '../../../config.ts'
import type { ShopperLoginInput } from '../contract.ts'
import { changedMeanwhile } from '../changed-meanwhile.ts'
import { loginChanged } from '../events.ts'
import { findShopperLogin, linkKeys } from '../queries.ts'
import { isKeyFor } from '../shoppers/read-link.ts'
import { type LoginTables, sealedFor, type ShopperLoginRow } from '../tables.ts'

const db = tablesOf<LoginTables>()
type Input = z.infer<typeof ShopperLoginInput>

/** Changes how shoppers sign in. What the way needs that is chosen has to be there; what belongs to another one is kept for later. */
export async function putShopperLogin(work: Work, config: Config, input: Input): Promise<void> {
  const before = await findShopperLogin(work)
  if ((before?.version ?? 0) !== input.version) changedMeanwhile()
  const row = rowOf(work, config, before, input)
  await check(work, row)
  const { numInsertedOrUpdatedRows } = await db(work)
    .insertInto('shopper_login')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('store_id').doUpdateSet(row).where('shopper_login.version', '=', input.version),
    )
    .executeTakeFirst()
  if (Number(numInsertedOrUpdatedRows) === 0) changedMeanwhile()
  await work.emit(
    loginChanged,
    { kind: 'login', id: 'shoppers' },
    { realm: 'shopper', change: 'changed', kind: row.kind },
  )
}

function rowOf(work: Work, config: Config, before: ShopperLoginRow | undefined, input: Input): ShopperLoginRow {
  const kept = <T>(given: T | undefined, was: T | undefined, otherwise: T): T => given ?? was ?? otherwise
  const choice = <T>(given: T | null | undefined, was: T | null | undefined): T | null =>
    given === undefined ? (was ?? null) : given
  const issuer = choice(input.issuer, before?.issuer)
  // The secret of one provider is not shown to another one.
  const secretBefore = issuer === before?.issuer ? (before?.client_secret ?? null) : null
  return {
    store_id: work.storeId,
    kind: input.kind,
    account_url: choice(input.accountUrl, before?.account_url),
    source: kept(input.source, before?.source, defaultSource),
    issuer,
    sign_in_url: choice(input.signInUrl, before?.sign_in_url),
    algorithm: choice(input.algorithm, before?.algorithm),
    public_key: choice(input.publicKey, before?.public_key) || null,
    jwks_url: choice(input.jwksUrl, before?.jwks_url),
    client_id: choice(input.clientId, before?.client_id),
    client_secret: input.clientSecret ? seal(config, sealedFor, input.clientSecret) : secretBefore,
    reference_claim: choice(input.referenceClaim, before?.reference_claim),
    changed_at: work.now,
    changed_by: actorKey(work.actor),
    version: input.version + 1,
  }
}

async function check(work: Work, row: ShopperLoginRow): Promise<void> {
  if (row.kind === 'own') return
  if (!row.issuer) invalid('issuer', 'Say how the other side names itself, such as https://shop.example.com.')
  if (row.kind === 'oidc') {
    if (!row.client_id) invalid('clientId', 'Say as whom the provider knows us.')
    if (!row.client_secret) invalid('clientSecret', 'The provider gave out a secret with the client id.')
    return
  }
  if (!row.sign_in_url) invalid('signInUrl', 'Say where shoppers sign in at the store.')
  if (!row.algorithm) return invalid('algorithm', 'Say how links are signed.')
  if (row.algorithm === 'HS256') {
    if ((await linkKeys(work)).length === 0)
      refuse('key_needed', undefined, 'Make a secret first, and give it to whoever builds the store.')
    return
  }
  if (Boolean(row.public_key) === Boolean(row.jwks_url))
    invalid('publicKey', 'Give either the public key or the address where keys are.')
  if (row.public_key && !(await isKeyFor(row.algorithm, row.public_key)))
    invalid('publicKey', `This is not a public key for ${row.algorithm}. It begins with -----BEGIN PUBLIC KEY-----.`)
}
