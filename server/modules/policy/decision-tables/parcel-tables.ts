import type { TableRows } from './table-schema.ts'

/** A parcel that has not come and is not marked delivered. What the carrier itself says has no amount limit. */
// biome-ignore format: one row a line reads as a table
export const NOT_RECEIVED_TABLE: TableRows<'not_received'> = [
  { id: 'delivered', group: 'delivered', when: [{ parcel: ['delivered'] }], then: { act: 'person', reason: 'marked_delivered', capped: false, remedies: ['replacement', 'refund'] } },
  { id: 'declared_lost', group: 'lost', when: [{ parcel: ['declared_lost'] }], then: { act: 'now', reason: 'carrier_lost_it', capped: false, remedies: ['replacement', 'refund'] } },
  { id: 'returning', group: 'returning', when: [{ parcel: ['returning'] }], then: { act: 'now', reason: 'on_its_way_back', capped: false, remedies: ['replacement', 'refund'] } },
  { id: 'not_shipped.late', group: 'not_shipped', when: [{ parcel: ['not_shipped'], promise: ['passed', 'claim_open'] }], then: { act: 'now', reason: 'not_sent_in_time', capped: false, remedies: ['cancel_and_refund', 'wait'] } },
  { id: 'not_shipped', group: 'not_shipped', when: [{ parcel: ['not_shipped'] }], then: { act: 'now', reason: 'not_sent_yet', capped: false, remedies: ['wait', 'cancel_and_refund'] } },
  { id: 'untracked.low', group: 'untracked', when: [{ parcel: ['untracked'], promise: ['claim_open'], riskBand: ['low'] }], then: { act: 'now', reason: 'untracked_late', capped: true, remedies: ['replacement', 'refund'] } },
  { id: 'untracked.medium', group: 'untracked', when: [{ parcel: ['untracked'], promise: ['claim_open'], riskBand: ['medium'] }], then: { act: 'after_wait', reason: 'untracked_late', capped: true, remedies: ['replacement', 'refund'] } },
  { id: 'untracked.high', group: 'untracked', when: [{ parcel: ['untracked'], promise: ['claim_open'] }], then: { act: 'person', reason: 'untracked_late', capped: true, remedies: ['replacement', 'refund'] } },
  { id: 'untracked.early', group: 'untracked', when: [{ parcel: ['untracked'] }], then: { act: 'wait', reason: 'not_late_enough', capped: false, remedies: ['wait'] } },
  { id: 'silent', group: 'lost', when: [{ silent: [true] }], then: { act: 'now', reason: 'silent_too_long', capped: false, remedies: ['replacement', 'refund'] } },
  { id: 'pickup', group: 'pickup', when: [{ parcel: ['ready_for_pickup'], promise: ['ahead', 'passed'] }], then: { act: 'wait', reason: 'waiting_at_pickup', capped: false, remedies: ['wait'] } },
  { id: 'moving.late', group: 'moving', when: [{ promise: ['claim_open'] }], then: { act: 'now', reason: 'late_still_moving', capped: false, remedies: ['wait', 'refund'] } },
  { id: 'moving.passed', group: 'moving', when: [{ promise: ['passed'] }], then: { act: 'wait', reason: 'not_late_enough', capped: false, remedies: ['wait'] } },
  { id: 'moving', group: 'moving', when: [{}], then: { act: 'wait', reason: 'still_on_time', capped: false, remedies: ['wait'] } },
]

/** A date that will be or was missed: told first, fee back, and the choice to wait or cancel. */
// biome-ignore format: one row a line reads as a table
export const LATE_TABLE: TableRows<'late'> = [
  { id: 'no_date', group: 'no_date', when: [{ state: ['no_date'] }], then: { act: 'wait', reason: 'no_date_promised', remedies: [], shippingFeeBack: false, goodwill: false } },
  { id: 'on_time', group: 'on_time', when: [{ state: ['on_time'] }], then: { act: 'wait', reason: 'still_on_time', remedies: [], shippingFeeBack: false, goodwill: false } },
  { id: 'at_risk.unsent', group: 'at_risk', when: [{ state: ['at_risk'], dispatched: [false] }], then: { act: 'now', reason: 'promise_at_risk', remedies: ['wait', 'cancel_and_refund'], shippingFeeBack: false, goodwill: false } },
  { id: 'at_risk', group: 'at_risk', when: [{ state: ['at_risk'] }], then: { act: 'now', reason: 'promise_at_risk', remedies: ['wait', 'refuse_parcel'], shippingFeeBack: false, goodwill: false } },
  { id: 'late.unsent', group: 'late', when: [{ state: ['late_moving'], dispatched: [false] }], then: { act: 'now', reason: 'promise_missed', remedies: ['wait', 'cancel_and_refund'], shippingFeeBack: true, goodwill: true } },
  { id: 'late.moving', group: 'late', when: [{ state: ['late_moving'] }], then: { act: 'now', reason: 'promise_missed', remedies: ['wait', 'refuse_parcel'], shippingFeeBack: true, goodwill: true } },
  { id: 'late.delivered', group: 'late', when: [{}], then: { act: 'now', reason: 'arrived_late', remedies: [], shippingFeeBack: true, goodwill: true } },
]

/** A parcel nobody has heard of. Untracked parcels are never presumed lost. */
// biome-ignore format: one row a line reads as a table
export const LOST_TABLE: TableRows<'lost'> = [
  { id: 'delivered', group: 'delivered', when: [{ delivered: [true] }], then: { act: 'wait', reason: 'marked_delivered', remedies: [], unasked: false } },
  { id: 'declared', group: 'lost', when: [{ declaredLost: [true] }], then: { act: 'now', reason: 'carrier_lost_it', remedies: ['replacement', 'refund'], unasked: true } },
  { id: 'untracked', group: 'untracked', when: [{ tracked: [false] }], then: { act: 'wait', reason: 'untracked_never_presumed', remedies: ['wait'], unasked: false } },
  { id: 'slow_lane', group: 'lost', when: [{ silent: [true], laneSlow: [true] }], then: { act: 'now', reason: 'slow_lane', remedies: ['wait', 'replacement', 'refund'], unasked: false } },
  { id: 'silent', group: 'lost', when: [{ silent: [true] }], then: { act: 'now', reason: 'silent_too_long', remedies: ['replacement', 'refund'], unasked: true } },
  { id: 'moving', group: 'moving', when: [{}], then: { act: 'wait', reason: 'not_silent_long_enough', remedies: ['wait'], unasked: false } },
]
