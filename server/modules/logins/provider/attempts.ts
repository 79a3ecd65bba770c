import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { isSecure } from '#platform/auth/realms'
import { seal, unseal } from '#platform/auth/seal'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { openIdPort, type ProviderChecks, type ProviderClient } from '../ports.ts'
import { type LoginRealm, type LoginTables, sealedFor } from '../tables.ts'

const db = tablesOf<LoginTables>()
const { attemptMinutes } = limits.logins

interface Beginning {
  realm: LoginRealm
  client: ProviderClient
  /** Where the provider sends people back to. */
  returnTo: string
  /** A path of ours that they wanted. */
  then: string
  acr?: readonly string[]
}

/**
 * Sends a browser to an identity provider: state, nonce and PKCE are new each time, and only the browser that began comes back, within
 * minutes and once.
 */
export async function beginAttempt(
  context: RawContext<unknown>,
  reply: FastifyReply,
  beginning: Beginning,
): Promise<string> {
  const { app } = context
  const { realm, client, returnTo, then, acr } = beginning
  const checks: ProviderChecks = { returnTo, state: newWord(), nonce: newWord(), verifier: newWord() + newWord() }
  const url = await app.ports
    .get(openIdPort)
    .signInUrl(client, checks, acr ? { acr } : {})
    .catch((error: unknown) => away(app, error))
  const browser = browserOf(app, reply.request) ?? newWord()
  await context.transact(async (work) => {
    await db(work)
      .insertInto('login_attempt')
      .values({
        store_id: work.storeId,
        state_hash: hashOf(checks.state),
        realm,
        browser_hash: hashOf(browser),
        issuer: client.issuer,
        sealed: seal(app.config, sealedFor, JSON.stringify(checks)),
        back_to: then,
        ends_at: addMinutes(work.now, attemptMinutes),
      })
      .execute()
  })
  void reply.setCookie(cookieName(app), browser, {
    path: '/',
    httpOnly: true,
    // The provider sends the browser back by a link; a form from elsewhere brings no cookie.
    sameSite: 'lax',
    secure: isSecure(app),
    maxAge: attemptMinutes * 60,
  })
  return url
}

/** What a browser that comes back had begun; undefined for every other browser, the second time, and too late. */
export async function takeAttempt(
  app: App,
  work: Work,
  request: FastifyRequest,
  { realm, state, issuer }: { realm: LoginRealm; state: string | undefined; issuer: string },
): Promise<{ checks: ProviderChecks; then: string } | undefined> {
  const browser = browserOf(app, request)
  if (state === undefined || browser === undefined) return undefined
  const row = await db(work)
    .deleteFrom('login_attempt')
    .where('store_id', '=', work.storeId)
    .where('state_hash', '=', hashOf(state))
    .where('realm', '=', realm)
    .where('browser_hash', '=', hashOf(browser))
    .returningAll()
    .executeTakeFirst()
  // Another provider was named meanwhile: what the first one says does not count.
  if (!row || row.ends_at <= work.now || row.issuer !== issuer) return undefined
  return {
    checks: JSON.parse(unseal(app.config, sealedFor, row.sealed).toString()) as ProviderChecks,
    then: row.back_to,
  }
}

function away(app: App, error: unknown): never {
  if (!(error instanceof OutsideError)) throw error
  app.log.warn({ reason: error.code, why: error.message }, 'an identity provider could not be asked')
  refuse('provider_away', undefined, 'Signing in there does not work at the moment. Please try again in a few minutes.')
}

function browserOf(app: App, request: FastifyRequest): string | undefined {
  const given = request.cookies[cookieName(app)]
  return given && /^[\w-]{32}$/.test(given) ? given : undefined
}

function cookieName(app: App): string {
  return isSecure(app) ? '__Host-mr_login' : 'mr_login'
}

function newWord(): string {
  return randomBytes(24).toString('base64url')
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
