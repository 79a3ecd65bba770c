import { boolean, choice, number } from './spec.ts'

/** What only the law asks for. The store may give more than the law; it starts from nothing. */
// biome-ignore format: one key a line reads as a table
export const lawKeys = {
  'withdrawal.days': number({ default: 0, unit: 'days', max: 36_500, kinder: 'more', sources: ['L1', 'L2'], reason: 'None unless the law or the shop gives it.', sentence: 'Without a reason an order can be withdrawn for {value} after receipt.' }),
  'withdrawal.extra_months_if_not_informed': number({ default: 0, unit: 'months', max: 120, kinder: 'more', sources: ['L2'], reason: 'The law’s price for not telling.', sentence: 'And {value} more where the shopper was not told.' }),
  'withdrawal.informed': boolean({ default: true, kinder: 'false', sources: ['L2'], reason: 'Whether the checkout tells of the right and gives the model form; where it does not, the period is longer.', assumption: true, sentence: 'Shoppers are told of the right to withdraw before they buy: {value}.' }),
  'withdrawal.function': choice({ options: ['none', 'recommended', 'two_step'], default: 'recommended', kinder: 'order', sources: ['L3'], reason: 'Mandatory in the EU since 19 June 2026.', sentence: 'The withdrawal function is: {value}.' }),
  'withdrawal.return_cost': choice({ options: ['policy', 'shopper_if_told', 'seller'], default: 'policy', kinder: 'order', sources: ['L1'], reason: 'Unknown whether told: not told.', sentence: 'The way back after a withdrawal is paid by: {value}.' }),
  'fault.months': number({ default: 0, unit: 'months', max: 240, kinder: 'more', reason: 'Legal guarantee; background knowledge.', assumption: true, sentence: 'Faulty goods are put right for {value}.' }),
  'fault.reject_days': number({ default: 30, unit: 'days', max: 3_650, kinder: 'more', sources: ['L4'], reason: 'The UK’s short-term right to reject; fair elsewhere.', sentence: 'Faulty goods can be rejected for {value}.' }),
  'deliver.default_days': number({ default: 30, unit: 'days', min: 1, max: 120, kinder: 'less', sources: ['L5', 'L6'], reason: 'Where no date was agreed.', sentence: 'Without an agreed date an order arrives within {value}.' }),
  'delay.consent': choice({ options: ['policy', 'silence_first_time', 'ask'], default: 'ask', kinder: 'order', sources: ['L7'], reason: 'Ask; everywhere.', sentence: 'A delay needs consent: {value}.' }),
  'delay.cancel_offer': boolean({ default: true, kinder: 'true', sources: ['L6'], reason: 'US rule.', sentence: 'A delay notice offers to cancel: {value}.' }),
} as const
