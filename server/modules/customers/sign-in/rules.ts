import type { TallyRule } from '#platform/auth/tally'
import { ApiError } from '#platform/errors'
import { limits } from '../../../limits.ts'

const { codesPerHour, triesPerQuarter, resetsPerHour } = limits.signIn

/** Codes asked for: for one e-mail address or order. */
export const codesOfTarget: TallyRule = { name: 'codes', limit: codesPerHour.account, windowMinutes: 60 }

/** From one network address. Everybody who looks at a demonstration store sits at the same machine. */
export function codesOfAddress(isDemonstration: boolean): TallyRule {
  const limit = isDemonstration ? limits.signIn.codesPerHour.demonstration : codesPerHour.address
  return { name: 'codes-from', limit, windowMinutes: 60 }
}

/** Links to set a new password: for one e-mail address, and from one network address. */
export const resetsOfTarget: TallyRule = { name: 'resets', limit: resetsPerHour.account, windowMinutes: 60 }

export function resetsOfAddress(isDemonstration: boolean): TallyRule {
  const limit = isDemonstration ? resetsPerHour.demonstration : resetsPerHour.address
  return { name: 'resets-from', limit, windowMinutes: 60 }
}

/** Passwords and codes tried. */
export const triesOfTarget: TallyRule = { name: 'tries', limit: triesPerQuarter.account, windowMinutes: 15 }
export const triesOfAddress: TallyRule = { name: 'tries-from', limit: triesPerQuarter.address, windowMinutes: 15 }

/** One spelling of what people type: case and blanks do not matter, nor the number sign before an order number. */
export function targetOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase().replace(/^#\s*/, '')
}

/**
 * Under what tries and mails are counted: a browser in which the owner signed in before has a count of its own, so that nothing that
 * a stranger does keeps them out.
 */
export function triesKey(method: string, target: string, knownDevice: string | undefined): string {
  return [method, target, ...(knownDevice ? [knownDevice] : [])].join(':')
}

/** Refuses one more mail, and says when there may be one again. */
export function tooManyCodes({ now }: { now: Date }, endsAt: Date): never {
  const seconds = Math.ceil((endsAt.getTime() - now.getTime()) / 1000)
  const minutes = Math.ceil(seconds / 60)
  throw new ApiError(
    'rate_limited',
    'too_many_codes',
    `We sent several mails already; the newest one works. You can ask again in ${minutes} minutes.`,
    { details: { retryAfterSeconds: seconds } },
  )
}
