import { createHmac, timingSafeEqual } from 'node:crypto'
import { isStorable } from '#platform/is-storable'
import { redactNumbers } from '#platform/redact-numbers'
import * as z from 'zod'
import { limits } from '../../limits.ts'

/** What a store's own pages say about who is looking at them, after its signature was checked. */
export interface Identity {
  /** The store's own reference of the customer, or `ref:<source>:<reference>`. */
  reference: string
  email: string | undefined
  name: string | undefined
  order: string | undefined
}

export type IdentityTrouble = { trouble: 'identity_invalid' | 'identity_expired'; why: string }

const Header = z.looseObject({ alg: z.literal('HS256') })
const Text = z.string().refine(isStorable)
const Claims = z.looseObject({
  sub: Text.trim().min(1).max(200),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number().int(),
  nbf: z.number().int().optional(),
  email: z.email().max(254).optional(),
  name: Text.trim()
    .overwrite((name) => redactNumbers(name).text)
    .max(120)
    .optional(),
  order: Text.trim().min(1).max(300).optional(),
})

// Clocks of two servers are never quite the same.
const leewaySeconds = 60

/**
 * Checks a signed identity (JWT, HS256) against the keys of one widget. It needs `exp`, at most a day ahead, and `aud`, the
 * widget's own id, so that it counts nowhere else; nothing that is not signed gets in here.
 */
export function readIdentity(
  token: string,
  { keys, audience, now }: { keys: readonly string[]; audience: string; now: Date },
): Identity | IdentityTrouble {
  const parts = token.split('.')
  const [header = '', body = '', signature = ''] = parts
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) return invalid('it is not a JWT')
  if (!Header.safeParse(jsonOf(header)).success) return invalid('its algorithm should be HS256')
  if (!keys.some((key) => isSigned(`${header}.${body}`, signature, key)))
    return invalid('it is not signed with a key of this widget')
  const claims = Claims.safeParse(jsonOf(body))
  if (!claims.success) return invalid(`its claim ${String(claims.error.issues[0]?.path[0] ?? '')} is missing or wrong`)
  const { sub, aud, exp, nbf, email, name, order } = claims.data
  const seconds = Math.floor(now.getTime() / 1000)
  if (![aud].flat().includes(audience)) return invalid('its aud is not this widget')
  if (exp + leewaySeconds <= seconds) return { trouble: 'identity_expired', why: 'its exp has passed' }
  if (exp > seconds + limits.widgets.identityHours * 3600 + leewaySeconds)
    return invalid(`its exp should lie at most ${limits.widgets.identityHours} hours ahead`)
  if (nbf !== undefined && nbf > seconds + leewaySeconds) return invalid('its nbf is yet to come')
  return { reference: sub, email, name, order }
}

function invalid(why: string): IdentityTrouble {
  return { trouble: 'identity_invalid', why }
}

function isSigned(text: string, signature: string, key: string): boolean {
  const expected = createHmac('sha256', key).update(text).digest()
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
