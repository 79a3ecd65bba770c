import { amount, amounts, boolean, choice, list, number } from './spec.ts'

/** What a shop gives beyond the rules, mostly by membership tier. Off as shipped: departures are a person's, inside their limit. */
// biome-ignore format: one key a line reads as a table
export const goodwillKeys = {
  'goodwill.given': choice({ options: ['never', 'own_fault', 'always'], default: 'never', kinder: 'order', byTier: true, assumption: true, reason: 'First whether it was our fault, then by tier.', sentence: 'Goodwill is given: {value}.' }),
  'goodwill.max': amount({ default: amounts(0), kinder: 'more', byTier: true, assumption: true, reason: 'A shop that gives goodwill names its price.', sentence: 'Goodwill is at most {value}.' }),
  'goodwill.asks_before': number({ default: 0, unit: 'times', max: 5, kinder: 'less', byTier: true, assumption: true, reason: 'Some shops give it only to those who ask again. We would not.', sentence: 'A shopper asks {value} before goodwill is given.' }),
  'price_dispute.max': amount({ default: amounts(0), kinder: 'more', byTier: true, assumption: true, reason: 'A small difference costs more to discuss than to give.', sentence: 'A price difference is given back at once up to {value}.' }),
  'shipping.fee_waived': choice({ options: ['never', 'until_dispatch_starts', 'always'], default: 'never', kinder: 'order', byTier: true, assumption: true, reason: 'Some shops waive the fee on request.', sentence: 'The shipping fee is waived on request: {value}.' }),
  'shipping.fee_refund_after_dispatch': amount({ default: amounts(0), kinder: 'more', byTier: true, assumption: true, reason: 'A fixed amount where the fee can no longer be waived.', sentence: 'After dispatch a fixed {value} of the shipping fee is given back.' }),
  'return.allowed_at': list({ options: ['in_transit', 'out_for_delivery', 'delivered'], default: ['delivered'], kinder: 'longer', reason: 'Before delivery a shopper refuses the parcel.', sentence: 'A return can be started when it is: {value}.' }),
  'escalate.call_back': boolean({ default: true, kinder: 'true', reason: 'Whoever wants a lead gets a call, not a queue.', sentence: 'A lead calls back on request: {value}.' }),
} as const
