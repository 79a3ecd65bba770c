import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { decodeProtectedHeader } from 'jose'
import { openByStoreLogin } from '#modules/customers'
import type { App } from '#platform/app'
import { unseal } from '#platform/auth/seal'
import { setSessionCookie } from '#platform/auth/start-session'
import { countTry, type TallyRule } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { pathOfOurs } from '#platform/auth/path-of-ours'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { keySetPort } from '../ports.ts'
import { findShopperLogin, linkKeys } from '../queries.ts'
import { type LoginTables, sealedFor, type ShopperLoginRow } from '../tables.ts'
import { type LinkClaims, type LinkKeys, type LinkTrouble, readLink } from './read-link.ts'
import { shopperOf } from './who-is-it.ts'

const db = tablesOf<LoginTables>()
const linksOfAddress: TallyRule = {
  name: 'links-from',
  limit: limits.signIn.triesPerQuarter.address,
  windowMinutes: 15,
}

/** Signs a shopper in by a link that the store's own server signed. Each opens once, and only when a browser of ours asks for it. */
export async function signInByLink(
  context: RawContext<{ token: string; then?: string }>,
  reply: FastifyReply,
): Promise<{ then: string }> {
  const { app, input } = context
  const { allowed } = await context.transact((work) => countTry(work, linksOfAddress, reply.request.ip))
  if (!allowed) refuse('too_many_tries', undefined, 'That was a lot of tries. Please wait a quarter of an hour.')
  const reader = context.read()
  const login = await findShopperLogin(reader)
  if (login?.kind !== 'signed_link')
    return refuse('own_login', undefined, 'This store does not sign in by link. Please sign in here.')
  const link = await read(app, reader, login, input.token)
  if ('trouble' in link) return refuseLink(app, link)
  const outcome = await context.transact(async (work) => {
    if (!(await isFirst(work, login, link))) return 'used'
    const { subject: reference, email, name } = link
    const customerId = await shopperOf(work, { source: login.source, reference, email, name })
    if (customerId === 'address_unproved') return customerId
    return await openByStoreLogin(app, work, reply, customerId)
  })
  if (outcome === 'used') return linkOver('used')
  if (outcome === 'address_unproved') return refuseUnproved()
  setSessionCookie(app, reply, 'shopper', outcome.token)
  return { then: pathOfOurs(input.then) ?? '/' }
}

/** What a shopper reads whose record came together with others by an address that the store does not vouch for. */
export function refuseUnproved(): never {
  return refuse(
    'address_unproved',
    undefined,
    'Please confirm your e-mail address in your account at the store first, then sign in again.',
  )
}

async function read(
  app: App,
  reader: Reader,
  login: ShopperLoginRow,
  token: string,
): Promise<LinkClaims | LinkTrouble> {
  const { algorithm, issuer } = login
  const keys = algorithm && issuer ? await keysOf(app, reader, login, token) : undefined
  if (!algorithm || !issuer || !keys) return { trouble: 'malformed' }
  return await readLink(token, { keys, algorithm, issuer, audience: app.config.publicUrl, now: reader.now })
}

async function keysOf(
  app: App,
  reader: Reader,
  { algorithm, public_key, jwks_url }: ShopperLoginRow,
  token: string,
): Promise<LinkKeys | undefined> {
  if (algorithm === 'HS256')
    return { secrets: (await linkKeys(reader)).map(({ secret }) => unseal(app.config, sealedFor, secret).toString()) }
  if (public_key) return { publicKey: public_key }
  return jwks_url ? { set: await app.ports.get(keySetPort).keysAt(jwks_url, keyIdOf(token)) } : undefined
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid
  } catch {
    return undefined
  }
}

async function isFirst(work: Work, { issuer }: ShopperLoginRow, { id, endsAt }: LinkClaims): Promise<boolean> {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, id]))
    .digest('base64url')
  const { numInsertedOrUpdatedRows } = await db(work)
    .insertInto('login_token')
    .values({ store_id: work.storeId, hash, ends_at: endsAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) > 0
}

function refuseLink(app: App, { trouble, claim }: LinkTrouble): never {
  app.log.info({ reason: trouble, claim }, 'a signed link opened nothing')
  if (trouble === 'expired') return linkOver('expired')
  return refuse(
    'link_invalid',
    { reason: trouble, ...(claim ? { claim } : {}) },
    'This link does not open anything. Please sign in from the store again.',
  )
}

function linkOver(reason: 'used' | 'expired'): never {
  return refuse('link_over', { reason }, 'This link has done its work. Please sign in from the store again.')
}
