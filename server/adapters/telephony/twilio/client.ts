import type { Twilio } from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { OutsideError } from '#platform/outside-error'

export interface TwilioAccount {
  /** `AC…` */
  accountSid: string
  authToken: string
  /** Another address than the provider's own, for tests. */
  baseUrl?: string | undefined
  timeoutMs?: number | undefined
}

/** The provider's own client, made when it is first needed: it is large. It slows down by itself when it is asked to. */
export function twilioClient(account: TwilioAccount): () => Promise<Twilio> {
  let made: Promise<Twilio> | undefined
  return () => (made ??= makeClient(account))
}

async function makeClient({ accountSid, authToken, baseUrl, timeoutMs = 10_000 }: TwilioAccount): Promise<Twilio> {
  const { default: twilio } = await import('twilio')
  const { default: Requests } = await import('twilio/lib/base/RequestClient.js')
  const options = { timeout: timeoutMs, autoRetry: true, maxRetries: 2, maxRetryDelay: 500, keepAlive: false }
  const httpClient = new (baseUrl === undefined ? Requests : elsewhere(Requests, baseUrl))(options)
  return twilio(accountSid, authToken, { httpClient })
}

function elsewhere(Requests: typeof RequestClient, baseUrl: string): typeof RequestClient {
  return class extends Requests {
    override request<T>(options: RequestClient.RequestOptions<T>) {
      const { pathname, search } = new URL(options.uri)
      return super.request({ ...options, uri: `${baseUrl}${pathname}${search}` })
    }
  }
}

/**
 * What a failed call of the client means. Its own errors hold our credentials and people's numbers, and go no further than here.
 */
export function twilioError(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error
  const { status, code } = error as { status?: number; code?: number | string }
  if (status === undefined) return unansweredError(String(code ?? 'no_answer'))
  const said = `Twilio answered ${status}${code === undefined ? '' : ` (${code})`}`
  if (status === 401 || status === 403)
    return new OutsideError('not_done', 'unauthorized', said, { retryAfterSeconds: 60 })
  if (status === 429) return new OutsideError('not_done', 'rate_limited', said, { retryAfterSeconds: 2 })
  if (status >= 500) return new OutsideError('unknown', `http_${status}`, said)
  if (code === 21220 || status === 404) return new OutsideError('refused', 'unknown_call', said)
  const isNumber = [21211, 21214, 21217].includes(Number(code))
  return new OutsideError('refused', isNumber ? 'invalid_number' : `twilio_${code ?? status}`, said)
}

function unansweredError(code: string): OutsideError {
  const isNeverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)
  const isLate = code === 'ECONNABORTED' || code === 'ETIMEDOUT'
  return new OutsideError(
    isNeverSent ? 'not_done' : 'unknown',
    isNeverSent ? 'unreachable' : isLate ? 'timeout' : 'connection_lost',
    `Twilio did not answer (${code.slice(0, 40)})`,
  )
}
