import type { FastifyReply } from 'fastify'
import { cookieOf } from '#platform/auth/realms'
import { endSessionOf, endSessions, listSessions } from '#platform/auth/sessions'
import { clearSessionCookie } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader, Work } from '#platform/work'

/** Devices on which somebody of a seller is signed in. */
export async function listMySessions(reader: Reader) {
  const { actor } = reader
  if (actor.kind !== 'seller') return { data: [] }
  const sessions = await listSessions(reader, 'seller', [actor.memberId])
  return {
    data: sessions.map((session) => ({
      id: session.id,
      createdAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
      device: session.device,
      current: session.id === actor.sessionId,
    })),
  }
}

/** Signs one device out at once. */
export async function endMySession(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  const { actor } = work
  if (actor.kind !== 'seller' || (await endSessions(work, 'seller', [actor.memberId], { id })) === 0)
    notFound('session')
  return { done: true }
}

/** Ends this browser's session; also when it had none. */
export async function signOut(context: RawContext<unknown>, reply: FastifyReply): Promise<{ done: true }> {
  const token = reply.request.cookies[cookieOf(context.app, 'seller')]
  if (token) await context.transact((work) => endSessionOf(work, 'seller', token))
  clearSessionCookie(context.app, reply, 'seller')
  return { done: true }
}
