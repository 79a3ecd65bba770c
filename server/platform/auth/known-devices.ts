import { createHash, randomBytes } from 'node:crypto'
import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import { tablesOf } from '../tables.ts'
import type { Reader, Work } from '../work.ts'
import { isSecure, type Realm } from './realms.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()

/**
 * The browser of a request by the cookie that it got when somebody signed in, as a short text to count by; undefined without one.
 * It opens nothing: it only says that this browser was here before.
 */
export function deviceOf(app: App, request: Pick<FastifyRequest, 'cookies'>): string | undefined {
  const token = request.cookies?.[cookieName(app)]
  return token && /^[\w-]{43}$/.test(token) ? hashOf(token) : undefined
}

/** Whether somebody signed in with this browser before, and whether they ever did with any. */
export async function isKnownDevice(
  reader: Reader,
  realm: Realm,
  subjectIds: readonly string[],
  device: string | undefined,
): Promise<{ known: boolean; any: boolean }> {
  const rows = await db(reader)
    .selectFrom('auth_device')
    .select('token_hash')
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', subjectIds.length > 0 ? [...subjectIds] : [''])
    .execute()
  return { known: rows.some((row) => row.token_hash === device), any: rows.length > 0 }
}

/** Notes that somebody signed in with the browser that asks. Answers a token for its cookie where it has none yet. */
export async function rememberDevice(
  app: App,
  work: Work,
  request: FastifyRequest,
  realm: Realm,
  subjectId: string,
): Promise<string | undefined> {
  const known = deviceOf(app, request)
  const token = known === undefined ? randomBytes(32).toString('base64url') : undefined
  await db(work)
    .insertInto('auth_device')
    .values({
      store_id: work.storeId,
      realm,
      subject_id: subjectId,
      token_hash: known ?? hashOf(token ?? ''),
      first_seen_at: work.now,
      last_seen_at: work.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'realm', 'subject_id', 'token_hash']).doUpdateSet({ last_seen_at: work.now }),
    )
    .execute()
  return token
}

/** Forgets all browsers of an account. */
export async function forgetDevices(work: Work, realm: Realm, subjectIds: readonly string[]): Promise<void> {
  await db(work)
    .deleteFrom('auth_device')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', [...subjectIds])
    .execute()
}

/** Sets the cookie by which this browser is known again. */
export function setDeviceCookie(app: App, reply: FastifyReply, token: string | undefined): void {
  if (token === undefined) return
  void reply.setCookie(cookieName(app), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(app),
    maxAge: limits.signIn.deviceDays * 24 * 3600,
  })
}

function cookieName(app: App): string {
  return isSecure(app) ? '__Host-mr_device' : 'mr_device'
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
