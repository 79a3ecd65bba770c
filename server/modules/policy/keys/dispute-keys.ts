import { choice, list, number, numberByName } from './spec.ts'

/** Chargebacks, evidence and privacy. */
// biome-ignore format: one key a line reads as a table
export const disputeKeys = {
  'dispute.answer_before_due': number({ default: 2, unit: 'days', max: 10, kinder: 'none', sources: ['C8', 'C9'], reason: 'The provider’s due date less this.', sentence: 'A dispute is answered {value} before it is due.' }),
  'dispute.answer_by': numberByName({ default: { visa: 30, mastercard: 45, amex: 20, discover: 30, provider: 7 }, names: ['visa', 'mastercard', 'amex', 'discover', 'provider'], min: 1, max: 120, unit: 'days', kinder: 'none', sources: ['C8', 'C9'], reason: 'Where the provider names no date.', sentence: 'Otherwise within: {value}.' }),
  'dispute.auto_pack': list({ options: ['tracking', 'photo', 'gps_distance', 'code', 'thread', 'policy', 'older_payments'], default: ['tracking', 'photo', 'gps_distance', 'code', 'thread', 'policy', 'older_payments'], kinder: 'none', sources: ['C2', 'C5'], reason: 'With two older payments with the same address and device.', sentence: 'An answer carries: {value}.' }),
  'dispute.do_not_fight': list({ options: ['refund_issued', 'evidence_contradicts_delivery'], default: ['refund_issued', 'evidence_contradicts_delivery'], kinder: 'longer', reason: 'Lost anyway, and right.', sentence: 'We do not fight when: {value}.' }),
  'dispute.alert': number({ default: 0.75, unit: 'percent of payments', max: 100, fraction: true, kinder: 'none', assumption: true, reason: 'Half of the networks’ limit.', sentence: 'An alert at {value}.' }),
  'dispute.critical': number({ default: 1.5, unit: 'percent of payments', max: 100, fraction: true, kinder: 'none', sources: ['C10'], reason: 'Card network monitoring from 1 April 2026.', sentence: 'Critical at {value}.' }),
  'evidence.keep.raw_photo_gps': number({ default: 210, unit: 'days', min: 30, max: 3_650, kinder: 'none', sources: ['M5', 'A12'], reason: '180 days to dispute and 30 to appeal.', sentence: 'Photos and fixes are kept {value}.' }),
  'evidence.keep.summary': number({ default: 600, unit: 'days', min: 30, max: 3_650, kinder: 'none', sources: ['C2'], reason: 'Card cap of 540 and handling.', sentence: 'The summary is kept {value}.' }),
  'evidence.access': list({ options: ['owner', 'assigned_staff'], default: ['owner', 'assigned_staff'], kinder: 'none', sources: ['A55'], reason: 'Logged.', sentence: 'Evidence can be seen by: {value}.' }),
  'driver.location': choice({ options: ['distance_and_time_only', 'raw'], default: 'distance_and_time_only', kinder: 'none', assumption: true, reason: 'Privacy of staff, after the raw keep.', sentence: 'Of the driver’s place we keep: {value}.' }),
} as const
