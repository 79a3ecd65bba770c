import type {} from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { App } from '../app.ts'
import { assert } from '../errors.ts'
import { transact } from '../transact.ts'
import type { Work } from '../work.ts'
import { system, type Actor } from './actor.ts'
import { deviceName } from './device-name.ts'
import { placeOf } from './place-of.ts'
import { cookieOf, isSecure, sessionEnd, wholeMinutes, type Realm } from './realms.ts'
import { createSession, endSessionOf } from './sessions.ts'
import type { SessionStage, SignInMethod } from './tables.ts'

/** Who a session is for. */
export interface SessionFor {
  realm: Realm
  subjectId: string
  orderId?: string
  stage?: SessionStage
  method: SignInMethod
}

/**
 * Signs an actor in without asking anything and sets the cookie: for people of the demonstration store who are entered by
 * one click. Answers the session's id.
 */
export async function startSession(app: App, reply: FastifyReply, actor: Actor): Promise<string> {
  const { id, token } = await transact(app, system('sign-in'), (work) =>
    openSession(app, work, reply, { ...subjectOf(actor), method: 'demonstration' }),
  )
  setSessionCookie(app, reply, subjectOf(actor).realm, token)
  return id
}

/**
 * Opens a session inside a transaction and ends the one that the same browser had in this realm, so that nobody can plant
 * a session of theirs. Set the cookie with `setSessionCookie` after the commit.
 */
export async function openSession(
  app: App,
  work: Work,
  reply: FastifyReply,
  session: SessionFor,
): Promise<{ id: string; token: string; device: string }> {
  const { request } = reply
  const before = request.cookies?.[cookieOf(app, session.realm)]
  if (before) await endSessionOf(work, session.realm, before)
  const stage = session.stage ?? 'full'
  const device = deviceName(request.headers['user-agent'])
  const opened = await createSession(work, {
    ...session,
    stage,
    device,
    networkAddress: request.ip,
    place: placeOf(app, request),
    expiresAt: sessionEnd(app, session.realm, stage !== 'full' ? 'half' : session.orderId ? 'guest' : 'full'),
  })
  return { ...opened, device }
}

/** Sets a realm's cookie: unreadable to scripts, not sent by other sites' forms, over https only where that is used. */
export function setSessionCookie(app: App, reply: FastifyReply, realm: Realm, token: string): void {
  void reply.setCookie(cookieOf(app, realm), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(app),
    // The server ends it earlier where it is not used; a cookie that goes before would end it while it is.
    maxAge: wholeMinutes(app, realm) * 60,
  })
}

/** Takes a realm's cookie away again. */
export function clearSessionCookie(app: App, reply: FastifyReply, realm: Realm): void {
  void reply.clearCookie(cookieOf(app, realm), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(app) })
}

function subjectOf(actor: Actor): { realm: Realm; subjectId: string; orderId?: string } {
  if (actor.kind === 'shopper') return { realm: 'shopper', subjectId: actor.customerId }
  if (actor.kind === 'guest') return { realm: 'shopper', subjectId: actor.customerId, orderId: actor.orderId }
  if (actor.kind === 'seller') return { realm: 'seller', subjectId: actor.memberId }
  assert(actor.kind === 'staff', `a session is for a shopper, a guest, a seller or staff, not for ${actor.kind}`)
  return { realm: 'staff', subjectId: actor.staffId }
}
