import type { ClaimGround } from '#modules/policy'

/** What became of the goods before the claim. Sent after 20 of 48 hours, to be there in 3 days, unless it says otherwise. */
export type Goods =
  | 'on its way'
  | 'scanned at ship-by'
  | 'scanned a second after ship-by'
  | 'untracked'
  | 'no parcel'
  | 'lost by the carrier'
  | 'on its way back'
  | 'back at the seller'
  | 'our label'
  | 'our label, scanned late'
  | 'delivered, our label, scanned late'
  | 'delivered, our label'
  | 'our label, lost'
  | 'our label, scanned late, lost'
  | 'delivered'
  | 'delivered, signed for'
  | 'delivered far away'
  | 'delivered on the third day late'
  | 'delivered a second later than that'
  | 'a download'
  | 'delivered, paid too much'
  | 'delivered, return refused'
  | 'delivered, sent back'

/** What the shopper shows as the claim is opened. `paid at once`: a problem came first, and the rules paid in advance. */
export type Shown = '-' | 'note' | 'photo' | 'unsafe' | 'photo, unsafe' | 'says 7.00' | 'paid at once'

/** One case of the guarantee: what happened, what who did at which hour, and what has to come of it. */
export interface GuaranteeCase {
  no: number
  ground: ClaimGround
  goods: Goods
  shown: Shown
  /**
   * Who does what, in hours after the claim: `seller yes@24, lea for_seller@100`. Nothing: the seller is silent. `!…code` has to be
   * refused. In the contact until 48, in the seller's turn until 120.
   */
  script: string
  /** Minor units of the goods; 5,000 unless given, with 500 of shipping and a commission of ten percent. */
  price?: number
  /** Days before all other orders at which it was placed. */
  placed?: number
  /** Hours after the order at which the claim is opened; 200 unless given. */
  opens?: string
  /** Hours after the claim at which it is looked at; once everything has passed unless given. */
  looks?: string
  /** State, award and amount in minor units; of a claim that is not at its decision the verdict as well. */
  then: string
  payer: 'seller' | 'platform' | 'carrier' | '-'
  /** Whether it counts as a defect, or only is a mark. */
  blame: 'counts' | 'late' | '-'
  /** What shopper, seller and platform have in the books of the order, a late shipping fee included. */
  books: string
  /** The rule: a row of the decision, or a policy key with its source. */
  rule: string
}

/**
 * Every ground with every behavior of the seller at every moment that matters. What a shopper paid for something that is not there
 * on its day (500 of shipping) comes back by itself before any claim, so that such a claim is worth 5,000.
 */
