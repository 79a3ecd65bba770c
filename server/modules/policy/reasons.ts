import type { Reason } from './decision.ts'

/** Words by reason code: first what the shopper reads, then what staff read. `{name}` stands for a parameter. */
// biome-ignore format: one reason a line reads as a table
export const reasonTexts = {
  // Delivered but not there: the row that decided
  handover_looks_wrong: ['That looks like our mistake. A person will look at it and put it right.', 'A code or signature of the addressee was taken, but GPS or photo speaks against the place.'],
  handover_confirmed: ['A code or signature was given at the door, so a person will take a careful look with you.', 'Code or signature of the addressee was taken.'],
  evidence_contradicts_scan: ['What the carrier recorded doesn’t fit your address. We believe you.', 'The delivery evidence contradicts the delivered scan.'],
  not_my_door: ['You told us that’s not your door. We believe you.', 'The shopper says that the photo shows another door; nothing else contradicts the scan.'],
  evidence_supports_scan: ['The carrier’s location and photo point to your door.', 'GPS supports the delivery and the photo shows the right place.'],
  evidence_partly_supports_scan: ['Some of what the carrier recorded points to your door.', 'GPS supports the delivery, or the photo shows the right place, but not both.'],
  no_evidence: ['This carrier tells us nothing about where. We believe you.', 'No location, photo, code or signature has weight.'],
  // What the evidence said
  gps_against: ['The driver’s location was far from your address.', 'The GPS fix speaks against the address.'],
  gps_supports: ['The driver’s location was at your address.', 'The GPS fix supports the address.'],
  photo_another_place: ['The delivery photo shows another place.', 'The photo shows another place.'],
  photo_right_place: ['The delivery photo shows your place.', 'The photo shows the right place.'],
  trail_stops: ['The tracking stops before it ever came near you.', 'The scan trail stops before the last mile.'],
  trail_other_city: ['It was marked delivered in another city.', 'The delivered scan is in another city.'],
  // What moved the row’s outcome
  wait_for_it: ['Many parcels turn up within a day or two. If it hasn’t by then, you choose what we do. No new form.', 'Waits {hours} h after the delivered scan; the remedy then opens by itself.'],
  wait_is_over: ['We gave it the time parcels usually need. Now it’s on us.', 'The wait of {hours} h after the delivered scan is over.'],
  over_instant_limit: ['For something of this value, a person takes a quick look first.', 'The value is above what is given at once without evidence ({key}).'],
  instant_count_reached: ['You’ve had a few parcels go missing lately, so a person will look at what’s going wrong.', '{count} not-received remedies of this identity in {days} days; the limit is {limit}.'],
  report_after_window: ['It’s been a while since it was marked delivered, so a person will look into it.', 'Reported more than {days} days after the delivered scan.'],
  currency_without_limit: ['A person will take a quick look first.', 'No amount is set for {currency}: {key}.'],
  statement_needed: ['One tick from you says that it didn’t come.', 'A signed statement goes with the remedy.'],
  second_loss_here: ['Something keeps going wrong at this address. Next time we’ll deliver by code, signature or locker.', 'Second loss at this address: refund first, next delivery by code, signature or locker.'],
  only_refund_in_stock: ['We don’t have enough left to send it again, so we’ll give the money back.', 'Stock is short or unknown: refund only.'],
  // Parcels that have not come
  marked_delivered: ['The carrier marked it as delivered.', 'The latest scan is a delivered scan; the rules for delivered parcels apply.'],
  carrier_lost_it: ['The carrier lost it. That’s on us.', 'The carrier declared it lost.'],
  on_its_way_back: ['It’s on its way back to us, so you won’t have to wait for it.', 'Undeliverable or returned to sender.'],
  not_sent_in_time: ['We haven’t sent it in time. You choose: wait or get your money back.', 'Not shipped and the promised date has passed.'],
  not_sent_yet: ['It hasn’t left yet, and it’s still on time.', 'Not shipped, promise not yet passed.'],
  untracked_late: ['This parcel travels without tracking, so nobody can see where it is. We believe you.', 'Untracked and past the promised date by {days} days: no evidence either way.'],
  silent_too_long: ['Nobody has seen your parcel for too long. We’ll put it right.', 'No scan since the later of promise and last scan, for longer than the limit.'],
  waiting_at_pickup: ['It’s waiting for you at the pick-up point.', 'Ready for pick-up.'],
  late_still_moving: ['It’s late, and it’s still moving. You choose: wait a little, or get your money back.', 'Past the promised date by {days} days and still moving.'],
  not_late_enough: ['It’s a little late. If it isn’t there {days} days after the promised date, you choose what we do.', 'Promise passed by less than {days} days.'],
  still_on_time: ['It’s on its way and still on time.', 'The promise has not passed.'],
  no_date_promised: ['No date was promised for this order.', 'No promised date.'],
  promise_at_risk: ['It looks like this will be late. We’re sorry. You can wait or cancel.', 'The promise is at risk.'],
  promise_missed: ['We promised it sooner, and that’s on us.', 'The promised date was missed.'],
  arrived_late: ['It came later than we said. That’s on us.', 'Delivered after the promised date.'],
  shipping_fee_back: ['You get the shipping fee back.', 'Shipping fee refunded for a missed date.'],
  goodwill_credit: ['And a little something for the wait.', 'Goodwill credit for a missed guaranteed date.'],
  untracked_never_presumed: ['This parcel travels without tracking.', 'Untracked parcels are never presumed lost.'],
  slow_lane: ['Everything on this route is slow right now. You choose: wait, a new one, or your money.', 'The lane runs at {factor} times its norm or more: a choice, nothing unasked.'],
  not_silent_long_enough: ['It was seen not long ago.', 'Not silent for long enough to be presumed lost.'],
  // Cancel and change
  cancel_at_once: ['We can cancel this right away.', 'Inside self-service.'],
  cancel_asks_seller: ['We’ll ask the seller to stop it. They have {hours} hours to answer.', 'Past the free-cancel time: a request to the seller.'],
  cancel_asks_warehouse: ['It’s already being packed. We’ll ask the warehouse to stop it.', 'Dispatch started: a request to the warehouse.'],
  already_canceled: ['This is already canceled. To get it after all, place a new order.', 'Already canceled; a cancel is never undone.'],
  already_delivered: ['It has already arrived. You can send it back instead.', 'Delivered.'],
  already_shipped: ['It’s already on its way. You can refuse the parcel or send it back.', 'Shipped.'],
  order_locked: ['The items of this order were changed before, so it can’t be changed again.', 'Items are changed once, then the order is locked.'],
  dispatch_started: ['It’s already being packed, so it can’t be changed any more.', 'Dispatch has started and no request is taken.'],
  cancel_scope_too_small: ['Here an order can only be canceled as a whole {scope}.', 'The shop cancels no part smaller than: {scope}.'],
  cancel_reason_not_allowed: ['Please pick one of these reasons: {reasons}.', 'The reason is not on the shop’s list.'],
  change_at_once: ['We can change this right away.', 'Inside the rules for changes.'],
  change_not_offered: ['This can’t be changed here, but a person can help.', 'The shop does not offer this kind of change.'],
  other_country: ['The address can only change inside the same country. You can cancel and order again.', 'Another country: tax and shipping were worked out for this one.'],
  seller_address_reorder: ['For this seller, please cancel and order again with the new address.', 'Off-order addresses lose their protection on seller orders.'],
  address_asks_seller: ['We’ll ask the seller to change the address.', 'Address change is a request to the seller.'],
  replacement_variant_unavailable_or_foreign: ['That one isn’t available right now. Pick another one of the same product.', 'The variant is of another product, the same one, or not available.'],
  payment_history_not_single: ['This order was paid in more than one way, so a person has to change the payment.', 'The order carries more than one payment.'],
  payment_method_same: ['It’s already paid that way. Pick another one.', 'Same payment method as now.'],
  payment_method_unknown: ['Pick one of your saved payment methods.', 'The shopper has no such payment method.'],
  gift_card_balance_too_low: ['There isn’t enough on that gift card. Pick another way to pay.', 'The gift card does not cover the amount.'],
  // Damaged, defective, wrong, incomplete, not as described
  unsafe_item: ['We’re sorry, and we hope everybody is all right. Please stop using it; a person looks at this right now.', 'The shopper says that it hurt somebody or could: never the same product again unasked.'],
  report_late: ['It’s been a while since it came, so a person takes a look first.', 'Reported after the return window and after any legal guarantee.'],
  fault_guaranteed: ['It should have lasted, and the law is on your side.', 'After the return window, inside the legal guarantee for faults.'],
  hazardous_stays: ['Please don’t send it back. It could be dangerous on the way.', 'It may not travel: nothing comes back.'],
  return_costs_too_much: ['Sending it back isn’t worth the trip, so a person takes a quick look.', 'High risk, and the return costs as much as the thing.'],
  inspection_first: ['Send it back for free. As soon as we’ve seen it, your money is on its way.', 'High risk: money after inspection.'],
  valuable_returns_first: ['For something of this value we’d like to have it back first. Sending it is free.', 'Above the amount at which a new one leaves first (replace.ship_before_return).'],
  replaced_too_often: ['This keeps happening to you, so we won’t send the same thing again unless you ask.', 'The line was replaced {count} times; the limit is {limit}. One more takes a lead.'],
  parts_first: ['We’ll send what’s missing.', 'Parts are missing: the part first.'],
  described_wrong: ['It isn’t what we told you, and that’s on us.', 'Not as described: another one of the same would not help.'],
  wrong_one_sent: ['We sent you the wrong one. That’s on us.', 'The wrong item came.'],
  came_damaged: ['It should have come in one piece. That’s on us.', 'Arrived damaged.'],
  does_not_work: ['It should just work. That’s on us.', 'Defective.'],
  keep_it: ['You don’t have to send anything back.', 'Nothing comes back: small, unsafe, or more costly to return than it is worth.'],
  photo_first: ['One photo, and you can choose right away.', 'Photos are still missing: {asked} asked, {given} given.'],
  no_new_one_in_stock: ['We don’t have enough left to send a new one.', 'Stock is short or unknown: no replacement.'],
  // Returns
  return_in_window: ['It’s in time.', 'Asked for inside the window of {days} days.'],
  return_no_end_known: ['It can go back.', 'No delivery date is known, so the window has no end.'],
  return_late: ['The time to send it back is over, but only just. We still take it, less {percent}%.', 'After the window, inside the grace of {days} days: less {percent} %.'],
  return_window_closed: ['The time to send this back is over. If something is wrong with it, tell us — a person will look at it with you.', 'Later than window and grace.'],
  return_by_law: ['You can withdraw from this by law, without a reason.', 'Inside the statutory period: no deduction, no store exclusions.'],
  return_faulty: ['It should have been right. Sending it back is free, and nothing is taken off.', 'A reason of fault: free, never excluded, no deduction for lateness.'],
  excluded_perishable: ['Fresh things can’t be sent back. If something is wrong with it, tell us.', 'Excluded: perishable.'],
  excluded_hygiene_opened: ['For hygiene this can’t be sent back once it was opened. If something is wrong with it, tell us.', 'Excluded: hygiene, opened.'],
  excluded_custom: ['This was made for you, so it can’t be sent back. If something is wrong with it, tell us.', 'Excluded: custom made.'],
  excluded_redeemed: ['Gift cards can’t be sent back.', 'Excluded: gift card or redeemed code.'],
  excluded_pharmacy: ['Medicine can’t be sent back. If something is wrong with it, tell us.', 'Excluded: pharmacy.'],
  excluded_hazmat: ['This can’t travel back by mail. If something is wrong with it, tell us.', 'Excluded: hazardous.'],
  excluded_final_sale: ['This was a final sale. If something is wrong with it, tell us.', 'Excluded: final sale or not returnable.'],
  excluded_digital_begun: ['This was already used or downloaded, so it can’t be sent back. If something is wrong with it, tell us.', 'Excluded: digital content already begun.'],
  not_delivered_yet: ['It isn’t there yet. Once it has arrived you can send it back.', 'Not delivered.'],
  return_reason_unknown: ['Please pick one of the reasons.', 'The reason is not in the shop’s table.'],
  return_once_per_order: ['For this order a return or exchange was already asked for, and here that is possible once.', 'One return or exchange an order.'],
  return_keep_it: ['You can keep it. Maybe somebody else enjoys it.', 'Below the keep-it limits.'],
  return_refund_first_scan: ['Your money is set going as soon as the carrier has scanned it.', 'Low risk and small value: at the first scan.'],
  return_refund_destination: ['Your money is set going when it is scanned near us, or when we have it.', 'At the destination scan with a weight check, else after receipt.'],
  return_refund_inspection: ['Your money is set going once we have looked at it, a few days after it arrives at the latest.', 'After inspection, with a limit of days after receipt.'],
  return_payouts_stepped_down: ['Your money is set going when we have it.', 'More was paid before receipt than is usual for the weekday: first scan is stepped down to receipt.'],
  return_needs_approval: ['A person says yes to this first.', 'Approval is manual.'],
  return_currency_unknown: ['A person takes a look at this first.', 'The currency has no amounts in the rules.'],
  return_band_needs_person: ['A person takes a look at this first.', 'At this risk a person looks first.'],
  return_shadow: ['A person takes a look at this first.', 'The rules are in shadow for returns: they decide and log, a person acts.'],
  return_opened_for_matter: ['Send it back for free; everything else is settled.', 'A return that follows from another matter, approved by that.'],
  // The guarantee on third-party sellers
  seller_stood_behind: ['That’s not how it should be, and we stand behind what is sold here.', 'A third-party seller sold it, and the shopper need not wait for them.'],
  seller_asked_first: ['We ask the seller for you, and stand behind it if they don’t put it right.', 'A third-party seller sold it, and it is not paid in advance: they are asked first, and what comes of it is a claim.'],
  claim_seller_silent: ['The seller didn’t answer in time, so we’re putting it right.', 'The seller was silent past the deadline: granted, the seller pays, and it counts.'],
  claim_came_back: ['It went back to the seller, so your money comes back to you.', 'Undeliverable or returned to sender: granted at once, no defect.'],
  claim_protected: ['We’re putting it right ourselves.', 'Every condition of the protection holds: the platform pays up to its limit, no defect.'],
  claim_platform_lost: ['The carrier lost it, and that’s on us.', 'Lost under the platform’s own label: the platform pays, no defect.'],
  claim_accepted: ['The seller agrees, and puts it right.', 'The seller accepted in time: the seller pays, no defect.'],
  claim_late: ['It came well after the day you were promised.', 'Arrived more than the allowed days after the promise: a share and the shipping fee, a late mark, no defect.'],
  claim_not_refunded: ['Your return arrived, and your money didn’t. We’re paying it.', 'The return shows as delivered and no money came back: the seller pays, and it counts.'],
  claim_overcharged: ['You were charged more than the price. You get the difference back.', 'The books show a difference: it comes back, no defect.'],
  claim_seller_asked: ['We’ve asked the seller. If they don’t put it right in time, we do.', 'Waits for the seller’s answer.'],
  claim_never_arrived_on_time: ['It never arrived. You get your money back.', 'Never arrived; shipped on time and tracked: no defect.'],
  claim_never_arrived: ['It never arrived. You get your money back.', 'Never arrived, and not shipped on time with tracking: the seller pays, and it counts.'],
  claim_scan_contradicted: ['What the carrier recorded doesn’t fit your address. We believe you.', 'The delivery evidence contradicts the scan: the seller pays without blame.'],
  claim_delivery_supported: ['The carrier’s record points to your door, so a person takes a careful look.', 'Code, signature, or photo and location speak for the delivery: a person decides.'],
  claim_no_evidence: ['Nobody can say where it was left. We believe you.', 'No evidence of weight, low or medium risk, inside the limit: granted without blame.'],
  claim_no_evidence_large: ['A person takes a careful look at this one.', 'No evidence of weight, and the value or the risk is above what is granted by rule.'],
  claim_contested: ['The seller sees it differently, so a person looks at both sides.', 'Contested with evidence: a person decides.'],
  claim_shown: ['We can see what’s wrong. You get your money back.', 'Shown by photos or a refused return: back at the seller’s cost, and refunded.'],
  claim_person: ['A person looks at both sides.', 'No rule decides this one: a person does.'],
  claim_above_cap: ['For something of this value, a person takes a look first.', 'Above what claims decide by themselves ({key}).'],
} as const satisfies Record<string, readonly [shopper: string, staff: string]>

export type ReasonCode = keyof typeof reasonTexts

export function isReasonCode(code: string): code is ReasonCode {
  return Object.hasOwn(reasonTexts, code)
}

const plain = new Map<string, Reason>()

/** The reason of a code, with its parameters written in. A table of a shop may use a code of its own: then staff read the code. */
export function reason(code: string, params?: Readonly<Record<string, string | number | boolean>>): Reason {
  if (params) return { code, shopper: fill(wordsOf(code)[0], params), staff: fill(wordsOf(code)[1], params), params }
  const known = plain.get(code)
  if (known) return known
  const [shopper, staff] = wordsOf(code)
  const made = { code, shopper, staff }
  plain.set(code, made)
  return made
}

function wordsOf(code: string): readonly [string, string] {
  return isReasonCode(code) ? reasonTexts[code] : ['', code.replaceAll('_', ' ')]
}

function fill(words: string, params: Readonly<Record<string, string | number | boolean>>): string {
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
