import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { openSession } from '#platform/auth/start-session'
import type { Work } from '#platform/work'
import { fromOf, noteAccountEvent } from '../security/note-account-event.ts'
import { customerSignedIn } from './events.ts'

/** Signs in a shopper whom the store's own login has named; answers the session. Set the cookie after the commit. */
export async function openByStoreLogin(
  app: App,
  work: Work,
  reply: FastifyReply,
  customerId: string,
): Promise<{ id: string; token: string }> {
  const method = 'store_login'
  const session = await openSession(app, work, reply, { realm: 'shopper', subjectId: customerId, method })
  await noteAccountEvent(work, { customerId, kind: 'signed_in', from: fromOf(app, reply.request), detail: method })
  await work.emit(
    customerSignedIn,
    { kind: 'customer', id: customerId, customerId },
    { customerId, sessionId: session.id, method, device: session.device },
  )
  return session
}
