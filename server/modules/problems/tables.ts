import type { Decision, PhotoSubject, Reason } from '#modules/policy'
import type { Money } from '#platform/money'
import type { ProblemKind } from './contract.ts'
import type { Guarantee } from './guarantee.ts'
import type { ProblemState } from './machine.ts'

/** One remedy as it was offered; kept with the problem, so that what was promised is what is given. */
export interface Offer {
  id: string
  kind: OfferKind
  recommended: boolean
  /** Empty when it can be taken now. */
  availableAt: string | null
  requires: ('statement' | 'photo' | 'consent' | 'variant')[]
  /** Money that comes back, where the remedy is money. */
  amount: Money | null
  method: { label: string; amount: Money; expectedBy: string | null }[]
  /** For what is sent: when it arrives. */
  expectedBy: string | null
  /** What it costs the store: goods sent again or money given. */
  cost: Money
  /** The old one goes back, free, and nothing waits for it. */
  returnNeeded?: boolean
  /** What is charged, and to what, if the old one never comes back. */
  consent?: { amount: Money; paymentMethodId: string; label: string }
  /** What can be sent instead. */
  variants?: OfferedVariant[]
  /** Only people of this role and above may give it. */
  forRole?: 'lead'
}

export interface OfferedVariant {
  id: string
  title: string
  options: Record<string, string>
  imageUrl: string | null
  /** As shown: a price that changes meanwhile changes nothing about this offer. */
  priceMinor: number
  /** For all units together: positive is paid by the shopper, negative comes back. */
  differenceMinor: number
  /** What pays it; what comes back goes the way it was paid. */
  paymentMethodId: string | null
  methodLabel: string | null
}

/** Another variant that was chosen instead. */
export interface Exchange {
  toVariantId: string
  title: string
  priceMinor: number
  differenceMinor: number
  currency: string
  /** The shopper agreed to what is charged if the old one never comes back. */
  consented: boolean
  /** What pays first, where it costs more: the new one is sent once the charge succeeded. */
  chargeId: string | null
}

export type OfferKind =
  | 'replacement'
  | 'refund'
  | 'cancel'
  | 'partial_refund'
  | 'store_credit'
  | 'return_for_refund'
  | 'exchange'
  | 'parts'
  | 'claim'
  | 'wait'
  | 'person'

export interface ProblemRow {
  store_id: string
  id: string
  reference: string
  order_id: string
  customer_id: string
  shipment_id: string | null
  kind: ProblemKind
  state: ProblemState
  loss_id: string
  ship_to_key: string
  note: string | null
  statement_signed_at: Date | null
  own_door_answer: boolean | null
  opened_by: string
  opened_at: Date
  wait_until: Date | null
  value_minor: number
  currency: string
  decision_id: string
  /** Written as JSON text. */
  offers: Offer[]
  /** What the decision leads to, kept beside the problem so that no screen has to parse the decision. */
  verdict: Verdict
  remedy_kind: OfferKind | null
  remedy_offer_id: string | null
  remedied_by: string | null
  remedied_at: Date | null
  refund_id: string | null
  replacement_id: string | null
  change_id: string | null
  /** What brings it back. */
  return_id: string | null
  /** Written as JSON text. */
  exchange: Exchange | null
  unsafe: boolean
  hazardous: boolean
  turned_up_at: Date | null
  turned_up_choice: 'keep_and_pay' | 'return' | 'keep_free' | null
  /** It was kept and the payment for it declined: nothing was taken, and the shopper chooses again. */
  payment_failed_at: Date | null
  version: number
}

/** The parts of a decision that the problem itself goes on with. */
export interface Verdict {
  outcome: Decision['outcome']
  rowId: string
  rowGroup: string
  reasons: Reason[]
  policyVersion: string
  riskBand: 'low' | 'medium' | 'high'
  evidence: {
    verdict: 'supports' | 'against' | 'none'
    distanceMeters?: number
    uncertaintyMeters?: number
    reasons: { code: string; words: string }[]
  } | null
  statement: boolean
  audit: boolean
  secureNextDelivery: boolean
  decideWithinHours: number | null
  onSilence: 'shopper' | 'lead'
  leadWithinHours: number
  mode: 'live' | 'shadow'
  /** What the rules alone would have done; `outcome` is what was done. */
  engineOutcome?: Decision['outcome']
  /** Only for what a third-party seller sold. */
  guarantee?: Guarantee
  /** Only for what arrived broken, wrong or incomplete. */
  condition?: {
    asked: PhotoSubject[]
    missing: number
    /** Nothing has to come back. */
    keep: boolean
    most: number
    megabytes: number
    types: string[]
  }
}

export interface ProblemUnitRow {
  store_id: string
  problem_id: string
  unit_id: string
}

export interface ProblemFileRow {
  store_id: string
  problem_id: string
  file_id: string
  position: number
}

export interface ReviewRow {
  store_id: string
  id: string
  about_kind: string
  about_id: string
  order_id: string
  customer_id: string
  state: 'open' | 'decided' | 'silent' | 'withdrawn'
  required_role: 'associate' | 'senior' | 'lead' | 'supervisor' | 'administrator'
  question: string
  decide_by: Date
  hard_limit: Date
  on_silence: 'for_shopper' | 'to_lead'
  silences: number
  opened_at: Date
  decided_by: string | null
  decided_at: Date | null
  outcome: string | null
  note: string | null
  version: number
}

export interface ProblemTables {
  problem: ProblemRow
  problem_unit: ProblemUnitRow
  problem_file: ProblemFileRow
  review: ReviewRow
}
