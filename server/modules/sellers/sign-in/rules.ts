import type { TallyRule } from '#platform/auth/tally'
import { limits } from '../../../limits.ts'

const { account, address } = limits.signIn.triesPerQuarter

/** Tries of a password or second factor: for one person, and from one network address. */
export const triesOfMember: TallyRule = { name: 'seller-tries', limit: account, windowMinutes: 15 }
export const triesOfAddress: TallyRule = { name: 'seller-tries-from', limit: address, windowMinutes: 15 }

export const tooManyWords = 'That was a lot of tries. Please wait a quarter of an hour.'
