import type { Money } from '#platform/money'
import type { HiddenValue } from './tables.ts'
import type { Topic } from './topics.ts'

/** A calendar day as people say it, in the reader's language and zone. */
export interface Day {
  day: Date
}

/** A day with its time. */
export interface Moment {
  moment: Date
}

/** The same with year, seconds and zone, as it stands on a receipt. */
export interface Exact {
  exact: Date
}

/** Filled in when the mail leaves: a code, a link. */
export interface Hidden {
  hidden: HiddenValue
}

/** Things of an order in words: the first one's title and how many there are. */
export interface Things {
  title: string
  count: number
}

/** Money on its way somewhere: to what, how much, and by when. */
export interface MoneyLine {
  label: string
  amount: Money
  by: Day | null
}

/** What each mail says, by its name. */
export interface TemplateParams {
  sign_in_code: { code: Hidden; minutes: number }
  sign_in_unknown: Record<never, never>
  guest_code: { code: Hidden; minutes: number; order: string }
  /** A `link` with which somebody takes back what was done; none where the store's rules leave no time for it. */
  password_changed: { link: Hidden | null; undoHours: number; cooldownHours: number }
  password_reset: { link: Hidden; minutes: number }
  /** `place`: city and country, or the beginning of a network address; empty when neither is known. */
  new_sign_in: { device: string; place: string; at: Moment; link: Hidden | null; undoHours: number }
  /** `what`: a new e-mail address, or that it is still them. */
  confirm_code: { code: Hidden; minutes: number; what: 'address' | 'proof' }
  /** To the address from before. `now`: as much of the new one as its owner needs to know it. */
  contact_changed: {
    field: 'email' | 'phone' | 'phone_gone'
    now: string
    link: Hidden | null
    undoHours: number
    cooldownHours: number
  }
  address_confirmed: Record<never, never>
  sign_in_changed: {
    what: 'passkey_added' | 'passkey_removed' | 'second_factor_on' | 'second_factor_off'
    link: Hidden | null
    undoHours: number
  }
  erasure_asked: { at: Moment }
  erasure_near: { at: Moment }
  erasure_done: Record<never, never>
  erasure_canceled: Record<never, never>
  /** What somebody of the store changed for a shopper. `digits`: how a new phone number ends. */
  account_changed: {
    store: string
    name: 'yes' | 'no'
    phone: 'new' | 'gone' | 'no'
    digits: string
    language: 'yes' | 'no'
    addresses: 'yes' | 'no'
  }
  /**
   * `first`: where the first one is — somewhere on the way, with the shopper, or with the shopper and to be sent back.
   * `day`: whether it is the one that was said, or a later one. `what`: the same again, or another variant instead.
   */
  replacement_on_its_way: {
    things: Things
    by: Day | null
    first: 'lost' | 'here' | 'back'
    day: 'as_said' | 'later'
    what: 'same' | 'other'
  }
  replacement_not_possible: { things: Things }
  refund_under_way: { amount: Money; lines: MoneyLine[] }
  refund_done: { amount: Money; lines: MoneyLine[] }
  refund_failed: { amount: Money; lines: MoneyLine[] }
  review_opened: { things: Things; by: Moment; silence: 'for_shopper' | 'to_lead' }
  review_moved: { things: Things; by: Moment | null }
  review_granted: { things: Things; note: string }
  review_declined: { things: Things; note: string }
  review_for_you: { things: Things }
  wait_started: { things: Things; until: Moment }
  wait_over: { things: Things }
  turned_up: { things: Things }
  payment_declined: { things: Things }
  exchange_not_paid: { things: Things }
  part_not_possible: { things: Things }
  return_asked: { things: Things; by: Moment }
  return_answered: { things: Things; outcome: 'approved' | 'declined'; note: string }
  return_closing: { things: Things; by: Day }
  return_ended: { things: Things; why: 'late' | 'payment' }
  way_ready: { things: Things; kind: 'code' | 'label' | 'pickup'; by: Day }
  way_handed_over: { things: Things; number: string; money: 'later' | 'none' }
  way_lost: { things: Things; pays: 'yes' | 'no' }
  way_received: { things: Things; finding: 'fine' | 'look'; money: 'later' | 'none' }
  way_deducted: { things: Things; amount: Money; note: string }
  way_not_there: { things: Things; note: string }
  advance_reminder: { things: Things; by: Day; charge: Money | null }
  advance_charged: { things: Things; amount: Money }
  advance_reversed: { things: Things; amount: Money }
  change_asked: { kind: ChangeKind; things: Things; by: Moment | null }
  change_applied: { kind: ChangeKind; things: Things }
  change_refused: { kind: ChangeKind; things: Things; instead: 'parcel' | 'person' | 'nothing' }
  cancel_done: { things: Things; whole: 'yes' | 'no'; amount: Money | null; lines: MoneyLine[] }
  /** `choice`: what can be done instead of waiting, if anything: cancel what has not left, or turn the parcel away. */
  late_notice: { things: Things; promised: Day; expected: Day | null; choice: 'cancel' | 'refuse' | 'none' }
  /** `amount`: the shipping fee; `credit`: goodwill on top. At least one of them is there. `choice`: as in `late_notice`. */
  late_made_good: {
    things: Things
    arrived: 'yes' | 'no'
    amount: Money | null
    credit: Money | null
    choice: 'cancel' | 'refuse' | 'none'
    lines: MoneyLine[]
  }
  lost_put_right: { things: Things; remedy: 'replacement' | 'refund'; amount: Money | null; by: Day | null }
  withdrawal_received: { person: string; order: string; part: string; at: Exact; number: string }
  withdrawal_answered: {
    outcome: 'return' | 'cancel' | 'late' | 'excluded' | 'unknown'
    rest: 'yes' | 'no'
    number: string
  }
  /** `said`: our answer, as it was written. `link`: without an account only a link opens it. */
  conversation_answer: { person: string; said: string; link: Hidden | null }
  /** `said`: the one message to everybody whose order an incident hits. `orders`: the first of them, each with what it is for. */
  incident_message: { said: string; orders: string; count: number; more: number }
  /** `said`: what the shopper told us. `lot`: where it is known. To the seller whose thing it is. */
  safety_for_seller: { title: string; order: string; lot: string; who: 'person' | 'property' | 'unknown'; said: string }
  /** `silences`: how often nobody had looked in time; 0 when it was just told. */
  safety_for_staff: {
    title: string
    order: string
    lot: string
    who: 'person' | 'property' | 'unknown'
    said: string
    by: Moment
    silences: number
  }
  /** `said`: what the store says about it. */
  recall_notice: {
    title: string
    said: string
    instruction: 'stop_using' | 'dispose' | 'return'
    turn: 'first' | 'reminder' | 'again'
  }
  /** The seller is asked first; by then the store steps in. */
  claim_asked: { things: Things; seller: string; by: Moment }
  claim_in_review: { things: Things; by: Moment }
  /** `said`: what the seller wrote with it. */
  claim_offered: { things: Things; seller: string; amount: Money; said: string }
  claim_question: { things: Things; said: string; by: Moment }
  /** `said`: why, in the words of whoever decided. `lines`: where the money goes. */
  claim_decided: {
    things: Things
    seller: string
    outcome: 'paid' | 'return' | 'no'
    amount: Money | null
    said: string
    lines: MoneyLine[]
  }
  /** To a seller: what is to be answered by when. `said`: what the shopper or the store wrote. */
  seller_claim: {
    things: Things
    stage: 'contact' | 'claim' | 'advanced' | 'question'
    ground: string
    by: Moment
    said: string
  }
  seller_claim_decided: {
    things: Things
    outcome: 'for_shopper' | 'for_seller' | 'split'
    payer: 'seller' | 'platform' | 'carrier' | 'nobody'
    blame: 'yes' | 'no'
    amount: Money | null
    appeal: Day | null
    said: string
  }
  seller_recourse_decided: { outcome: 'granted' | 'partly' | 'declined'; amount: Money | null; said: string }
  /** A promise to a shopper breaks. `turn`: it is at risk, or it was missed. `sent`: whether it has left. */
  seller_promise: { things: Things; turn: 'at_risk' | 'missed'; sent: 'yes' | 'no'; promised: Day }
  /** Once a day, while something waits. `said`: what, with its deadline, a line each. */
  seller_digest: { count: number; said: string; more: number }
  goes_on_by_mail: { because: 'left' | 'asked' | 'closed' | 'quiet'; link: Hidden | null }
  /** We called and reached nobody; one tap picks a time. */
  call_missed: { because: 'wrong_number' | 'not_reached'; link: Hidden | null }
  /** A mail came in. `about`: its subject, so that mail programs show both as one. `by`: when a person answers at the latest. `link` and `other`: to the order that it is about. */
  mail_received: { about: string; by: Moment | null; link: Hidden | null; other: Hidden | null }
  /** What was said goes along as files. */
  transcript: { link: Hidden | null }
  /** `link` and `other` preset yes and no. */
  survey_asked: { person: string; link: Hidden; other: Hidden }
  conduct_changed: { step: 'warned' | 'mail_only' | 'blocked' | 'lifted'; until: Moment | null }
  staff_invitation: { person: string; link: Hidden; hours: number }
  seller_invitation: { person: string; seller: string; link: Hidden; hours: number }
  approval_decided: { summary: string; outcome: 'approved' | 'declined' | 'expired'; person: string; note: string }
  /** The storefront did not answer by when we said it would; a person looks. */
  change_late: { kind: ChangeKind; things: Things }
  parcel_out: { things: Things }
  parcel_delivered: { things: Things }
  /** Somebody else decides once more. `who`: who asked for it. */
  claim_again: { things: Things; seller: string; by: Moment; who: 'shopper' | 'seller' }
  seller_claim_again: { things: Things; by: Moment; who: 'shopper' | 'seller' }
  /** Nothing is to be answered any more. */
  seller_claim_closed: { things: Things; why: 'withdrawn' | 'elsewhere' }
  seller_offer_declined: { things: Things; amount: Money }
  /** What of a refund the seller bears, where no decision about a claim said so. */
  seller_debited: { amount: Money; order: string }
  /** `said`: what the shopper wrote. */
  seller_message: { things: Things; said: string }
  /** Several pieces of news in one mail. `entries`: each as its own mail would have begun. */
  news_digest: { count: number; scope: 'order' | 'day'; order: string; entries: Entry[] }
}

