import { amount, amounts, boolean, choice, list, number, numberByName, numbers } from './spec.ts'

/** What may never be looked at. The fact schema of the score is closed, so none of these can even be passed in. */
export const NEVER_USE = ['age', 'sex', 'race', 'nationality', 'disability', 'language', 'area_income'] as const

export const RISK_SIGNALS = [
  'not_received_twice_in_90_days',
  'not_received_three_in_30_days',
  'claim_value_over_1000',
  'claim_value_over_2000',
  'claim_in_first_7_days',
  'contrary_evidence',
  'linked_confirmed_abuse',
  'new_account_high_value',
  'return_rate_over_norm',
  'reason_unlike_others',
  'bad_return_confirmed',
  'takeover_change_in_72_hours',
  'chargeback_lost_after_refund',
  'area_fault_wave',
  'good_history',
] as const

/** Trust, risk and agent control. */
// biome-ignore format: one key a line reads as a table
export const trustKeys = {
  'risk.bands.medium_from': number({ default: 40, unit: 'points', min: 1, max: 100, kinder: 'more', assumption: true, reason: 'Low is 0 to 39.', sentence: 'Medium risk starts at {value}.' }),
  'risk.bands.high_from': number({ default: 70, unit: 'points', min: 1, max: 100, kinder: 'more', sources: ['F18'], reason: 'One vendor flags at 70.', sentence: 'High risk starts at {value}.' }),
  'risk.lookback': numbers({ default: [7, 90, 365], min: 1, max: 3_650, unit: 'days', kinder: 'none', sources: ['F18'], reason: '7-day velocity and 90-day count.', sentence: 'We look back {value}.' }),
  'risk.identity': list({ options: ['account', 'email', 'phone', 'address', 'device', 'payment_token'], default: ['account', 'email', 'phone', 'address', 'device', 'payment_token'], kinder: 'none', sources: ['F17', 'F18'], reason: 'A shared address alone never links.', sentence: 'Accounts are linked by: {value}.' }),
  'risk.auto_decline': boolean({ default: false, kinder: 'false', sources: ['F18', 'F12'], reason: 'A person, a reason, an appeal. The switch exists so that it can be seen to be off.', sentence: 'The score may say no by itself: {value}.' }),
  'risk.never_use': list({ options: NEVER_USE, default: NEVER_USE, kinder: 'longer', sources: ['F16'], reason: 'Fairness and law.', sentence: 'Never looked at: {value}.' }),
  'risk.report_to_customer.correct_within': number({ default: 30, unit: 'days', min: 1, max: 60, kinder: 'less', sources: ['F16'], reason: 'Own record on request.', sentence: 'A shopper’s record is corrected within {value}.' }),
  'risk.min_orders_for_rate': number({ default: 10, unit: 'orders', min: 1, max: 1_000, kinder: 'more', assumption: true, reason: 'Rates on three orders mislead.', sentence: 'A rate is looked at from {value}.' }),
  'risk.return_rate_factor': number({ default: 3, unit: 'times the norm', min: 1, max: 20, fraction: true, kinder: 'more', sources: ['F1'], reason: 'The category’s norm, not a flat limit.', sentence: 'A return rate counts above {value}.' }),
  'risk.clean.months': number({ default: 12, unit: 'months', min: 1, max: 120, kinder: 'less', byTier: true, sources: ['F4'], assumption: true, reason: 'Reward loyalty.', sentence: 'A clean history takes {value}.' }),
  'risk.clean.orders': number({ default: 10, unit: 'orders', min: 1, max: 1_000, kinder: 'less', byTier: true, sources: ['F4'], assumption: true, reason: 'Reward loyalty.', sentence: 'And {value} without a problem.' }),
  'risk.clean.ended_for': number({ default: 180, unit: 'days', max: 3_650, kinder: 'less', assumption: true, reason: 'One honest earlier claim ends it for half a year.', sentence: 'A claim ends a clean history for {value}.' }),
  'risk.unlike_share': number({ default: 95, unit: 'percent', min: 50, max: 100, kinder: 'more', sources: ['F12'], reason: 'Unlike nearly everybody else’s reason for this item.', sentence: 'A reason stands out when it is unlike {value} of others.' }),
  'risk.new_account_days': number({ default: 30, unit: 'days', max: 365, kinder: 'less', assumption: true, reason: 'With a first order of high value.', sentence: 'An account is new for {value}.' }),
  'risk.high_value': amount({ default: amounts(500), kinder: 'more', assumption: true, reason: 'High for a first order.', sentence: 'A first order is high from {value}.' }),
  'risk.claim_value.first': amount({ default: amounts(1_000), kinder: 'more', sources: ['F4'], reason: 'A third likelier to be abuse above it.', sentence: 'A claim counts as large above {value}.' }),
  'risk.claim_value.second': amount({ default: amounts(2_000), kinder: 'more', sources: ['F4'], reason: 'Claimed 2.5 times as often.', sentence: 'And as very large above {value}.' }),
  'risk.weights': numberByName({ names: RISK_SIGNALS, min: -100, max: 100, unit: 'points', kinder: 'none', assumption: true,
    default: {
      not_received_twice_in_90_days: 20, not_received_three_in_30_days: 40, claim_value_over_1000: 10, claim_value_over_2000: 20, claim_in_first_7_days: 5,
      contrary_evidence: 25, linked_confirmed_abuse: 30, new_account_high_value: 15, return_rate_over_norm: 15, reason_unlike_others: 10,
      bad_return_confirmed: 35, takeover_change_in_72_hours: 20, chargeback_lost_after_refund: 35, area_fault_wave: -15, good_history: -20,
    }, reason: 'All judgement, to be fitted again on the shop’s own outcomes.', sentence: 'Points by signal: {value}.' }),
  'account.restrict': list({ options: ['warn', 'remove_instant', 'person', 'close'], default: ['warn', 'remove_instant', 'person'], kinder: 'shorter', sources: ['F13', 'F14'], reason: 'No closure by rate alone: closures at 8 to 11 % caused press and reversals.', sentence: 'Steps with an account: {value}.' }),
  'agent.limit.associate': amount({ default: amounts(25), kinder: 'none', assumption: true, reason: 'Departures from policy only; what the rules allow needs no permission.', sentence: 'An associate may depart from the rules up to {value}.' }),
  'agent.limit.senior': amount({ default: amounts(100), kinder: 'none', assumption: true, reason: 'Each.', sentence: 'A senior up to {value}.' }),
  'agent.limit.lead': amount({ default: amounts(500), kinder: 'none', assumption: true, reason: 'Each.', sentence: 'A lead up to {value}.' }),
  'agent.limit.daily.associate': amount({ default: amounts(150), kinder: 'none', assumption: true, reason: 'Departures a day.', sentence: 'An associate up to {value} a day.' }),
  'agent.limit.daily.senior': amount({ default: amounts(500), kinder: 'none', assumption: true, reason: 'Departures a day; a lead has no daily limit.', sentence: 'A senior up to {value} a day.' }),
  'agent.second_person': list({ options: ['risk_hold_override', 'own_or_linked_order', 'above_limit'], default: ['risk_hold_override', 'own_or_linked_order', 'above_limit'], kinder: 'none', sources: ['F10'], reason: 'Insiders were bribed.', sentence: 'A second person approves: {value}.' }),
  'agent.customer_auth': list({ options: ['signed_in', 'code_to_order_contact', 'code_to_old_channel'], default: ['signed_in', 'code_to_order_contact', 'code_to_old_channel'], kinder: 'none', sources: ['F9'], reason: 'Agents were talked into refunds; first-order guests must not be locked out.', sentence: 'A shopper is known by: {value}.' }),
  'agent.customer_auth.channel_age': number({ default: 7, unit: 'days', max: 90, kinder: 'none', sources: ['F9'], reason: 'A channel on file this long.', sentence: 'A channel is trusted after {value}.' }),
  'agent.refund_destination': list({ options: ['original', 'store_balance'], default: ['original', 'store_balance'], kinder: 'none', sources: ['L1'], reason: 'Stops diversion; a European rule too.', sentence: 'An agent may refund to: {value}.' }),
  'audit.log': choice({ options: ['append_only'], default: 'append_only', kinder: 'none', sources: ['F10'], reason: 'Actor, policy version, evidence hash.', sentence: 'The audit log is {value}.' }),
} as const
