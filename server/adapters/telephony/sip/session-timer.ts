import { headerOf, headersOf, type SipHeaders, type SipRequest, type SipResponse } from './message.ts'

/** For how long a session holds without a sign of life, and who gives that (RFC 4028). */
export interface SessionInterval {
  seconds: number
  refresher: 'us' | 'them'
}

/** What we ask for in an INVITE, or in the next one of the dialog, where we are whoever refreshes. */
export function sessionRequest(seconds: number, isRefresher = false): SipHeaders {
  return [
    ['Supported', 'timer'],
    ['Session-Expires', `${seconds}${isRefresher ? ';refresher=uac' : ''}`],
  ]
}

/** What the answer to our INVITE settled; undefined when the other side knows no session timers. */
export function settledInterval(response: SipResponse): SessionInterval | undefined {
  const found = readExpires(response)
  return found && { seconds: found.seconds, refresher: found.refresher === 'uas' ? 'them' : 'us' }
}

/** The headers with which we answer a refresh, and what it settles: whoever begins it goes on, unless they ask us to. */
export function answerInterval(request: SipRequest): { interval: SessionInterval; headers: SipHeaders } | undefined {
  const found = readExpires(request)
  if (!found) return undefined
  const knowsTimers = headersOf(request, 'Supported').includes('timer')
  const refresher = found.refresher === 'uas' || !knowsTimers ? 'uas' : 'uac'
  return {
    interval: { seconds: found.seconds, refresher: refresher === 'uas' ? 'us' : 'them' },
    headers: [
      ...(knowsTimers ? [['Require', 'timer'] as [string, string]] : []),
      ['Session-Expires', `${found.seconds};refresher=${refresher}`],
    ],
  }
}

/** The interval that a 422 asks for at least. */
export function minimumInterval(response: SipResponse): number | undefined {
  return secondsIn(headerOf(response, 'Min-SE'))
}

/** When, in milliseconds from now, a session has to be refreshed by us, or is lost because they did not. */
export function dueAfterMs({ seconds, refresher }: SessionInterval): number {
  return refresher === 'us' ? seconds * 500 : (seconds - Math.min(32, seconds / 3)) * 1000
}

function readExpires(message: { headers: SipHeaders }): { seconds: number; refresher: string | undefined } | undefined {
  const value = headerOf(message, 'Session-Expires')
  const seconds = secondsIn(value)
  if (value === undefined || seconds === undefined) return undefined
  return { seconds, refresher: /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(value)?.[1]?.toLowerCase() }
}

/** RFC 4028 knows no shorter ones than 90 seconds. */
function secondsIn(value: string | undefined): number | undefined {
  const found = /^(\d{1,8})(?:\s*;.*)?$/.exec(value ?? '')
  return found ? Math.max(90, Number(found[1])) : undefined
}