// biome-ignore format: one case a line reads as a table
export const guaranteeCases: readonly GuaranteeCase[] = [
  { no: 1, ground: 'not_received', goods: 'on its way', shown: '-', script: '', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 3, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'protect.carrier_lost_tracked A6, row 5' },
  { no: 7, ground: 'not_received', goods: 'scanned at ship-by', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'row 5, on time to the second' },
  { no: 11, ground: 'not_received', goods: 'scanned a second after ship-by', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'row 5, a second too late' },
  { no: 15, ground: 'not_received', goods: 'untracked', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'row 5, not tracked' },
  { no: 19, ground: 'not_received', goods: 'no parcel', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'row 5, never sent' },
  { no: 23, ground: 'not_received', goods: 'lost by the carrier', shown: '-', script: 'seller no@100', price: 20000, opens: '100:00:01', then: 'for_shopper full 20000', payer: 'seller', blame: '-', books: '20500 -18500 0', rule: 'protect.carrier_lost_tracked A6' },
  { no: 25, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller shows_other@100', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'row 5, whatever is shown' },
  { no: 26, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@24', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'an earlier no opens it A1, then row 1' },
  { no: 27, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@24, seller shows@30', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.contact_first A1, row 5' },
  { no: 30, ground: 'not_received', goods: 'untracked', shown: '-', script: 'seller no@24, seller shows@30', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.contact_first A1, row 5' },
  { no: 31, ground: 'not_received', goods: 'on its way', shown: '-', script: '', looks: '47:59:59', then: 'contacting', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.contact_first A1: 48 h' },
  { no: 32, ground: 'not_received', goods: 'on its way', shown: '-', script: '', looks: '48', then: 'seller_due', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.contact_first A1: 48 h' },
  { no: 33, ground: 'not_received', goods: 'on its way', shown: '-', script: '', looks: '119:59:59', then: 'seller_due', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.seller_answer A11 A12: 72 h' },
  { no: 34, ground: 'not_received', goods: 'on its way', shown: '-', script: '', looks: '120', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.seller_answer A11 A12: 72 h' },
  { no: 35, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@47:59:59', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'accepted in time, last second of the contact' },
  { no: 36, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@48', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'accepted in time, first second of the turn' },
  { no: 37, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@119:59:59', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'accepted in time, last second' },
  { no: 38, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@119:59:59', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'row 5, last second' },
  { no: 39, ground: 'not_received', goods: 'on its way', shown: '-', script: '!seller yes not_possible_now@120', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1, at the deadline' },
  { no: 40, ground: 'not_received', goods: 'on its way', shown: '-', script: '!seller yes not_possible_now@120:00:01', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1, a second late' },
  { no: 41, ground: 'not_received', goods: 'on its way', shown: '-', script: '!seller shows not_possible_now@120:00:01', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1, a second late' },
  { no: 42, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@24', looks: '95:59:59', then: 'seller_due', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.seller_answer A11: 72 h from the no' },
  { no: 43, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@24', looks: '96', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.seller_answer A11: 72 h from the no' },
  { no: 44, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@24', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'an offer is no answer, row 1' },
  { no: 45, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@24, shopper leaves@30', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'an offer is no answer, row 1' },
  { no: 46, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@24, shopper takes@30', then: 'split part 2000', payer: 'seller', blame: '-', books: '2500 -2300 0', rule: 'split: no blame' },
  { no: 47, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@100, shopper takes@119:59:59', then: 'split part 2000', payer: 'seller', blame: '-', books: '2500 -2300 0', rule: 'split: no blame, last second' },
  { no: 48, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@100, !shopper takes not_possible_now@120', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 49, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@24, shopper takes@30, !seller appeals appeal_accepted@40', then: 'split part 2000', payer: 'seller', blame: '-', books: '2500 -2300 0', rule: 'settled by both: no appeal' },
  { no: 50, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@24, shopper takes@30, !shopper appeals appeal_accepted@40', then: 'split part 2000', payer: 'seller', blame: '-', books: '2500 -2300 0', rule: 'settled by both: no appeal' },
  { no: 51, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller offers 2000@24, seller no@30, shopper takes@40', then: 'split part 2000', payer: 'seller', blame: '-', books: '2500 -2300 0', rule: 'split: no blame' },
  { no: 53, ground: 'not_received', goods: 'back at the seller', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.contact_waived A6, protect.returned_to_sender A15, row 2' },
  { no: 54, ground: 'not_received', goods: 'on its way back', shown: '-', script: '', looks: '0', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.contact_waived A6: at once' },
  { no: 55, ground: 'not_received', goods: 'on its way back', shown: '-', script: 'seller appeals@10, max for_seller@20', then: 'for_seller nothing 5500', payer: '-', blame: '-', books: '5500 0 -5000', rule: 'claim.appeal A12: money to the platform, never back from the shopper' },
  { no: 56, ground: 'not_received', goods: 'on its way', shown: '-', script: 'carrier returning@24', looks: '24', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.contact_waived A6: granted as it turns around' },
  { no: 57, ground: 'not_received', goods: 'on its way', shown: '-', script: 'carrier returning@100', looks: '100', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'row 2 in the turn' },
  { no: 58, ground: 'not_received', goods: 'on its way', shown: '-', script: 'carrier delivered@24', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 59, ground: 'not_received', goods: 'on its way', shown: '-', script: 'carrier delivered@24, seller no@100', then: 'review', payer: '-', blame: '-', books: '500 -500 0', rule: 'row 11: it was delivered meanwhile' },
  { no: 60, ground: 'not_received', goods: 'on its way', shown: '-', script: 'carrier delivered@24, shopper withdraws@30', then: 'withdrawn', payer: '-', blame: '-', books: '500 -500 0', rule: 'it turned up' },
  { no: 61, ground: 'not_received', goods: 'our label', shown: '-', script: 'carrier lost@24', looks: '24', then: 'for_shopper full 5000', payer: 'platform', blame: '-', books: '5500 -500 -4500', rule: 'row 4: the platform’s label' },
  { no: 62, ground: 'not_received', goods: 'our label', shown: '-', script: '', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'silent is not protected, row 1' },
  { no: 64, ground: 'not_received', goods: 'our label', shown: '-', script: 'seller shows@24, seller shows@60', then: 'for_shopper full 5000', payer: 'platform', blame: '-', books: '5500 -500 -4500', rule: 'protect.conditions A15, row 3' },
  { no: 66, ground: 'not_received', goods: 'our label', shown: '-', script: 'seller shows@96', then: 'for_shopper full 5000', payer: 'platform', blame: '-', books: '5500 -500 -4500', rule: 'protect.answer_within A15: 48 h to the second' },
  { no: 67, ground: 'not_received', goods: 'our label', shown: '-', script: 'seller no@96:00:01', then: 'for_shopper full 5000', payer: 'platform', blame: '-', books: '5500 -500 -4500', rule: 'a second late A15, but lost.no_scan_presumed: row 4' },
  { no: 68, ground: 'not_received', goods: 'our label, scanned late', shown: '-', script: 'seller no@90', then: 'for_shopper full 5000', payer: 'platform', blame: '-', books: '5500 -500 -4500', rule: 'scanned late, but lost.no_scan_presumed: row 4' },
  { no: 69, ground: 'not_received', goods: 'our label, scanned late', shown: '-', script: 'seller no@24, seller no@50', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'first scan after ship-by: not protected A15, row 5' },
  { no: 70, ground: 'not_received', goods: 'our label', shown: '-', script: 'seller refunds 1000@24, seller no@25, seller no@50', then: 'for_shopper full 4000', payer: 'seller', blame: '-', books: '5500 -4100 0', rule: 'self-refund: not protected A15, row 5' },
  { no: 71, ground: 'delivered_missing', goods: 'delivered, our label, scanned late', shown: '-', script: 'seller no@90', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'first scan after ship-by: not protected A15, row 6' },
  { no: 72, ground: 'delivered_missing', goods: 'delivered, our label', shown: '-', script: 'seller refunds 1000@24, seller no@90', then: 'for_shopper full 4500', payer: 'seller', blame: '-', books: '5500 -4100 0', rule: 'self-refund: not protected A15, row 6' },
  { no: 74, ground: 'not_received', goods: 'our label', shown: '-', script: 'seller no@90', price: 30000, then: 'for_shopper full 30000', payer: 'platform', blame: '-', books: '30500 -2500 -25000', rule: 'protect.platform_limit M11: 250.00, the seller the rest' },
  { no: 75, ground: 'not_received', goods: 'our label, lost', shown: '-', script: '', price: 20000, opens: '100:00:01', looks: '48', then: 'for_shopper full 20000', payer: 'platform', blame: '-', books: '20500 -500 -18000', rule: 'row 4 before the seller is silent' },
  { no: 77, ground: 'not_received', goods: 'our label, scanned late, lost', shown: '-', script: '', price: 20000, opens: '100:00:01', then: 'for_shopper full 20000', payer: 'platform', blame: '-', books: '20500 -500 -18000', rule: 'row 4: the label, not the scan' },
  { no: 80, ground: 'delivered_missing', goods: 'delivered, our label', shown: '-', script: 'seller shows@96:00:01', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'a second late A15, row 6' },
  { no: 82, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: 'seller yes@24', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'accepted in time' },
  { no: 85, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: 'seller no@100', price: 20000, then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 6: above claim.advance, a person' },
  { no: 86, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: 'seller no@100', price: 14500, then: 'for_shopper full 15000', payer: 'seller', blame: '-', books: '15000 -13550 0', rule: 'row 6: claim.advance 150.00 to the cent' },
  { no: 87, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: 'seller no@100', price: 14501, then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 6: a cent above claim.advance' },
  { no: 90, ground: 'delivered_missing', goods: 'delivered, signed for', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 91, ground: 'delivered_missing', goods: 'delivered, signed for', shown: '-', script: 'seller shows@100, lea for_seller@110', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'a person decides' },
  { no: 92, ground: 'delivered_missing', goods: 'delivered far away', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 93, ground: 'delivered_missing', goods: 'delivered far away', shown: '-', script: 'seller shows@100', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'row 6: the scan is contradicted, no blame' },
  { no: 94, ground: 'delivered_missing', goods: 'delivered far away', shown: '-', script: 'seller no@100', price: 20000, then: 'for_shopper full 20500', payer: 'seller', blame: '-', books: '20500 -18500 0', rule: 'row 6: contradicted, whatever it costs' },
  { no: 95, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: 'shopper withdraws@30', then: 'withdrawn', payer: '-', blame: '-', books: '0 0 0', rule: 'it turned up' },
  { no: 96, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: '', looks: '71:59:59', then: 'seller_due', payer: '-', blame: '-', books: '5500 -5000 0', rule: 'claim.advance: paid, the debit is held' },
  { no: 97, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: '', looks: '72', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.advance, row 1' },
  { no: 98, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: 'seller yes@24', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.advance, accepted in time' },
  { no: 99, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: 'seller shows@24', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.advance, row 6' },
  { no: 100, ground: 'delivered_missing', goods: 'delivered, our label', shown: 'paid at once', script: 'seller shows@48', then: 'for_shopper full 5500', payer: 'platform', blame: '-', books: '5500 0 -5000', rule: 'claim.advance, row 3 to the second' },
  { no: 101, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: '!shopper withdraws not_possible_now@24, seller yes@30', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.advance: what is paid is not taken back' },
  { no: 102, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: '!seller offers 2000 not_possible_now@24, seller yes@30', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.advance: the shopper has it all' },
  { no: 103, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: 'seller shows@24, seller appeals@30, lea for_seller@40', then: 'for_seller nothing 5500', payer: '-', blame: '-', books: '5500 0 -5000', rule: 'claim.advance: paid and then lost, the platform bears it' },
  { no: 104, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: 'seller shows@24, seller appeals@30, lea split 2000@40', then: 'split part 5500', payer: 'seller', blame: '-', books: '5500 -1818 -3182', rule: 'claim.advance: the seller bears what was found right' },
  { no: 105, ground: 'delivered_missing', goods: 'delivered', shown: 'paid at once', script: 'bank opens@24, bank lost@50', then: 'closed', payer: '-', blame: '-', books: '5500 0 -5000', rule: 'claim.advance, claim.chargeback_open A2 M2' },
  { no: 106, ground: 'late', goods: 'delivered on the third day late', shown: '-', script: '', then: 'refused claim_too_early', payer: '-', blame: '-', books: '500 -500 0', rule: 'row 9: more than 3 days, by the local day' },
  { no: 107, ground: 'late', goods: 'delivered a second later than that', shown: '-', script: '', looks: '48', then: 'for_shopper late 500', payer: 'seller', blame: 'late', books: '1000 -950 0', rule: 'claim.late_but_arrived, row 9' },
  { no: 108, ground: 'late', goods: 'delivered a second later than that', shown: '-', script: 'seller no@24', looks: '24', then: 'for_shopper late 500', payer: 'seller', blame: 'late', books: '1000 -950 0', rule: 'claim.late_but_arrived, row 9' },
  { no: 109, ground: 'late', goods: 'delivered a second later than that', shown: '-', script: 'seller yes@24', then: 'for_shopper late 500', payer: 'seller', blame: '-', books: '1000 -950 0', rule: 'accepted in time' },
  { no: 110, ground: 'late', goods: 'delivered a second later than that', shown: '-', script: 'seller appeals@60, max for_seller@70', then: 'for_seller nothing 500', payer: '-', blame: '-', books: '1000 -500 -450', rule: 'claim.appeal A12: the mark goes too' },
  { no: 111, ground: 'late', goods: 'delivered a second later than that', shown: '-', script: 'seller appeals@60, max for_shopper@70', then: 'for_shopper late 500', payer: 'seller', blame: 'late', books: '1000 -950 0', rule: 'an appeal that fails pays nothing twice' },
  { no: 112, ground: 'late', goods: 'on its way', shown: '-', script: '', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 113, ground: 'late', goods: 'on its way', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'row 5' },
  { no: 114, ground: 'late', goods: 'untracked', shown: '-', script: 'seller no@100', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'row 5' },
  { no: 116, ground: 'not_received', goods: 'on its way', shown: '-', script: '', opens: '156:59:59', looks: '0:00:10', then: 'refused claim_too_early', payer: '-', blame: '-', books: '500 -500 0', rule: 'late.claim_opens A1: 3 days by the local day' },
  { no: 117, ground: 'not_received', goods: 'on its way', shown: '-', script: '', opens: '157', looks: '1', then: 'contacting', payer: '-', blame: '-', books: '500 -500 0', rule: 'late.claim_opens A1: the moment after' },
  { no: 118, ground: 'not_received', goods: 'untracked', shown: '-', script: 'seller yes@24', placed: 85, opens: '2244:59:59', looks: '25', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.window A1 M4: last second of day 90' },
  { no: 119, ground: 'not_received', goods: 'untracked', shown: '-', script: '', placed: 85, opens: '2245', looks: '1', then: 'refused claim_window_over', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.window A1 M4: a second later' },
  { no: 120, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: '', placed: 85, opens: '2340:59:59', looks: '1', then: 'contacting', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.window A1: from the latest promised day' },
  { no: 121, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: '', placed: 85, opens: '2341', looks: '1', then: 'refused claim_window_over', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.window A1: a second later' },
  { no: 122, ground: 'not_received', goods: 'a download', shown: '-', script: '', then: 'refused claim_excluded', payer: '-', blame: '-', books: '0 0 0', rule: 'not covered: digital A1 A2' },
  { no: 123, ground: 'not_received', goods: 'delivered', shown: '-', script: '', then: 'refused already_delivered', payer: '-', blame: '-', books: '0 0 0', rule: 'delivered is another ground A1' },
  { no: 124, ground: 'delivered_missing', goods: 'on its way', shown: '-', script: '', looks: '1', then: 'refused not_delivered_yet', payer: '-', blame: '-', books: '500 -500 0', rule: 'not delivered yet A1' },
  { no: 125, ground: 'not_as_described', goods: 'delivered', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 126, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 127, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller yes@24', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time: the way back at the seller’s cost' },
  { no: 128, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller yes@100', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time: the way back at the seller’s cost' },
  { no: 129, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller no@100', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'row 7: photos' },
  { no: 130, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows_other@100', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'row 7: what is shown says nothing to it' },
  { no: 131, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 132, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller no@24, seller shows@60', looks: '61', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 133, ground: 'not_as_described', goods: 'delivered', shown: 'note', script: 'seller no@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 11: nothing shown' },
  { no: 134, ground: 'not_as_described', goods: 'delivered', shown: 'note', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 135, ground: 'not_as_described', goods: 'delivered', shown: 'photo, unsafe', script: 'seller no@100', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13: unsafe' },
  { no: 136, ground: 'not_as_described', goods: 'delivered', shown: 'unsafe', script: 'seller yes@24', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.no_return_needed M13: unsafe' },
  { no: 137, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller offers 2000@24, shopper takes@30', then: 'split part 2000', payer: 'seller', blame: '-', books: '2000 -1800 0', rule: 'split: no blame' },
  { no: 138, ground: 'faulty', goods: 'delivered', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 139, ground: 'faulty', goods: 'delivered', shown: 'photo', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 140, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller yes@24', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time: the way back at the seller’s cost' },
  { no: 141, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller yes@100', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time: the way back at the seller’s cost' },
  { no: 142, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller no@100', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'row 7: photos' },
  { no: 143, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller shows_other@100', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'row 7: what is shown says nothing to it' },
  { no: 144, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 145, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller no@24, seller shows@60', looks: '61', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 146, ground: 'faulty', goods: 'delivered', shown: 'note', script: 'seller no@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 11: nothing shown' },
  { no: 147, ground: 'faulty', goods: 'delivered', shown: 'note', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 148, ground: 'faulty', goods: 'delivered', shown: 'photo, unsafe', script: 'seller no@100', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13: unsafe' },
  { no: 149, ground: 'faulty', goods: 'delivered', shown: 'unsafe', script: 'seller yes@24', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.no_return_needed M13: unsafe' },
  { no: 150, ground: 'faulty', goods: 'delivered', shown: 'photo', script: 'seller offers 2000@24, shopper takes@30', then: 'split part 2000', payer: 'seller', blame: '-', books: '2000 -1800 0', rule: 'split: no blame' },
  { no: 151, ground: 'damaged', goods: 'delivered', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 152, ground: 'damaged', goods: 'delivered', shown: 'photo', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 153, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller yes@24', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time: the way back at the seller’s cost' },
  { no: 154, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller yes@100', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time: the way back at the seller’s cost' },
  { no: 155, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller no@100', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'row 7: photos' },
  { no: 156, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller shows_other@100', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'row 7: what is shown says nothing to it' },
  { no: 157, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 158, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller no@24, seller shows@60', looks: '61', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 159, ground: 'damaged', goods: 'delivered', shown: 'note', script: 'seller no@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 11: nothing shown' },
  { no: 160, ground: 'damaged', goods: 'delivered', shown: 'note', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 161, ground: 'damaged', goods: 'delivered', shown: 'photo, unsafe', script: 'seller no@100', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.no_return_needed M13: unsafe' },
  { no: 162, ground: 'damaged', goods: 'delivered', shown: 'unsafe', script: 'seller yes@24', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.no_return_needed M13: unsafe' },
  { no: 163, ground: 'damaged', goods: 'delivered', shown: 'photo', script: 'seller offers 2000@24, shopper takes@30', then: 'split part 2000', payer: 'seller', blame: '-', books: '2000 -1800 0', rule: 'split: no blame' },
  { no: 164, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_seller@110', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'a person decides' },
  { no: 165, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper@110', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'a person, as the rules propose' },
  { no: 166, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper /keep@110', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'a person: it stays' },
  { no: 167, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper /keep/no blame@110', then: 'for_shopper full 5500', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'money and blame are two fields A16' },
  { no: 168, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper /keep/platform@110', then: 'for_shopper full 5500', payer: 'platform', blame: 'counts', books: '5500 0 -5000', rule: 'money and blame are two fields A16' },
  { no: 169, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea split 2000@110', then: 'split part 2000', payer: 'seller', blame: '-', books: '2000 -1800 0', rule: 'split: no blame' },
  { no: 170, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea split 2000/platform@110', then: 'split part 2000', payer: 'platform', blame: '-', books: '2000 0 -1800', rule: 'split: no blame' },
  { no: 171, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100', looks: '147:59:59', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.decision M1: 48 h' },
  { no: 172, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100', looks: '148', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'silence.decides_for_shopper: no blame' },
  { no: 174, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100', price: 20000, looks: '220', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'hard limit: for the shopper, no blame' },
  { no: 175, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea asks seller@110', looks: '181:59:59', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.appeal.question A12: 72 h' },
  { no: 177, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea asks shopper@110', looks: '182', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'question A12: silence is lost' },
  { no: 178, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea asks shopper@110, shopper replies@181:59:59', looks: '229:59:58', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'question A12: last second, decided in 48 h' },
  { no: 179, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea asks seller@110, !seller replies not_possible_now@182', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'question A12: at the deadline' },
  { no: 180, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea asks seller@110, max for_seller@120', looks: '840:00:01', then: 'final for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'decided before the question was answered: it is over with it' },
  { no: 181, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_seller@110, shopper appeals@120, max for_shopper@130', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'claim.appeal A12 M9: changed' },
  { no: 182, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_seller@110, shopper appeals@120, max for_seller@130', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.appeal A12 M9: stands' },
  { no: 183, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_seller@110, shopper appeals@120, !lea for_shopper same_person@130', then: 'appealed for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.appeal A12 M9: a different person' },
  { no: 184, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_seller@110, shopper appeals@120, max for_seller@130, !shopper appeals appeal_taken@140', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.appeal A12 M9: once' },
  { no: 185, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_seller@110, !seller appeals appeal_not_now@120', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.appeal A12 M9: whoever won has nothing to appeal' },
  { no: 186, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea split 2000@110, shopper appeals@120, max for_shopper /keep@130', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.appeal A12 M9: the rest follows' },
  { no: 187, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea split 2000@110, shopper appeals@120, max split 3000@130', then: 'split part 3000', payer: 'seller', blame: '-', books: '3000 -2700 0', rule: 'claim.appeal A12 M9: the rest follows' },
  { no: 188, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea split 2000@110, seller appeals@120, max split 1000@130', then: 'split part 2000', payer: 'seller', blame: '-', books: '2000 -900 -900', rule: 'claim.appeal A12 M9: less for the seller, nothing from the shopper' },
  { no: 189, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea split 2000@110, seller appeals@120, max for_seller@130', then: 'for_seller nothing 2000', payer: '-', blame: '-', books: '2000 0 -1800', rule: 'claim.appeal A12 M9: the platform bears it' },
  { no: 190, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper /keep@110, seller appeals@120, max for_seller@130', then: 'for_seller nothing 5500', payer: '-', blame: '-', books: '5500 0 -5000', rule: 'claim.appeal A12 M9: the platform bears it' },
  { no: 191, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller yes@24, !seller appeals appeal_accepted@30', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'no appeal of an acceptance' },
  { no: 192, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, max for_seller@220', then: 'for_seller nothing 5000', payer: '-', blame: '-', books: '5500 -500 -4500', rule: 'claim.appeal A12 M9: money and blame back' },
  { no: 193, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, max for_shopper@220', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.appeal A12 M9: stands' },
  { no: 194, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, max for_shopper /no blame@220', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.appeal A12 M9: blame alone back' },
  { no: 195, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, max for_shopper /platform@220', then: 'for_shopper full 5000', payer: 'platform', blame: 'counts', books: '5500 -500 -4500', rule: 'claim.appeal A12 M9: money alone back' },
  { no: 196, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, max split 2000@220', then: 'split part 5000', payer: 'seller', blame: '-', books: '5500 -2300 -2700', rule: 'claim.appeal A12 M9: the platform bears what was too much' },
  { no: 197, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200', looks: '367:59:59', then: 'appealed for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.appeal.decision M9: a lead after 48 h' },
  { no: 198, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200', looks: '368', then: 'for_seller nothing 5000', payer: '-', blame: '-', books: '5500 -500 -4500', rule: 'claim.appeal.decision_hard A12: 7 days, won' },
  { no: 199, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@839:59:59', looks: '840', then: 'appealed for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.appeal.window A12: last second of 30 days' },
  { no: 200, ground: 'not_received', goods: 'on its way', shown: '-', script: '!seller appeals appeal_not_now@840', then: 'final for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.appeal.window A12: over' },
  { no: 201, ground: 'not_received', goods: 'on its way', shown: '-', script: '!shopper appeals appeal_not_now@130', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.appeal A12 M9: whoever won' },
  { no: 202, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@24', looks: '743:59:59', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.appeal.window A12: 30 days' },
  { no: 203, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@24', looks: '744', then: 'final for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.appeal.window A12: 30 days' },
  { no: 204, ground: 'not_received', goods: 'on its way', shown: '-', script: '', price: 250001, then: 'review', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.cap.auto A8: above it a person' },
  { no: 205, ground: 'not_received', goods: 'on its way', shown: '-', script: '', price: 250000, then: 'for_shopper full 250000', payer: 'seller', blame: 'counts', books: '250500 -225500 0', rule: 'claim.cap.auto A8: to the cent' },
  { no: 206, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@24', price: 250001, then: 'for_shopper full 250001', payer: 'seller', blame: '-', books: '250501 -225501 0', rule: 'claim.cap.auto A8: an acceptance needs nobody' },
  { no: 207, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller no@100, lea for_shopper@110', price: 250001, then: 'for_shopper full 250001', payer: 'seller', blame: '-', books: '250501 -225501 0', rule: 'claim.cap.auto A8, row 5' },
  { no: 208, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@24', then: 'contacting paused', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: pauses' },
  { no: 209, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@24, bank won@100', looks: '123:59:59', then: 'contacting', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: 24 h were left' },
  { no: 211, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@100, bank won@200', looks: '219:59:59', then: 'seller_due', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: 20 h were left' },
  { no: 212, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@100, bank won@200', looks: '220', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.chargeback_open A2 M2: 20 h were left, row 1' },
  { no: 213, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@100, bank won@200, seller yes@219:59:59', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.chargeback_open A2 M2, last second' },
  { no: 214, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@24, !seller yes claim_paused@50', then: 'contacting paused', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: nothing moves' },
  { no: 215, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@24, bank lost@100', then: 'closed', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: won there, closed here' },
  { no: 216, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@24, shopper withdraws@50, bank won@100', then: 'withdrawn', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: withdrawn stays withdrawn' },
  { no: 217, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@-10', then: 'refused chargeback_open', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: not while it is open' },
  { no: 218, ground: 'not_received', goods: 'on its way', shown: '-', script: 'bank opens@-10, bank won@-5', looks: '10', then: 'contacting', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.chargeback_open A2 M2: won by the store, it is open again' },
  { no: 219, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, bank opens@220, bank won@300', looks: '447:59:59', then: 'appealed for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.chargeback_open A2 M2: 148 h were left' },
  { no: 220, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller appeals@200, bank opens@220, bank won@300', looks: '448', then: 'for_seller nothing 5000', payer: '-', blame: '-', books: '5500 -500 -4500', rule: 'claim.chargeback_open A2 M2: 148 h were left' },
  { no: 221, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller yes@24, bank opens@50, bank lost@60', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'claim.chargeback_open A2 M2: paid before, and somebody is told' },
  { no: 222, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, bank opens@110, bank won@200', looks: '237:59:59', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.chargeback_open A2 M2: 38 h were left' },
  { no: 223, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, bank opens@110, bank won@200', looks: '238', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'claim.chargeback_open A2 M2: 38 h were left' },
  { no: 224, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller refunds 5500@24', then: 'closed', payer: '-', blame: '-', books: '5500 0 0', rule: 'early exit A7' },
  { no: 225, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller refunds 5000@24', then: 'closed', payer: '-', blame: '-', books: '5500 -500 0', rule: 'early exit A7' },
  { no: 226, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller refunds 1000@24, seller shows@100', then: 'review', payer: '-', blame: '-', books: '1000 0 0', rule: 'a part is not the whole A7' },
  { no: 227, ground: 'delivered_missing', goods: 'delivered', shown: '-', script: 'seller refunds 1000@24, seller no@100', then: 'for_shopper full 4500', payer: 'seller', blame: '-', books: '5500 -4100 0', rule: 'what came back before counts, row 6' },
  { no: 228, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller suspended', looks: '71:59:59', then: 'seller_due', payer: '-', blame: '-', books: '500 -500 0', rule: 'claim.contact_waived A6: suspended' },
  { no: 229, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller suspended', looks: '72', then: 'for_shopper full 5000', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.contact_waived A6: suspended, row 1' },
  { no: 230, ground: 'not_received', goods: 'on its way', shown: '-', script: 'seller suspended, seller yes@24', then: 'for_shopper full 5000', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'accepted in time' },
  { no: 231, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller suspended', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.contact_waived A6: suspended, M13, row 1' },
  { no: 232, ground: 'overcharged', goods: 'delivered, paid too much', shown: '-', script: '', looks: '48', then: 'for_shopper difference 500', payer: 'platform', blame: '-', books: '500 0 0', rule: 'row 10: the books show it' },
  { no: 233, ground: 'overcharged', goods: 'delivered, paid too much', shown: '-', script: 'seller yes@24', then: 'for_shopper difference 500', payer: 'platform', blame: '-', books: '500 0 0', rule: 'accepted in time' },
  { no: 234, ground: 'overcharged', goods: 'delivered, paid too much', shown: '-', script: 'seller no@24', then: 'for_shopper difference 500', payer: 'platform', blame: '-', books: '500 0 0', rule: 'row 10' },
  { no: 235, ground: 'overcharged', goods: 'delivered, paid too much', shown: '-', script: '!seller appeals appeal_not_now@60', then: 'for_shopper difference 500', payer: 'platform', blame: '-', books: '500 0 0', rule: 'neither money nor blame of theirs: nothing to appeal' },
  { no: 236, ground: 'overcharged', goods: 'delivered', shown: 'says 7.00', script: '', then: 'for_shopper difference 700', payer: 'seller', blame: 'counts', books: '700 -630 0', rule: 'claim.on_seller_silence A11, row 1' },
  { no: 237, ground: 'overcharged', goods: 'delivered', shown: 'says 7.00', script: 'seller yes@24', then: 'for_shopper difference 700', payer: 'seller', blame: '-', books: '700 -630 0', rule: 'accepted in time' },
  { no: 238, ground: 'overcharged', goods: 'delivered', shown: 'says 7.00', script: 'seller no@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 11' },
  { no: 239, ground: 'overcharged', goods: 'delivered', shown: 'says 7.00', script: 'seller no@100, lea for_shopper@110', then: 'for_shopper difference 700', payer: 'seller', blame: '-', books: '700 -630 0', rule: 'row 11: the difference' },
  { no: 240, ground: 'overcharged', goods: 'delivered', shown: 'says 7.00', script: 'seller yes@24, !shopper appeals appeal_not_now@30', then: 'for_shopper difference 700', payer: 'seller', blame: '-', books: '700 -630 0', rule: 'paid once' },
  { no: 241, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller yes@24, goods come back@60', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '5500 -5000 0', rule: 'accepted: whoever the decision says bears the return' },
  { no: 242, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper /return/platform@110, goods come back@120', then: 'for_shopper return 0', payer: 'platform', blame: 'counts', books: '5500 0 -5000', rule: 'whoever the decision says bears the return' },
  { no: 243, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper@110, seller appeals@120, max for_seller@130', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '0 0 0', rule: 'claim.appeal A12 M9: before it came back' },
  { no: 244, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper@110, seller appeals@120, max for_seller@130, goods come back@140', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '5500 0 -5000', rule: 'claim.appeal A12 M9: whoever the decision says bears the return' },
  { no: 245, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper@110, goods come back@120, seller appeals@130, max for_seller@140', then: 'for_seller nothing 0', payer: '-', blame: '-', books: '5500 0 -5000', rule: 'claim.appeal A12 M9: the platform bears it' },
  { no: 246, ground: 'not_as_described', goods: 'delivered', shown: 'photo', script: 'seller shows@100, lea for_shopper@110, goods come back@120, seller appeals@130, max for_shopper@140', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'an appeal that fails pays nothing twice' },
  { no: 247, ground: 'return_refused', goods: 'delivered, return refused', shown: '-', script: '', then: 'for_shopper full 5500', payer: 'seller', blame: 'counts', books: '5500 -5000 0', rule: 'claim.no_return_needed M13, row 1' },
  { no: 248, ground: 'return_refused', goods: 'delivered, return refused', shown: '-', script: '!shopper claims_again unit_held@10, shopper withdraws@20', then: 'withdrawn', payer: '-', blame: '-', books: '0 0 0', rule: 'one open matter for a unit' },
  { no: 249, ground: 'return_refused', goods: 'delivered, return refused', shown: '-', script: 'seller yes@24', then: 'for_shopper return 0', payer: 'seller', blame: '-', books: '0 0 0', rule: 'accepted in time' },
  { no: 250, ground: 'return_refused', goods: 'delivered, return refused', shown: '-', script: 'seller no@100', then: 'for_shopper return 0', payer: 'seller', blame: 'counts', books: '0 0 0', rule: 'row 7: a refused return' },
  { no: 251, ground: 'return_refused', goods: 'delivered, return refused', shown: '-', script: 'seller shows@100', then: 'review', payer: '-', blame: '-', books: '0 0 0', rule: 'row 7: contested with evidence' },
  { no: 252, ground: 'return_refused', goods: 'delivered', shown: '-', script: '', then: 'refused no_such_return', payer: '-', blame: '-', books: '0 0 0', rule: 'A1 A3: asked for a return first' },
  { no: 253, ground: 'refund_not_paid', goods: 'delivered, sent back', shown: '-', script: '', price: 60000, then: 'refused claim_too_early', payer: '-', blame: '-', books: '60500 -54500 0', rule: 'refund.after_receipt.seller A42: its days first, then by itself' },
  { no: 257, ground: 'refund_not_paid', goods: 'delivered', shown: '-', script: '', then: 'refused no_such_return', payer: '-', blame: '-', books: '0 0 0', rule: 'A1 A3: a return first' },
]
