import type { TableRows } from './table-schema.ts'

/** Cancel. What a shop allows is in its keys; the rows say in which order the answers come. */
// biome-ignore format: one row a line reads as a table
export const CANCEL_TABLE: TableRows<'cancel'> = [
  { id: 'canceled', group: 'state', when: [{ state: ['canceled'] }], then: { act: 'refused', reason: 'already_canceled' } },
  { id: 'delivered', group: 'state', when: [{ state: ['delivered'] }], then: { act: 'refused', reason: 'already_delivered', offersAfterDispatch: true } },
  { id: 'locked', group: 'state', when: [{ locked: [true] }], then: { act: 'refused', reason: 'order_locked' } },
  { id: 'shipped', group: 'state', when: [{ state: ['shipped'], selfService: [false] }], then: { act: 'refused', reason: 'already_shipped', offersAfterDispatch: true } },
  { id: 'scope', group: 'terms', when: [{ scopeAllowed: [false] }], then: { act: 'refused', reason: 'cancel_scope_too_small' } },
  { id: 'reason', group: 'terms', when: [{ reasonAllowed: [false] }], then: { act: 'refused', reason: 'cancel_reason_not_allowed' } },
  { id: 'self_service', group: 'now', when: [{ selfService: [true] }], then: { act: 'now', reason: 'cancel_at_once' } },
  { id: 'request.seller', group: 'request', when: [{ fulfilledBy: ['seller'], requestAllowed: [true] }], then: { act: 'request', reason: 'cancel_asks_seller' } },
  { id: 'request', group: 'request', when: [{ requestAllowed: [true] }], then: { act: 'request', reason: 'cancel_asks_warehouse' } },
  { id: 'too_late', group: 'state', when: [{}], then: { act: 'refused', reason: 'dispatch_started', offersAfterDispatch: true } },
]

/** Changes before dispatch. */
// biome-ignore format: one row a line reads as a table
export const CHANGE_TABLE: TableRows<'change'> = [
  { id: 'kind', group: 'terms', when: [{ kindAllowed: [false] }], then: { act: 'refused', reason: 'change_not_offered', remedies: ['person'] } },
  { id: 'canceled', group: 'state', when: [{ state: ['canceled'] }], then: { act: 'refused', reason: 'already_canceled' } },
  { id: 'delivered', group: 'state', when: [{ state: ['delivered'] }], then: { act: 'refused', reason: 'already_delivered', remedies: ['return_for_refund'] } },
  { id: 'shipped', group: 'state', when: [{ state: ['shipped'], inTime: [false] }], then: { act: 'refused', reason: 'already_shipped', remedies: ['refuse_parcel', 'return_for_refund'] } },
  { id: 'locked', group: 'state', when: [{ locked: [true] }], then: { act: 'refused', reason: 'order_locked' } },
  { id: 'too_late', group: 'state', when: [{ inTime: [false] }], then: { act: 'refused', reason: 'dispatch_started', remedies: ['person'] } },
  { id: 'address.country', group: 'address', when: [{ change: ['address'], countryAllowed: [false] }], then: { act: 'refused', reason: 'other_country', remedies: ['cancel_and_reorder'] } },
  { id: 'address.seller', group: 'address', when: [{ change: ['address'], fulfilledBy: ['seller'], sellerAddress: ['cancel_and_reorder'] }], then: { act: 'refused', reason: 'seller_address_reorder', remedies: ['cancel_and_reorder'] } },
  { id: 'address.ask', group: 'address', when: [{ change: ['address'], fulfilledBy: ['seller'], sellerAddress: ['ask_seller'] }], then: { act: 'request', reason: 'address_asks_seller' } },
  { id: 'variant', group: 'variant', when: [{ change: ['variant'], variantAllowed: [false] }], then: { act: 'refused', reason: 'replacement_variant_unavailable_or_foreign' } },
  { id: 'payment.single', group: 'payment', when: [{ change: ['payment'], singleTender: [false] }], then: { act: 'refused', reason: 'payment_history_not_single', remedies: ['person'] } },
  { id: 'payment.same', group: 'payment', when: [{ change: ['payment'], sameTender: [true] }], then: { act: 'refused', reason: 'payment_method_same' } },
  { id: 'tender', group: 'payment', when: [{ change: ['variant', 'payment'], tenderKnown: [false] }], then: { act: 'refused', reason: 'payment_method_unknown' } },
  { id: 'gift_card', group: 'payment', when: [{ change: ['variant', 'payment'], giftCardCovers: [false] }], then: { act: 'refused', reason: 'gift_card_balance_too_low' } },
  { id: 'change', group: 'now', when: [{}], then: { act: 'now', reason: 'change_at_once' } },
]
