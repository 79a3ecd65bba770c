import { amount, amounts, choice, choiceByName, number, numberByName } from './spec.ts'

export const ENGINE_REASONS = [
  'dnr',
  'not_received',
  'late',
  'lost',
  'cancel',
  'change',
  'return',
  'damage',
  'claim',
] as const

/** Whether the engine acts. Shadow decides and logs, so that its answers can be compared with what agents did. */
// biome-ignore format: one key a line reads as a table
export const engineKeys = {
  'engine.mode': choice({ options: ['off', 'shadow', 'live'], default: 'live', kinder: 'none', reason: 'A store that already runs starts in shadow.', sentence: 'The rules are: {value}.' }),
  'engine.mode.by_reason': choiceByName({ options: ['off', 'shadow', 'live'], names: ENGINE_REASONS, default: {}, kinder: 'none', reason: 'One reason at a time.', sentence: 'Different for: {value}.' }),
  'engine.share': number({ default: 100, unit: 'percent of shoppers', max: 100, kinder: 'none', reason: 'A stable share: the same shopper always has the same answer.', sentence: 'Live for {value}; the rest stay in shadow.' }),
  'engine.share.by_reason': numberByName({ default: {}, names: ENGINE_REASONS, max: 100, unit: 'percent of shoppers', kinder: 'none', reason: 'One reason at a time.', sentence: 'Different for: {value}.' }),
  'watch.payout_alert': number({ default: 1.5, unit: 'times the weekday norm', min: 1, max: 20, fraction: true, kinder: 'none', assumption: true, reason: 'Refund at first scan and instant refunds cost most if the score is wrong.', sentence: 'Payouts above {value} raise an alert.' }),
  'watch.payout.weeks': number({ default: 8, unit: 'weeks', min: 2, max: 52, kinder: 'none', assumption: true, reason: 'Long enough to know a weekday, short enough to follow the shop.', sentence: 'A weekday’s norm is taken from the last {value}.' }),
  'watch.payout.weeks_known': number({ default: 3, unit: 'weeks', min: 1, max: 52, kinder: 'none', assumption: true, reason: 'Without a few such days there is no norm, and nothing is stepped down.', sentence: 'A norm needs payouts in at least {value}.' }),
  'watch.payout.least': amount({ default: amounts(500), kinder: 'more', assumption: true, reason: 'A quiet day doubles easily.', sentence: 'Days below {value} are never unusual.' }),
  'watch.payout_step_down': number({ default: 2, unit: 'times the weekday norm', min: 1, max: 20, fraction: true, kinder: 'none', assumption: true, reason: 'Never where the evidence favors the shopper.', sentence: 'Payouts above {value} step instant outcomes down.' }),
} as const
