import { event } from '#platform/events/event'

/** All are about `{ kind: 'call', id: <request id> }`, which is the live topic of whoever asked and of the desk. */

/** Somebody asked to be called. */
export const callAsked = event<{ requestId: string; conversationId: string; at: string | null }>('call.asked')
/** Its state, its time, or how the call stands is another one. */
export const callChanged = event<{
  requestId: string
  conversationId: string
  state: string
  /** The try that somebody else has from now on. */
  attemptId?: string
}>('call.changed')
/** A try is over. */
export const callTried = event<{
  requestId: string
  attemptId: string
  conversationId: string
  staffId: string
  result: string
  seconds: number
}>('call.tried')
/** They were not reached: they are asked by mail for a time that suits. */
export const callGivenUp = event<{ requestId: string; conversationId: string; because: string }>('call.given_up')
/** The telephone line has been in trouble for a while, or works again. About `{ kind: 'phone_line', id: <store> }`. */
export const phoneLineChanged = event<{ state: 'ok' | 'degraded' | 'down'; detail: string; since: string }>(
  'phone_line.changed',
)
