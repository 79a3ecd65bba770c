import type { FastifyReply } from 'fastify'
import { cookieOf } from '#platform/auth/realms'
import { endSessionOf } from '#platform/auth/sessions'
import { clearSessionCookie } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'

/** Ends this browser's session; also when it had none. */
export async function signOut(context: RawContext<unknown>, reply: FastifyReply): Promise<{ done: true }> {
  const token = reply.request.cookies[cookieOf(context.app, 'staff')]
  if (token) await context.transact((work) => endSessionOf(work, 'staff', token))
  clearSessionCookie(context.app, reply, 'staff')
  return { done: true }
}
