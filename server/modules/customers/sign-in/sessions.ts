import type { FastifyReply } from 'fastify'
import { cookieOf } from '#platform/auth/realms'
import { endSessionOf, endSessions, listSessions, type SessionRecord } from '#platform/auth/sessions'
import { clearSessionCookie } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import { identityIdsOf } from '../queries.ts'

/** Devices on which the shopper is signed in; a guest sees their own alone. */
export async function listMySessions(
  reader: Reader,
): Promise<{ data: { id: string; createdAt: string; lastSeenAt: string; device: string; current: boolean }[] }> {
  const { actor } = reader
  if (actor.kind !== 'shopper' && actor.kind !== 'guest') return { data: [] }
  const sessions = await listSessions(reader, 'shopper', await identityIdsOf(reader, actor.customerId))
  const isMine = (session: SessionRecord) =>
    actor.kind === 'shopper' ? session.orderId === null : session.id === actor.sessionId
  return {
    data: sessions.filter(isMine).map((session) => ({
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
  if (actor.kind !== 'shopper') return notFound('session')
  const ended = await endSessions(work, 'shopper', await identityIdsOf(work, actor.customerId), { id })
  if (ended === 0) notFound('session')
  return { done: true }
}

/** Ends this browser's session; also when it had none. */
export async function signOut(context: RawContext<unknown>, reply: FastifyReply): Promise<{ done: true }> {
  const token = reply.request.cookies[cookieOf(context.app, 'shopper')]
  if (token) await context.transact((work) => endSessionOf(work, 'shopper', token))
  clearSessionCookie(context.app, reply, 'shopper')
  return { done: true }
}
