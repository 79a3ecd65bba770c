import { createHash, randomBytes } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import { parseParams, type Params } from './address.ts'
import { headersOf, type SipHeaders, type SipRequest, type SipResponse, splitList } from './message.ts'

/** Signs requests to one other side (RFC 8760, RFC 7616), with MD5 or SHA-256 as it asks for. */
export interface DigestClient {
  /** For one request and its repetitions. */
  begin(): DigestAttempt
}

export interface DigestAttempt {
  /** The headers for a try, by the last challenges; empty before there was one. */
  sign(method: string, uri: string): SipHeaders
  /** Takes up a 401 or 407. False when trying again makes no sense: the answer to such a challenge was refused just now. */
  accept(response: SipResponse): boolean
}

export interface Login {
  username: string
  password: string
}

export type Algorithm = 'MD5' | 'SHA-256'

interface Challenge {
  header: 'Authorization' | 'Proxy-Authorization'
  realm: string
  nonce: string
  opaque: string | undefined
  algorithm: Algorithm
  /** As written in the challenge, or nothing: some servers compare it letter by letter. */
  algorithmWritten: string | undefined
  hasQop: boolean
  count: number
}

/** A client for one login; nonces are counted over all requests that it signs. */
export function createDigestClient(login: Login, random = () => randomBytes(8).toString('hex')): DigestClient {
  const challenges = new Map<Challenge['header'], Challenge>()
  return {
    begin() {
      const answered = new Map<Challenge['header'], number>()
      return {
        sign: (method, uri) =>
          [...challenges.values()].map((challenge) => {
            challenge.count++
            return [challenge.header, authorization(challenge, login, method, uri, random())]
          }),
        accept(response) {
          const found = strongest(response)
          const times = found ? (answered.get(found.challenge.header) ?? 0) : 0
          // A second challenge that does not say that the first had grown old says that the password is wrong.
          if (!found || times > 1 || (times === 1 && !found.isStale)) return false
          answered.set(found.challenge.header, times + 1)
          challenges.set(found.challenge.header, found.challenge)
          return true
        },
      }
    },
  }
}

function authorization(challenge: Challenge, login: Login, method: string, uri: string, cnonce: string): string {
  const { realm, nonce, opaque, algorithm, algorithmWritten, hasQop, count } = challenge
  const ha1 = secretHash(algorithm, login.username, realm, login.password)
  const nc = count.toString(16).padStart(8, '0')
  const response = hasQop
    ? digestResponse(algorithm, ha1, { nonce, nc, cnonce, qop: 'auth', method, uri })
    : digestResponse(algorithm, ha1, { nonce, method, uri })
  const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`
  const parts = [
    `username=${quote(login.username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `response="${response}"`,
    ...(algorithmWritten ? [`algorithm=${algorithmWritten}`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
    ...(hasQop ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
  ]
  return `Digest ${parts.join(', ')}`
}

/** What is stored instead of a password: the hash of name, realm and password. */
export function secretHash(algorithm: Algorithm, username: string, realm: string, password: string): string {
  return hash(algorithm, `${username}:${realm}:${password}`)
}

export interface DigestInput {
  nonce: string
  method: string
  uri: string
  nc?: string
  cnonce?: string
  qop?: string
}

/** The proof for one request; without `qop` as RFC 2069 has it. */
export function digestResponse(algorithm: Algorithm, ha1: string, input: DigestInput): string {
  const { nonce, method, uri, nc, cnonce, qop } = input
  const ha2 = hash(algorithm, `${method}:${uri}`)
  const between = qop === undefined ? [nonce] : [nonce, nc, cnonce, qop]
  return hash(algorithm, [ha1, ...between, ha2].join(':'))
}

/** Reads `Digest name="value", …`; undefined when it is another scheme. */
export function parseDigest(value: string): Params | undefined {
  if (!/^digest\s/i.test(value)) return undefined
  return parseParams(splitList(value.slice(7)).join(';'))
}

/** The digest with which a request signs itself, if it does. */
export function credentialsOf(request: SipRequest): Params | undefined {
  return headersOf(request, 'Authorization').map(parseDigest).find(Boolean)
}

/** Whether the credentials prove the secret; takes the same time whatever is wrong. */
export function isProof(
  credentials: Params,
  method: string,
  hashes: Record<Algorithm, string>,
  allowed: readonly Algorithm[],
): boolean {
  const algorithm = algorithmOf(credentials.get('algorithm'))
  if (!algorithm || !allowed.includes(algorithm) || credentials.get('qop') !== 'auth') return false
  const get = (name: string) => credentials.get(name) ?? ''
  const expected = digestResponse(algorithm, hashes[algorithm], {
    nonce: get('nonce'),
    nc: get('nc'),
    cnonce: get('cnonce'),
    qop: 'auth',
    method,
    uri: get('uri'),
  })
  return isSameProof(expected, get('response').toLowerCase())
}

function strongest(response: SipResponse): { challenge: Challenge; isStale: boolean } | undefined {
  const isProxy = response.status === 407
  const found = headersOf(response, isProxy ? 'Proxy-Authenticate' : 'WWW-Authenticate').flatMap((value) => {
    const params = parseDigest(value)
    const algorithm = algorithmOf(params?.get('algorithm'))
    const qop = params?.get('qop')
    const hasAuth = qop?.split(',').some((option) => option.trim() === 'auth') ?? false
    const nonce = params?.get('nonce')
    if (!params || !algorithm || nonce === undefined || (qop !== undefined && !hasAuth)) return []
    const challenge: Challenge = {
      header: isProxy ? 'Proxy-Authorization' : 'Authorization',
      realm: params.get('realm') ?? '',
      nonce,
      opaque: params.get('opaque'),
      algorithm,
      algorithmWritten: params.get('algorithm'),
      hasQop: hasAuth,
      count: 0,
    }
    return [{ challenge, isStale: params.get('stale')?.toLowerCase() === 'true' }]
  })
  return found.find(({ challenge }) => challenge.algorithm === 'SHA-256') ?? found[0]
}

function algorithmOf(written: string | undefined): Algorithm | undefined {
  const upper = written?.toUpperCase() ?? 'MD5'
  return upper === 'MD5' || upper === 'SHA-256' ? upper : undefined
}

function hash(algorithm: Algorithm, text: string): string {
  return createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')
}
