import type { HelpTopic } from '#contract/helpcenter'

/** Own matters of a shopper that an article can answer. */
export const topics = [
  'tracking',
  'missing',
  'late',
  'damaged',
  'cancel',
  'return',
  'refund',
  'replacement',
  'claim',
  'payment',
  'sign_in',
  'account',
  'contact',
  'gift',
  'safety',
] as const satisfies HelpTopic[]
