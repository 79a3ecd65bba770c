import { OutsideError } from '#platform/outside-error'
import type { GuardedFetch } from './guarded-fetch.ts'

export interface ProviderConnection {
  fetch: GuardedFetch
  /** Without a trailing slash. */
  url: string
  secretKey?: string
  timeoutMs?: number
}

export interface ProviderAnswer {
  status: number
  body: unknown
}

/**
 * One JSON call to a provider. Answers 2xx and the statuses named in `expected`; everything else is an `OutsideError`:
 * 401, 403 and 429 `not_done` with a wait (credentials are repaired in the settings, the request itself is fine), other 4xx
 * `refused` (409: `idempotency_key_reused`), 5xx `unknown`.
 */
export async function callProvider(
  connection: ProviderConnection,
  method: string,
  path: string,
  options: { key?: string; body?: unknown; expected?: readonly number[] } = {},
): Promise<ProviderAnswer> {
  const answer = await connection.fetch(`${connection.url}${path}`, {
    method,
    timeoutMs: connection.timeoutMs ?? 15_000,
    headers: {
      accept: 'application/json',
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(connection.secretKey ? { authorization: `Bearer ${connection.secretKey}` } : {}),
      ...(options.key ? { 'idempotency-key': options.key } : {}),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  })
  const { status } = answer
  if (status < 500 && !isGood(status, options.expected))
    throw refusal(status, answer.body, answer.headers['retry-after'])
  if (status >= 500) throw new OutsideError('unknown', `http_${status}`, `The provider answered ${status}`)
  return { status, body: parse(answer.body) }
}

/**
 * Runs a write; when its outcome is unknown, asks once what is booked under its key. Only when nothing is found the
 * unknown outcome goes on to the caller: the request may still be on its way.
 */
export async function settleUnknown<T>(write: () => Promise<T>, lookUp: () => Promise<T | undefined>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof OutsideError) || error.outcome !== 'unknown') throw error
    const found = await lookUp().catch(() => undefined)
    if (found === undefined) throw error
    return found
  }
}

function isGood(status: number, expected: readonly number[] = []): boolean {
  return (status >= 200 && status < 300) || expected.includes(status)
}

function refusal(status: number, body: Buffer, retryAfter: string | undefined): OutsideError {
  const seconds = Number(retryAfter)
  if (status === 429) {
    return new OutsideError('not_done', 'rate_limited', 'The provider asks to slow down', {
      retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 1,
    })
  }
  if (status === 401 || status === 403) {
    return new OutsideError('not_done', 'unauthorized', 'The provider does not accept our credentials', {
      retryAfterSeconds: 300,
    })
  }
  const said = parseOr(body) as { error?: { code?: string; message?: string } } | undefined
  const code = said?.error?.code ?? `http_${status}`
  return new OutsideError('refused', code, `The provider answered ${status}: ${said?.error?.message ?? code}`)
}

function parse(body: Buffer): unknown {
  const parsed = parseOr(body)
  if (parsed === undefined)
    throw new OutsideError('unknown', 'answer_unreadable', 'The provider answered something that is not JSON')
  return parsed
}

function parseOr(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
