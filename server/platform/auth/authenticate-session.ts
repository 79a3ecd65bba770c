import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import { addMinutes } from '../time.ts'
import { read } from '../transact.ts'
import { system } from './actor.ts'
import type { Credentials } from './authenticator.ts'
import { cookieOf, meansRealm, sessionEnd, type Realm } from './realms.ts'
import { findSession, touchSession, type SessionRecord } from './sessions.ts'

/**
 * The session that a request's cookie of this realm stands for, signed in whole. Its use is noted every few minutes, which
 * keeps it alive. A cookie without a session counts as none: the page offers to sign in again.
 */
export async function authenticateSession(
  app: App,
  credentials: Credentials,
  realm: Realm,
): Promise<SessionRecord | undefined> {
  const token = credentials.cookies[cookieOf(app, realm)]
  if (!token || !meansRealm(credentials.headers, realm)) return undefined
  const reader = read(app, system('sign-in'))
  const session = await findSession(reader, realm, token)
  if (session?.stage !== 'full') return undefined
  if (!credentials.passive && addMinutes(session.lastSeenAt, limits.signIn.seenMinutes) <= reader.now) {
    await touchSession(
      reader,
      session.id,
      sessionEnd(app, realm, session.orderId ? 'guest' : 'full', session.createdAt),
    )
  }
  return session
}