/** One piece of news among others: its answer, a few words, and where it leads. They are in the reader's language already. */
export interface Entry {
  headline: string
  words: string
  path: string | null
  /** When it happened; left out where it does not matter. */
  at?: string
}

export type ChangeKind = 'cancel' | 'address' | 'variant' | 'payment'
export type TemplateName = keyof TemplateParams

/** Which choice a mail belongs to. */
export const topicOf: Record<TemplateName, Topic> = {
  sign_in_code: 'sign_in',
  sign_in_unknown: 'sign_in',
  guest_code: 'sign_in',
  password_changed: 'sign_in',
  password_reset: 'sign_in',
  new_sign_in: 'sign_in',
  confirm_code: 'sign_in',
  contact_changed: 'sign_in',
  address_confirmed: 'sign_in',
  sign_in_changed: 'sign_in',
  erasure_asked: 'sign_in',
  erasure_near: 'sign_in',
  erasure_done: 'sign_in',
  erasure_canceled: 'sign_in',
  account_changed: 'sign_in',
  staff_invitation: 'sign_in',
  seller_invitation: 'sign_in',
  withdrawal_received: 'sign_in',
  withdrawal_answered: 'sign_in',
  refund_under_way: 'money',
  refund_done: 'money',
  refund_failed: 'money',
  cancel_done: 'money',
  lost_put_right: 'money',
  late_made_good: 'money',
  replacement_on_its_way: 'problems',
  replacement_not_possible: 'problems',
  review_opened: 'problems',
  review_moved: 'problems',
  review_granted: 'problems',
  review_declined: 'problems',
  review_for_you: 'problems',
  wait_started: 'problems',
  wait_over: 'problems',
  turned_up: 'problems',
  payment_declined: 'money',
  exchange_not_paid: 'money',
  part_not_possible: 'problems',
  way_ready: 'orders',
  way_handed_over: 'orders',
  way_received: 'orders',
  // What is at stake is money, so these come whatever the choice.
  way_lost: 'money',
  way_deducted: 'money',
  return_asked: 'orders',
  return_answered: 'orders',
  return_closing: 'orders',
  return_ended: 'orders',
  way_not_there: 'money',
  advance_reminder: 'money',
  advance_charged: 'money',
  advance_reversed: 'money',
  change_asked: 'orders',
  change_applied: 'orders',
  change_refused: 'orders',
  late_notice: 'deliveries',
  approval_decided: 'orders',
  conversation_answer: 'answers',
  incident_message: 'orders',
  // Somebody could be hurt, so these come whatever the choice.
  safety_for_seller: 'money',
  safety_for_staff: 'money',
  recall_notice: 'money',
  claim_asked: 'money',
  claim_in_review: 'problems',
  claim_offered: 'money',
  claim_question: 'money',
  claim_decided: 'money',
  seller_claim: 'money',
  seller_claim_decided: 'money',
  seller_recourse_decided: 'money',
  seller_promise: 'money',
  seller_digest: 'money',
  goes_on_by_mail: 'answers',
  call_missed: 'answers',
  mail_received: 'answers',
  conduct_changed: 'answers',
  transcript: 'transcripts',
  survey_asked: 'surveys',
  change_late: 'orders',
  parcel_out: 'parcels',
  parcel_delivered: 'parcels',
  claim_again: 'money',
  seller_claim_again: 'money',
  seller_claim_closed: 'money',
  seller_offer_declined: 'money',
  seller_debited: 'money',
  seller_message: 'answers',
  news_digest: 'orders',
}

/**
 * Mails that wait a moment for others where one about the same order has just left: each is one step of something that goes on by
 * itself, and nobody has to do anything about it.
 */
export const smallFacts: ReadonlySet<TemplateName> = new Set<TemplateName>([
  'way_handed_over',
  'way_received',
  'change_applied',
  'turned_up',
  'parcel_out',
  'parcel_delivered',
])

/** What has a deadline, or asks for a choice, is not kept for the mail of the day, whatever its topic. */
export const cannotWait: ReadonlySet<TemplateName> = new Set<TemplateName>([
  'approval_decided',
  'way_ready',
  'return_closing',
  'return_ended',
  'return_answered',
  'change_refused',
  'incident_message',
])
