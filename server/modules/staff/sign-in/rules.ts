import type { TallyRule } from '#platform/auth/tally'
import { limits } from '../../../limits.ts'

const { account, address } = limits.signIn.triesPerQuarter

/** Tries of a password or second factor: for one person, and from one network address. */
export const triesOfPerson: TallyRule = { name: 'staff-tries', limit: account, windowMinutes: 15 }
export const triesOfAddress: TallyRule = { name: 'staff-tries-from', limit: address, windowMinutes: 15 }
