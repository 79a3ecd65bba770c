import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { OutsideError } from '#platform/outside-error'
import { isPublicAddress } from './public-address.ts'

export interface GuardedFetchOptions {
  /** Origins (`http://127.0.0.1:4010`) that may lie inside our own network; everything else must be on the public internet. */
  allowOrigins?: readonly string[]
  /** Name resolution, all addresses of a host; the system's by default. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
}

export interface GuardedRequest {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** For the whole call, redirects and body included; 10,000 when absent. */
  timeoutMs?: number
  /** Larger answers are cut off and refused; 1,000,000 when absent. */
  maxBytes?: number
  /** Redirects followed; 3 for GET and HEAD, else none. Each is checked like the first address. */
  maxRedirects?: number
  signal?: AbortSignal
}

export interface GuardedAnswer {
  /** Where the answer came from, after redirects. */
  url: string
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: Buffer
}

export interface GuardedFetch {
  (url: string, request?: GuardedRequest): Promise<GuardedAnswer>
  close(): Promise<void>
}

/**
 * The only way out for addresses that people enter (webhook endpoints, remote pictures, providers): http and https only,
 * and the address that was checked is the one connected to, so that a name cannot answer differently the second time.
 * Throws `OutsideError`: `refused` `url_not_allowed | too_many_redirects | answer_too_large`, `not_done` `unreachable`,
 * `unknown` `timeout | connection_lost`.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const resolve = options.resolve ?? ((host) => systemLookup(host, { all: true }))
  const allowed = new Set((options.allowOrigins ?? []).map((origin) => new URL(origin).origin))
  const insideAgent = agentWith(pinnedLookup(resolve, () => true))
  const publicAgent = agentWith(pinnedLookup(resolve, isPublicAddress))

  async function guardedFetch(address: string, wanted: GuardedRequest = {}): Promise<GuardedAnswer> {
    const timeout = AbortSignal.timeout(wanted.timeoutMs ?? 10_000)
    const signal = wanted.signal ? AbortSignal.any([timeout, wanted.signal]) : timeout
    let url = checkUrl(address, allowed)
    let hop = { ...wanted, method: wanted.method ?? 'GET' }
    let redirectsLeft = wanted.maxRedirects ?? (hop.method === 'GET' || hop.method === 'HEAD' ? 3 : 0)
    for (;;) {
      const dispatcher = allowed.has(url.origin) ? insideAgent : publicAgent
      const answer = await send(url, hop, dispatcher, signal)
      const location = answer.headers.location
      if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || location === undefined) return answer
      if (redirectsLeft <= 0)
        throw new OutsideError('refused', 'too_many_redirects', `${url.origin} redirects too often`)
      redirectsLeft -= 1
      const next = checkUrl(new URL(location, url).href, allowed)
      hop = followed(hop, answer.status, next.origin === url.origin)
      url = next
    }
  }

  return Object.assign(guardedFetch, {
    async close() {
      await Promise.all([insideAgent.destroy(), publicAgent.destroy()])
    },
  })
}

function agentWith(lookup: LookupFunction): Agent {
  return new Agent({ connect: { lookup, timeout: 5_000 }, connections: 32, pipelining: 1, keepAliveTimeout: 4_000 })
}

/** Node asks this for every new connection and connects to what it answers; a literal address never comes here. */
function pinnedLookup(
  resolve: NonNullable<GuardedFetchOptions['resolve']>,
  isOpen: (address: string) => boolean,
): LookupFunction {
  return (host, wanted, done) => {
    resolve(host).then(
      (found) => {
        const family = wanted.family === 'IPv4' ? 4 : wanted.family === 'IPv6' ? 6 : (wanted.family ?? 0)
        const closed = found.find(({ address }) => !isOpen(address))
        const [first, ...others] = found.filter((candidate) => family === 0 || candidate.family === family)
        if (closed) return done(notAllowed(`${host} is at ${closed.address}, inside a closed network`), '', 0)
        if (!first) return done(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '', 0)
        if (wanted.all) return done(null, [first, ...others])
        done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
}

function checkUrl(address: string, allowed: ReadonlySet<string>): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url) throw notAllowed('not an address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw notAllowed(`${url.protocol} is not http or https`)
  if (url.username || url.password) throw notAllowed('an address must not carry a name or password')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !allowed.has(url.origin) && !isPublicAddress(host))
    throw notAllowed(`${host} is inside a closed network`)
  return url
}

function followed(
  hop: GuardedRequest & { method: string },
  status: number,
  sameOrigin: boolean,
): GuardedRequest & { method: string } {
  const rewrites = status === 303 || ((status === 301 || status === 302) && hop.method === 'POST')
  const dropped = new Set([...(sameOrigin ? [] : ['authorization', 'cookie']), ...(rewrites ? ['content-type'] : [])])
  const headers = Object.fromEntries(
    Object.entries(hop.headers ?? {}).filter(([name]) => !dropped.has(name.toLowerCase())),
  )
  if (!rewrites) return { ...hop, headers }
  const { body: _dropped, ...rest } = hop
  return { ...rest, headers, method: 'GET' }
}

async function send(
  url: URL,
  hop: GuardedRequest & { method: string },
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  const maxBytes = hop.maxBytes ?? 1_000_000
  try {
    const answer = await request(url, {
      dispatcher,
      signal,
      method: hop.method as Dispatcher.HttpMethod,
      headers: { 'accept-encoding': 'identity', ...hop.headers },
      body: hop.body === undefined ? null : Buffer.from(hop.body as Uint8Array),
    })
    const chunks: Buffer[] = []
    let byteLength = 0
    for await (const chunk of answer.body) {
      byteLength += (chunk as Buffer).length
      if (byteLength > maxBytes)
        throw new OutsideError('refused', 'answer_too_large', `${url.origin} answered more than ${maxBytes} bytes`)
      chunks.push(chunk as Buffer)
    }
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    )
    return { url: url.href, status: answer.statusCode, headers, body: Buffer.concat(chunks) }
  } catch (error) {
    throw classified(error as Error, url)
  }
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

function classified(error: Error & { code?: string }, url: URL): OutsideError {
  if (error instanceof OutsideError) return error
  if (error.cause instanceof OutsideError) return error.cause
  if (error.code !== undefined && neverConnected.has(error.code)) {
    return new OutsideError('not_done', 'unreachable', `${url.origin} cannot be reached (${error.code})`, {
      cause: error,
    })
  }
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || error.code?.endsWith('_TIMEOUT')) {
    return new OutsideError('unknown', 'timeout', `${url.origin} did not answer in time`, { cause: error })
  }
  return new OutsideError('unknown', 'connection_lost', `${url.origin} broke off (${error.code ?? error.message})`, {
    cause: error,
  })
}

function notAllowed(why: string): OutsideError {
  return new OutsideError('refused', 'url_not_allowed', `This address may not be called: ${why}`)
}
