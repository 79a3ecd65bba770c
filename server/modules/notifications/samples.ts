import type { TemplateParams } from './templates.ts'

/** One plausible mail of each kind, for previews and tests. */
export const samples: TemplateParams = {
  sign_in_code: { code: { hidden: { kind: 'sign_in_code', id: 'otc_sample' } }, minutes: 10 },
  sign_in_unknown: {},
  guest_code: { code: { hidden: { kind: 'sign_in_code', id: 'otc_sample' } }, minutes: 10, order: 'W-1001' },
  password_changed: { link: { hidden: { kind: 'undo_link', id: 'lnk_sample' } } },
  password_reset: { link: { hidden: { kind: 'reset_link', id: 'lnk_sample' } }, minutes: 30 },
  new_sign_in: {
    device: 'Chrome on Windows',
    place: 'Portland, US',
    at: moment('2026-03-02T07:10:00Z'),
    link: { hidden: { kind: 'undo_link', id: 'lnk_sample' } },
  },
  confirm_code: { code: { hidden: { kind: 'sign_in_code', id: 'otc_sample' } }, minutes: 10, what: 'address' },
  contact_changed: {
    field: 'email',
    now: 'a•••@example.com',
    link: { hidden: { kind: 'undo_link', id: 'lnk_sample' } },
  },
  address_confirmed: {},
  sign_in_changed: { what: 'passkey_added', link: { hidden: { kind: 'undo_link', id: 'lnk_sample' } } },
  account_changed: {
    store: 'Juniper Outfitters',
    name: 'no',
    phone: 'new',
    digits: '0110',
    language: 'no',
    addresses: 'yes',
  },
  replacement_on_its_way: { things: things(1), by: day('2026-03-06'), first: 'lost', day: 'as_said', what: 'same' },
  replacement_not_possible: { things: things(2) },
  refund_under_way: {
    amount: usd(4599),
    lines: [
      { label: 'Visa ending 4242', amount: usd(4099), by: day('2026-03-10') },
      { label: 'Gift card', amount: usd(500), by: null },
    ],
  },
  refund_done: { amount: usd(4599), lines: [{ label: 'Visa ending 4242', amount: usd(4599), by: day('2026-03-10') }] },
  refund_failed: { amount: usd(4599), lines: [{ label: 'Visa ending 4242', amount: usd(4599), by: null }] },
  review_opened: { things: things(1), by: moment('2026-03-03T15:00:00Z'), silence: 'for_shopper' },
  review_moved: { things: things(1), by: moment('2026-03-03T15:00:00Z') },
  review_granted: { things: things(1), note: 'The photo shows another door.' },
  review_declined: { things: things(1), note: 'The parcel was signed for by you at your door.' },
  review_for_you: { things: things(1) },
  wait_started: { things: things(1), until: moment('2026-03-04T15:00:00Z') },
  wait_over: { things: things(1) },
  turned_up: { things: things(1) },
  payment_declined: { things: things(1) },
  exchange_not_paid: { things: things(1) },
  part_not_possible: { things: things(1) },
  return_asked: { things: things(1), by: moment('2026-03-05T22:00:00Z') },
  return_answered: { things: things(1), outcome: 'approved', note: 'Looked at it, all fine' },
  return_closing: { things: things(1), by: day('2026-04-01') },
  return_ended: { things: things(1), why: 'late' },
  way_ready: { things: things(1), kind: 'code', by: day('2026-04-01') },
  way_handed_over: { things: things(1), number: 'MR-7F3K-29Q', money: 'later' },
  way_lost: { things: things(1), pays: 'yes' },
  way_received: { things: things(1), finding: 'fine', money: 'later' },
  way_deducted: { things: things(1), amount: usd(460), note: 'Scratches on the base' },
  way_not_there: { things: things(1), note: 'The box held only paper' },
  advance_reminder: { things: things(1), by: day('2026-04-02'), charge: usd(4599) },
  advance_charged: { things: things(1), amount: usd(4599) },
  advance_reversed: { things: things(1), amount: usd(4599) },
  change_asked: { kind: 'cancel', things: things(3), by: moment('2026-03-03T15:00:00Z') },
  change_applied: { kind: 'address', things: things(1) },
  change_refused: { kind: 'cancel', things: things(1), instead: 'parcel' },
  cancel_done: {
    things: things(1),
    whole: 'no',
    amount: usd(4599),
    lines: [{ label: 'Visa ending 4242', amount: usd(4599), by: day('2026-03-10') }],
  },
  late_notice: { things: things(1), promised: day('2026-03-03'), expected: day('2026-03-05'), choice: 'cancel' },
  late_made_good: {
    things: things(1),
    arrived: 'no',
    amount: usd(599),
    credit: usd(200),
    choice: 'refuse',
    lines: [{ label: 'Visa ending 4242', amount: usd(599), by: day('2026-03-10') }],
  },
  lost_put_right: { things: things(1), remedy: 'replacement', amount: null, by: day('2026-03-06') },
  withdrawal_received: {
    person: 'Lena Vogt',
    order: 'W-1001',
    part: 'Linen shirt',
    at: { exact: new Date('2026-03-03T15:04:00Z') },
    number: 'MR-7F3K-29Q',
  },
  withdrawal_answered: { outcome: 'return', rest: 'no', number: 'MR-7F3K-29Q' },
  conversation_answer: {
    person: 'Sam',
    said: 'Hi Ava,\n\nyour new one is on its way.',
    link: { hidden: { kind: 'conversation_link', id: 'cnv_sample' } },
  },
  incident_message: {
    said: 'A storm closed the hub in Reno. Your parcel waits there, dry, and goes on tomorrow morning.',
    orders: 'W-1001 (Blender), W-1002 (Mug)',
    count: 2,
    more: 0,
  },
  claim_asked: { things: things(1), seller: 'Northwind Ceramics', by: moment('2026-03-04T15:00:00Z') },
  claim_in_review: { things: things(1), by: moment('2026-03-06T15:00:00Z') },
  claim_offered: {
    things: things(1),
    seller: 'Northwind Ceramics',
    amount: usd(1500),
    said: 'Keep it, and we give you some of it back.',
  },
  claim_question: {
    things: things(1),
    said: 'Which side of the bowl is chipped?',
    by: moment('2026-03-05T15:00:00Z'),
  },
  claim_decided: {
    things: things(1),
    seller: 'Northwind Ceramics',
    outcome: 'paid',
    amount: usd(4599),
    said: 'It never arrived. You get your money back.',
    lines: [{ label: 'Visa ending 4242', amount: usd(4599), by: day('2026-03-10') }],
  },
  seller_claim: {
    things: things(1),
    stage: 'claim',
    ground: 'not_as_described',
    by: moment('2026-03-05T15:00:00Z'),
    said: 'It’s gray, not blue.',
  },
  seller_claim_decided: {
    things: things(1),
    outcome: 'for_shopper',
    payer: 'seller',
    blame: 'yes',
    amount: usd(4599),
    appeal: day('2026-04-04'),
    said: 'The photos show another color.',
  },
  seller_recourse_decided: { outcome: 'partly', amount: usd(2000), said: 'Half of it was ours.' },
  seller_promise: { things: things(1), turn: 'missed', sent: 'no', promised: day('2026-03-03') },
  seller_digest: { count: 2, said: 'W-1001: a claim, answer by Thursday\nW-1002: a return to look at', more: 0 },
  safety_for_seller: {
    title: 'Steam iron',
    order: 'W-1001',
    lot: 'L-2207',
    who: 'person',
    said: 'The plate came off and burned my hand.',
  },
  safety_for_staff: {
    title: 'Steam iron',
    order: 'W-1001',
    lot: 'L-2207',
    who: 'person',
    said: 'The plate came off and burned my hand.',
    by: moment('2026-03-02T15:15:00Z'),
    silences: 0,
  },
  recall_notice: {
    title: 'Steam iron',
    said: 'The plate of some irons can come off while they are hot.',
    instruction: 'stop_using',
    turn: 'first',
  },
  goes_on_by_mail: { because: 'left', link: null },
  call_missed: { because: 'not_reached', link: null },
  mail_received: {
    about: 'My parcel',
    by: { moment: new Date('2026-03-02T18:30:00Z') },
    link: { hidden: { kind: 'order_link', id: 'ord_sample' } },
    other: { hidden: { kind: 'order_problem_link', id: 'ord_sample' } },
  },
  transcript: { link: null },
  survey_asked: {
    person: 'Sam',
    link: { hidden: { kind: 'survey_yes', id: 'srv_sample' } },
    other: { hidden: { kind: 'survey_no', id: 'srv_sample' } },
  },
  conduct_changed: { step: 'mail_only', until: moment('2026-04-02T15:00:00Z') },
  staff_invitation: {
    person: 'Sam Okafor',
    link: { hidden: { kind: 'staff_invitation', id: 'inv_sample' } },
    hours: 72,
  },
  seller_invitation: {
    person: 'Nora Lind',
    seller: 'Northwind Ceramics',
    link: { hidden: { kind: 'seller_invitation', id: 'inv_sample' } },
    hours: 72,
  },
  approval_decided: {
    summary: 'Refund $60.00 outside policy on order W-1001',
    outcome: 'approved',
    person: 'Rosa Diaz',
    note: '',
  },
  change_late: { kind: 'address', things: things(1) },
  parcel_out: { things: things(2) },
  parcel_delivered: { things: things(1) },
  claim_again: {
    things: things(1),
    seller: 'Northwind Ceramics',
    by: moment('2026-03-09T15:00:00Z'),
    who: 'seller',
  },
  seller_claim_again: { things: things(1), by: moment('2026-03-09T15:00:00Z'), who: 'shopper' },
  seller_claim_closed: { things: things(1), why: 'withdrawn' },
  seller_offer_declined: { things: things(1), amount: usd(1500) },
  seller_debited: { amount: usd(2299), order: 'W-1001' },
  seller_message: { things: things(1), said: 'Hello,\nis the lid oven-safe as well?' },
  news_digest: {
    count: 2,
    scope: 'order',
    order: 'W-1001',
    entries: [
      {
        headline: 'It’s handed over. That was your part.',
        words: 'We follow Trail backpack, 28 L from here, and tell you when your money is on its way.',
        path: '/returns/ret_1',
      },
      { headline: 'Your parcel is here', words: 'Trail backpack, 28 L arrived with us.', path: '/returns/ret_1' },
    ],
  },
}

function things(count: number) {
  return { title: 'Trail backpack, 28 L', count }
}

function usd(amountMinor: number) {
  return { amountMinor, currency: 'USD' }
}

function day(date: string) {
  return { day: new Date(`${date}T12:00:00Z`) }
}

function moment(at: string) {
  return { moment: new Date(at) }
}
