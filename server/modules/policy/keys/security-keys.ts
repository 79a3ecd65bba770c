import { boolean, choice, list, number } from './spec.ts'

/** Account security: common practice, no public source. */
// biome-ignore format: one key a line reads as a table
export const securityKeys = {
  'password.min_length': number({ default: 12, unit: 'characters', min: 8, max: 128, kinder: 'none', reason: 'Current guidance: no composition rules, a breached-list check.', sentence: 'A password has at least {value}.' }),
  'password.breached_check': boolean({ default: true, kinder: 'none', reason: 'Current guidance.', sentence: 'Known leaked passwords are refused: {value}.' }),
  'reset.token.minutes': number({ default: 30, unit: 'minutes', min: 5, max: 1_440, kinder: 'none', reason: 'Single use, stored hashed; same answer whether or not the account exists.', sentence: 'A reset link is good for {value}.' }),
  'reset.rate.account_per_hour': number({ default: 3, unit: 'an hour', min: 1, max: 100, kinder: 'none', reason: 'Blocks replay.', sentence: 'Resets for an account: {value}.' }),
  'reset.rate.address_per_hour': number({ default: 10, unit: 'an hour', min: 1, max: 1_000, kinder: 'none', reason: 'Blocks enumeration.', sentence: 'Resets from an address: {value}.' }),
  'change.effect': list({ options: ['end_other_sessions', 'notify_old_and_new', 'undo_link'], default: ['end_other_sessions', 'notify_old_and_new', 'undo_link'], kinder: 'none', reason: 'Takeover recovery.', sentence: 'A changed password or e-mail means: {value}.' }),
  'change.undo_hours': number({ default: 72, unit: 'hours', max: 720, kinder: 'more', reason: 'Takeover recovery.', sentence: 'A change can be undone for {value}.' }),
  'change.cooldown': number({ default: 72, unit: 'hours', max: 720, kinder: 'none', reason: 'No new address and no store credit; a refund to the original method stays possible, so the 2 a.m. reset is not punished.', sentence: 'After a change of e-mail, phone or password, for {value} money goes only where it came from.' }),
  'login.second_factor': choice({ options: ['off', 'offered_required_for_staff', 'required'], default: 'offered_required_for_staff', kinder: 'none', sources: ['F9'], reason: 'Insiders and phishing.', sentence: 'A second factor is {value}.' }),
} as const
