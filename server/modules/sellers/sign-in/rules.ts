import type { TallyRule } from '#platform/auth/tally'
import { limits } from '../../../limits.ts'

const { account, address } = limits.signIn.triesPerQuarter

/** Tries of a password or second factor: for one person, and from one network address. */
export const triesOfMember: TallyRule = { name: 'seller-tries', limit: account, windowMinutes: 15 }
export const triesOfAddress: TallyRule = { name: 'seller-tries-from', limit: address, windowMinutes: 15 }

/** Under what a member's tries are counted: a browser in which they came in before has a count of its own, so that no stranger's tries keep them out. */
export function triesKey(who: string, knownDevice: string | undefined): string {
  return knownDevice === undefined ? who : `${who}:${knownDevice}`
}

export const tooManyWords = 'That was a lot of tries. Please wait a quarter of an hour.'
