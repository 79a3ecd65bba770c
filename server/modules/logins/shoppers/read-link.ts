import { createLocalJWKSet, errors, importSPKI, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose'
import { isStorable } from '#platform/is-storable'
import { redactNumbers } from '#platform/redact-numbers'
import * as z from 'zod'
import { limits } from '../../../limits.ts'
import type { KeySet } from '../ports.ts'
import type { LinkAlgorithm } from '../tables.ts'

/** Whom a link names, after its signature was found right. */
export interface LinkClaims {
  id: string
  subject: string
  /** Only where the store has proved it. */
  email: string | undefined
  name: string | undefined
  endsAt: Date
}

/** Why a link opens nothing, for those who build the store's side. */
export type LinkReason =
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'claim'
  | 'not_yet'
  | 'too_long'
  | 'expired'

export interface LinkTrouble {
  trouble: LinkReason
  claim?: string
}

/** With what links are signed: secrets, one public key, or several. */
export type LinkKeys = { secrets: readonly string[] } | { publicKey: string } | { set: KeySet }

const { linkSeconds, skewSeconds } = limits.logins
const Text = z.string().refine(isStorable).trim().min(1)
const Claims = z.looseObject({
  jti: Text.max(200),
  sub: Text.max(200),
  iat: z.number().int(),
  exp: z.number().int(),
  email: z.email().max(254).optional(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: Text.overwrite((name) => redactNumbers(name).text)
    .pipe(z.string().max(200))
    .optional(),
})

/** Checks a signed link. Its algorithm is the one that was agreed on, whatever the link itself says. */
export async function readLink(
  token: string,
  agreed: { keys: LinkKeys; algorithm: LinkAlgorithm; issuer: string; audience: string; now: Date },
): Promise<LinkClaims | LinkTrouble> {
  const { algorithm, issuer, audience, now } = agreed
  const options: JWTVerifyOptions = {
    algorithms: algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm],
    issuer,
    audience,
    clockTolerance: skewSeconds,
    currentDate: now,
    requiredClaims: ['sub', 'jti', 'iat', 'exp', 'aud', 'iss'],
  }
  let last: LinkTrouble = { trouble: 'signature' }
  for (const key of await keysOf(agreed.keys, algorithm)) {
    try {
      const { payload } =
        typeof key === 'function' ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options)
      return claimsOf(payload, now)
    } catch (error) {
      last = troubleOf(error)
      if (last.trouble !== 'signature') return last
    }
  }
  return last
}

/** Whether a public key can check what an algorithm signs. */
export async function isKeyFor(algorithm: LinkAlgorithm, publicKey: string): Promise<boolean> {
  try {
    await importSPKI(publicKey, algorithm)
    return true
  } catch {
    return false
  }
}

type Key = Uint8Array | Awaited<ReturnType<typeof importSPKI>> | JWTVerifyGetKey

async function keysOf(keys: LinkKeys, algorithm: LinkAlgorithm): Promise<Key[]> {
  // A secret is one only for HS256, and a public key is never a secret.
  if ('secrets' in keys)
    return algorithm === 'HS256' ? keys.secrets.map((secret) => new TextEncoder().encode(secret)) : []
  if (algorithm === 'HS256') return []
  if ('publicKey' in keys) return [await importSPKI(keys.publicKey, algorithm)]
  return [createLocalJWKSet(keys.set as Parameters<typeof createLocalJWKSet>[0])]
}

function claimsOf(payload: unknown, now: Date): LinkClaims | LinkTrouble {
  const parsed = Claims.safeParse(payload)
  if (!parsed.success) return { trouble: 'claim', claim: String(parsed.error.issues[0]?.path[0] ?? '') }
  const { jti, sub, iat, exp, email, email_verified: verified, name } = parsed.data
  const seconds = Math.floor(now.getTime() / 1000)
  if (iat > seconds + skewSeconds) return { trouble: 'not_yet', claim: 'iat' }
  if (exp - iat > linkSeconds || exp > seconds + linkSeconds + skewSeconds) return { trouble: 'too_long' }
  return {
    id: jti,
    subject: sub,
    email: verified === true || verified === 'true' ? email : undefined,
    name,
    endsAt: new Date((exp + skewSeconds) * 1000),
  }
}

function troubleOf(error: unknown): LinkTrouble {
  if (error instanceof errors.JWTExpired) return { trouble: 'expired' }
  if (error instanceof errors.JOSEAlgNotAllowed) return { trouble: 'algorithm' }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return { trouble: 'issuer', claim: 'iss' }
    if (error.claim === 'aud') return { trouble: 'audience', claim: 'aud' }
    return error.claim === 'nbf' && error.reason === 'check_failed'
      ? { trouble: 'not_yet', claim: 'nbf' }
      : { trouble: 'claim', claim: error.claim }
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return { trouble: 'malformed' }
  if (error instanceof errors.JOSEError || error instanceof TypeError) return { trouble: 'signature' }
  throw error
}
