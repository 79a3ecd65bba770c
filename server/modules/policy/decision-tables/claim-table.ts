import type { TableRows } from './table-schema.ts'

const ANSWERED = ['accepted', 'contested', 'evidenced']
const DISPUTED = ['contested', 'evidenced']
const CONDITION = ['not_as_described', 'damaged', 'faulty', 'return_refused']

/**
 * The guarantee on third-party sellers: who is right, who pays, and whether it counts, the first row that matches. Windows,
 * amounts and deadlines come from `claim.*` and `protect.*` keys. What stands on `seller: pending` waits for the seller unless
 * the facts alone decide.
 */
// biome-ignore format: one row a line reads as a table
export const CLAIM_TABLE: TableRows<'claim'> = [
  { id: '10.books', group: '10', when: [{ ground: ['overcharged'], proof: [true] }], then: { act: 'for_shopper', reason: 'claim_overcharged', payer: 'store', counts: false, award: 'difference' } },
  { id: '1.silent.late', group: '1', when: [{ seller: ['silent'], ground: ['late'], parcel: ['delivered'] }], then: { act: 'for_shopper', reason: 'claim_seller_silent', payer: 'seller', counts: true, award: 'late' } },
  { id: '1.silent.overcharged', group: '1', when: [{ seller: ['silent'], ground: ['overcharged'] }], then: { act: 'for_shopper', reason: 'claim_seller_silent', payer: 'seller', counts: true, award: 'difference' } },
  { id: '1.silent.goods', group: '1', when: [{ seller: ['silent'], ground: CONDITION }], then: { act: 'for_shopper', reason: 'claim_seller_silent', payer: 'seller', counts: true, award: 'return', keepWhenSilent: true } },
  { id: '1.silent', group: '1', when: [{ seller: ['silent'] }], then: { act: 'for_shopper', reason: 'claim_seller_silent', payer: 'seller', counts: true, award: 'full' } },
  { id: '2.back', group: '2', when: [{ ground: ['not_received', 'delivered_missing', 'late'], parcel: ['back'] }], then: { act: 'for_shopper', reason: 'claim_came_back', payer: 'returned', counts: false, award: 'full' } },
  { id: '3.protected', group: '3', when: [{ ground: ['not_received', 'delivered_missing'], seller: ANSWERED, protected: [true] }], then: { act: 'for_shopper', reason: 'claim_protected', payer: 'protected', counts: false, award: 'full' } },
  { id: '4.platform_lost', group: '4', when: [{ ground: ['not_received'], parcel: ['platform_lost'] }], then: { act: 'for_shopper', reason: 'claim_platform_lost', payer: 'platform', counts: false, award: 'full' } },
  { id: 'accepted.goods', group: 'accepted', when: [{ seller: ['accepted'], ground: CONDITION, goods: ['return'] }], then: { act: 'for_shopper', reason: 'claim_accepted', payer: 'seller', counts: false, award: 'return' } },
  { id: 'accepted.late', group: 'accepted', when: [{ seller: ['accepted'], ground: ['late'], parcel: ['delivered'] }], then: { act: 'for_shopper', reason: 'claim_accepted', payer: 'seller', counts: false, award: 'late' } },
  { id: 'accepted.overcharged', group: 'accepted', when: [{ seller: ['accepted'], ground: ['overcharged'] }], then: { act: 'for_shopper', reason: 'claim_accepted', payer: 'seller', counts: false, award: 'difference' } },
  { id: 'accepted', group: 'accepted', when: [{ seller: ['accepted'] }], then: { act: 'for_shopper', reason: 'claim_accepted', payer: 'seller', counts: false, award: 'full' } },
  { id: '9.late', group: '9', when: [{ ground: ['late'], parcel: ['delivered'] }], then: { act: 'for_shopper', reason: 'claim_late', payer: 'seller', counts: false, mark: 'late', award: 'late' } },
  { id: '8.not_refunded', group: '8', when: [{ ground: ['refund_not_paid'], returned: [true], seller: ['pending', 'contested'] }], then: { act: 'for_shopper', reason: 'claim_not_refunded', payer: 'seller', counts: true, award: 'full' } },
  { id: 'asked', group: 'asked', when: [{ seller: ['pending'] }], then: { act: 'seller', reason: 'claim_seller_asked', payer: 'seller', counts: false, award: 'full' } },
  { id: '5.on_time', group: '5', when: [{ ground: ['not_received', 'late'], parcel: ['missing', 'carrier_lost'], onTime: [true] }], then: { act: 'for_shopper', reason: 'claim_never_arrived_on_time', payer: 'lost', counts: false, award: 'full' } },
  { id: '5.never_arrived', group: '5', when: [{ ground: ['not_received', 'late'], parcel: ['missing', 'carrier_lost'] }], then: { act: 'for_shopper', reason: 'claim_never_arrived', payer: 'seller', counts: true, award: 'full' } },
  { id: '6.contradicted', group: '6', when: [{ ground: ['delivered_missing'], delivery: ['contradicted'] }], then: { act: 'for_shopper', reason: 'claim_scan_contradicted', payer: 'seller', counts: false, award: 'full' } },
  { id: '6.favored', group: '6', when: [{ ground: ['delivered_missing'], delivery: ['favored'] }], then: { act: 'person', reason: 'claim_delivery_supported', payer: 'seller', counts: false, award: 'full' } },
  { id: '6.open', group: '6', when: [{ ground: ['delivered_missing'], advance: [true] }], then: { act: 'for_shopper', reason: 'claim_no_evidence', payer: 'seller', counts: false, award: 'full' } },
  { id: '6.open.person', group: '6', when: [{ ground: ['delivered_missing'] }], then: { act: 'person', reason: 'claim_no_evidence_large', payer: 'seller', counts: false, award: 'full' } },
  { id: '7.contested.keep', group: '7', when: [{ ground: CONDITION, seller: ['evidenced'], goods: ['keep'] }], then: { act: 'person', reason: 'claim_contested', payer: 'seller', counts: true, award: 'full' } },
  { id: '7.contested', group: '7', when: [{ ground: CONDITION, seller: ['evidenced'] }], then: { act: 'person', reason: 'claim_contested', payer: 'seller', counts: true, award: 'return' } },
  { id: '7.damaged.keep', group: '7', when: [{ ground: ['damaged'], proof: [true], goods: ['keep'] }], then: { act: 'for_shopper', reason: 'claim_shown', payer: 'seller', counts: false, award: 'full' } },
  { id: '7.damaged', group: '7', when: [{ ground: ['damaged'], proof: [true] }], then: { act: 'for_shopper', reason: 'claim_shown', payer: 'seller', counts: false, award: 'return' } },
  { id: '7.shown.keep', group: '7', when: [{ ground: CONDITION, proof: [true], goods: ['keep'] }], then: { act: 'for_shopper', reason: 'claim_shown', payer: 'seller', counts: true, award: 'full' } },
  { id: '7.shown', group: '7', when: [{ ground: CONDITION, proof: [true] }], then: { act: 'for_shopper', reason: 'claim_shown', payer: 'seller', counts: true, award: 'return' } },
  { id: '11.goods', group: '11', when: [{ ground: CONDITION, goods: ['return'], seller: DISPUTED }], then: { act: 'person', reason: 'claim_person', payer: 'seller', counts: true, award: 'return' } },
  { id: '11.overcharged', group: '11', when: [{ ground: ['overcharged'] }], then: { act: 'person', reason: 'claim_person', payer: 'seller', counts: false, award: 'difference' } },
  { id: '11', group: '11', when: [{}], then: { act: 'person', reason: 'claim_person', payer: 'seller', counts: true, award: 'full' } },
]
