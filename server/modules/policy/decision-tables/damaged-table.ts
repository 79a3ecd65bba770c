import type { TableRows } from './table-schema.ts'

/**
 * What arrived broken, wrong, incomplete or other than described, or stopped working. `refund` is money now and nothing comes
 * back, `return_for_refund` is money for what is sent back. Amounts, windows, photos and shares come from keys.
 */
// biome-ignore format: one row a line reads as a table
export const DAMAGED_TABLE: TableRows<'damaged'> = [
  { id: 'unsafe', group: 'unsafe', when: [{ unsafe: [true] }], then: { act: 'person', reason: 'unsafe_item', remedies: ['refund', 'store_credit'], keep: true, urgent: true } },
  { id: 'late', group: 'window', when: [{ window: ['late'] }], then: { act: 'person', reason: 'report_late', remedies: ['replacement', 'return_for_refund', 'refund'] } },
  { id: 'unknown_amount', group: 'amount', when: [{ shipFirst: ['unknown'] }], then: { act: 'person', reason: 'currency_without_limit', remedies: ['replacement', 'return_for_refund', 'refund'] } },
  { id: 'hazardous', group: 'hazardous', when: [{ hazardous: [true], shipFirst: ['yes'], replacedTooOften: [false] }], then: { act: 'now', reason: 'hazardous_stays', remedies: ['refund', 'replacement', 'store_credit'], keep: true } },
  { id: 'hazardous.person', group: 'hazardous', when: [{ hazardous: [true] }], then: { act: 'person', reason: 'hazardous_stays', remedies: ['refund', 'replacement'], keep: true } },
  { id: 'high.keep', group: 'high', when: [{ riskBand: ['high'], keep: [true] }], then: { act: 'person', reason: 'return_costs_too_much', remedies: ['refund', 'replacement'] } },
  { id: 'high', group: 'high', when: [{ riskBand: ['high'] }], then: { act: 'now', reason: 'inspection_first', remedies: ['return_for_refund'] } },
  { id: 'valuable', group: 'valuable', when: [{ shipFirst: ['no'] }], then: { act: 'now', reason: 'valuable_returns_first', remedies: ['return_for_refund'] } },
  { id: 'replaced.keep', group: 'replaced', when: [{ replacedTooOften: [true], keep: [true] }], then: { act: 'now', reason: 'replaced_too_often', remedies: ['refund', 'exchange', 'store_credit'], forLead: ['replacement'] } },
  { id: 'replaced', group: 'replaced', when: [{ replacedTooOften: [true] }], then: { act: 'now', reason: 'replaced_too_often', remedies: ['return_for_refund', 'exchange', 'partial_refund'], forLead: ['replacement'] } },
  { id: 'law', group: 'window', when: [{ window: ['law'], stock: ['enough'] }], then: { act: 'now', reason: 'fault_guaranteed', remedies: ['replacement'] } },
  { id: 'law.person', group: 'window', when: [{ window: ['law'] }], then: { act: 'person', reason: 'fault_guaranteed', remedies: ['return_for_refund', 'refund'] } },
  { id: 'parts.keep', group: 'parts', when: [{ problem: ['missing_parts'], keep: [true] }], then: { act: 'now', reason: 'parts_first', remedies: ['parts', 'replacement', 'refund', 'store_credit'] } },
  { id: 'parts.seller', group: 'parts', when: [{ problem: ['missing_parts'], fulfilledBy: ['seller'] }], then: { act: 'now', reason: 'parts_first', remedies: ['parts', 'replacement', 'return_for_refund'] } },
  { id: 'parts', group: 'parts', when: [{ problem: ['missing_parts'] }], then: { act: 'now', reason: 'parts_first', remedies: ['parts', 'replacement', 'partial_refund', 'return_for_refund'] } },
  { id: 'described.keep', group: 'described', when: [{ problem: ['not_as_described'], keep: [true] }], then: { act: 'now', reason: 'described_wrong', remedies: ['refund', 'exchange', 'store_credit'] } },
  { id: 'described.seller', group: 'described', when: [{ problem: ['not_as_described'], fulfilledBy: ['seller'] }], then: { act: 'now', reason: 'described_wrong', remedies: ['return_for_refund', 'exchange'] } },
  { id: 'described', group: 'described', when: [{ problem: ['not_as_described'] }], then: { act: 'now', reason: 'described_wrong', remedies: ['return_for_refund', 'exchange', 'partial_refund'] } },
  { id: 'wrong.keep', group: 'wrong', when: [{ problem: ['wrong_item'], keep: [true] }], then: { act: 'now', reason: 'wrong_one_sent', remedies: ['replacement', 'refund', 'exchange', 'store_credit'] } },
  { id: 'wrong', group: 'wrong', when: [{ problem: ['wrong_item'] }], then: { act: 'now', reason: 'wrong_one_sent', remedies: ['replacement', 'return_for_refund', 'exchange'] } },
  { id: 'defective.keep', group: 'defective', when: [{ problem: ['defective'], keep: [true] }], then: { act: 'now', reason: 'does_not_work', remedies: ['replacement', 'refund', 'exchange', 'store_credit'] } },
  { id: 'defective.seller', group: 'defective', when: [{ problem: ['defective'], fulfilledBy: ['seller'] }], then: { act: 'now', reason: 'does_not_work', remedies: ['replacement', 'return_for_refund', 'exchange'] } },
  { id: 'defective', group: 'defective', when: [{ problem: ['defective'] }], then: { act: 'now', reason: 'does_not_work', remedies: ['replacement', 'return_for_refund', 'exchange', 'partial_refund'] } },
  { id: 'damaged.keep', group: 'damaged', when: [{ keep: [true] }], then: { act: 'now', reason: 'came_damaged', remedies: ['replacement', 'refund', 'exchange', 'store_credit'] } },
  { id: 'damaged.seller', group: 'damaged', when: [{ fulfilledBy: ['seller'] }], then: { act: 'now', reason: 'came_damaged', remedies: ['replacement', 'return_for_refund', 'exchange'] } },
  { id: 'damaged', group: 'damaged', when: [{}], then: { act: 'now', reason: 'came_damaged', remedies: ['replacement', 'return_for_refund', 'exchange', 'partial_refund'] } },
]
