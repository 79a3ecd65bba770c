import type { FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod'
import { cookieOf } from '#platform/auth/realms'
import { endSessionOf, listSessions, type SessionRecord } from '#platform/auth/sessions'
import { clearSessionCookie } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import type { Session } from '../contract.ts'
import { identityIdsOf } from '../queries.ts'
import { fromOf, noteAccountEvent, shownNetwork } from '../security/note-account-event.ts'
import { ownSession } from '../security/proof.ts'
import { endShopperSessions } from './end-sessions.ts'

/** Devices on which the shopper is signed in; a guest sees their own alone. */
export async function listMySessions(reader: Reader): Promise<{ data: z.input<typeof Session>[] }> {
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
      network: shownNetwork(session.networkAddress),
      place: session.place,
      current: session.id === actor.sessionId,
    })),
  }
}

/** Signs one device out at once. */
export async function endMySession(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  const { actor } = work
  if (actor.kind !== 'shopper') return notFound('session')
  const ended = await endShopperSessions(work, await identityIdsOf(work, actor.customerId), { id })
  if (ended === 0) notFound('session')
  return { done: true }
}

/** Signs out everywhere else. Answers how many sessions that were. */
export async function endMyOtherSessions(
  { app, ...context }: RawContext<unknown>,
  request: FastifyRequest,
): Promise<{ ended: number }> {
  const ended = await context.transact(async (work) => {
    const { customer, ids, session } = await ownSession(work)
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'signed_out_elsewhere',
      from: fromOf(app, request),
    })
    return await endShopperSessions(work, ids, { except: session.id })
  })
  return { ended }
}

/** Ends this browser's session; also when it had none. */
export async function signOut(context: RawContext<unknown>, reply: FastifyReply): Promise<{ done: true }> {
  const token = reply.request.cookies[cookieOf(context.app, 'shopper')]
  if (token) await context.transact((work) => endSessionOf(work, 'shopper', token))
  clearSessionCookie(context.app, reply, 'shopper')
  return { done: true }
}
