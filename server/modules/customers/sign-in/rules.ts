import type { TallyRule } from '#platform/auth/tally'
import { limits } from '../../../limits.ts'

const { codesPerHour, triesPerQuarter } = limits.signIn

/** Codes asked for: for one e-mail address or order. */
export const codesOfTarget: TallyRule = { name: 'codes', limit: codesPerHour.account, windowMinutes: 60 }

/** From one network address. Everybody who looks at a demonstration store sits at the same machine. */
export function codesOfAddress(isDemonstration: boolean): TallyRule {
  const limit = isDemonstration ? limits.signIn.codesPerHour.demonstration : codesPerHour.address
  return { name: 'codes-from', limit, windowMinutes: 60 }
}

/** Passwords and codes tried. */
export const triesOfTarget: TallyRule = { name: 'tries', limit: triesPerQuarter.account, windowMinutes: 15 }
export const triesOfAddress: TallyRule = { name: 'tries-from', limit: triesPerQuarter.address, windowMinutes: 15 }

/** One spelling of what people type: case and blanks do not matter, nor the number sign before an order number. */
export function targetOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase().replace(/^#\s*/, '')
}
