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
/**
 * A colleague is asked to speak on in a call, took it, or did not. About `{ kind: 'agent', id: <their id> }`, whose console shows it.
 */
export const callPassed = event<{
  attemptId: string
  conversationId: string
  from: string
  to: string
  state: 'ringing' | 'taken' | 'not_taken'
}>('call.passed')
/** They were not reached: they are asked by mail for a time that suits. */
export const callGivenUp = event<{ requestId: string; conversationId: string; because: string }>('call.given_up')
/** The telephone line has been in trouble for a while, or works again. About `{ kind: 'phone_line', id: <store> }`. */
export const phoneLineChanged = event<{ state: 'ok' | 'degraded' | 'down'; detail: string; since: string }>(
  'phone_line.changed',
)
