import type { FastifyReply } from 'fastify'
import { openSession } from '#platform/auth/start-session'
import type { App } from '#platform/app'
import type { Work } from '#platform/work'
import { customerSignedIn } from './events.ts'

/** What a guest may see: one order of somebody's. */
export interface GuestOrder {
  orderId: string
  customerId: string
}

/** Opens a session that sees one order alone; answers its token. */
export async function openGuestSession(
  app: App,
  work: Work,
  reply: FastifyReply,
  { orderId, customerId }: GuestOrder,
): Promise<string> {
  const session = await openSession(app, work, reply, {
    realm: 'shopper',
    subjectId: customerId,
    orderId,
    method: 'code',
  })
  await work.emit(
    customerSignedIn,
    { kind: 'customer', id: customerId, customerId, orderId },
    { customerId, sessionId: session.id, method: 'code', device: session.device },
  )
  return session.token
}
