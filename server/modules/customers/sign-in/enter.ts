import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { deviceOf, isKnownDevice, rememberDevice, setDeviceCookie } from '#platform/auth/known-devices'
import { openSession, setSessionCookie } from '#platform/auth/start-session'
import type { Work } from '#platform/work'
import { identityIdsOf, type CustomerRecord } from '../queries.ts'
import { fromOf, noteAccountEvent } from '../security/note-account-event.ts'
import { openUndoLink } from '../security/undo-link.ts'
import { customerSignedIn } from './events.ts'

type Method = 'code' | 'password' | 'second_factor' | 'passkey' | 'reset'

/** A sign-in that is done once its transaction has committed. */
export interface Entry {
  customerId: string
  sessionId: string
  token: string
  deviceToken: string | undefined
}

/**
 * Signs a shopper in whole: a session with another id than any that the browser had, the browser noted as theirs, and, where the
 * account knows others but not this one, a mail with the way to take it back.
 */
export async function enter(
  app: App,
  work: Work,
  reply: FastifyReply,
  customer: CustomerRecord,
  method: Method,
): Promise<Entry> {
  const { request } = reply
  const ids = await identityIdsOf(work, customer.id)
  const { known, any } = await isKnownDevice(work, 'shopper', ids, deviceOf(app, request))
  const from = fromOf(app, request)
  const session = await openSession(app, work, reply, { realm: 'shopper', subjectId: customer.id, method })
  const deviceToken = await rememberDevice(app, work, request, 'shopper', customer.id)
  await noteAccountEvent(work, { customerId: customer.id, kind: 'signed_in', from, detail: method })
  const isElsewhere = any && !known && method !== 'reset' && customer.email !== null
  const undo = isElsewhere && customer.email ? await openUndoLink(work, customer.id, customer.email) : undefined
  await work.emit(
    customerSignedIn,
    { kind: 'customer', id: customer.id, customerId: customer.id },
    {
      customerId: customer.id,
      sessionId: session.id,
      method,
      device: session.device,
      ...(undo ? { elsewhere: { undo, place: from.place ?? from.network } } : {}),
    },
  )
  return { customerId: customer.id, sessionId: session.id, token: session.token, deviceToken }
}

/** Sets the cookies of a sign-in, after its commit. */
export function setEntryCookies(app: App, reply: FastifyReply, entry: Entry): void {
  setSessionCookie(app, reply, 'shopper', entry.token)
  setDeviceCookie(app, reply, entry.deviceToken)
}
