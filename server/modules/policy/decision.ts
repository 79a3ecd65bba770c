import type { Jurisdiction } from './law.ts'

export type DecisionKind =
  | 'dnr'
  | 'not_received'
  | 'late'
  | 'lost'
  | 'cancel'
  | 'change'
  | 'damaged'
  | 'return'
  | 'claim'

/** The kinds that are decided by the rows of a table. */
export type TableKind = Exclude<DecisionKind, 'return'>

/**
 * `now`: done at once. `wait`: done by itself at `waitUntil`. `person`: somebody decides inside `decideWithinHours`.
 * `refused`: only cancel and change know it, always with a code and a way on; a missing parcel is never refused.
 */
export type Outcome = 'now' | 'wait' | 'person' | 'refused'

export type RiskBand = 'low' | 'medium' | 'high'

export type RemedyKind =
  | 'replacement'
  | 'exchange'
  | 'parts'
  | 'refund'
  | 'partial_refund'
  | 'store_credit'
  | 'cancel_and_refund'
  | 'wait'
  | 'shipping_fee_back'
  | 'goodwill_credit'
  | 'refuse_parcel'
  | 'return_for_refund'
  | 'cancel_and_reorder'
  | 'person'

/** A coded reason with words for both sides. Codes are stable; words may be translated by code and params. */
export interface Reason {
  code: string
  /** Words for the shopper: warm, plain, short. Empty where the reason is for staff alone. */
  shopper: string
  /** Words for staff: what the rule saw. */
  staff: string
  params?: Readonly<Record<string, string | number | boolean>>
}

export type Layer = 'default' | 'store' | 'category' | 'seller' | 'value_band' | 'tier' | 'law'

/** One value that the decision read, and the layer that gave it. */
export interface TraceEntry {
  key: string
  value: unknown
  layer: Layer
  /** Name inside the layer: the category, seller, band, tier or jurisdiction. */
  from?: string
  /** What the store had set before the law moved it. */
  movedFrom?: unknown
}

export interface Decision {
  kind: DecisionKind
  outcome: Outcome
  /** Id of the row of the decision table that matched, such as `4.medium`. */
  rowId: string
  /** Which group of rows it belongs to: for `dnr` the number 1 to 6 of the published table. */
  rowGroup: string
  /** For `wait`: the instant at which the remedies open by themselves. Null when it cannot be known yet. */
  waitUntil: Date | null
  /** For `person`: hours inside which somebody decides. */
  decideWithinHours: number | null
  /** Whether those hours run by the clock or only while the store is staffed. */
  decideClock: 'clock' | 'staffed'
  /** Who the case falls to when the deadline passes without an answer. */
  onSilence: 'shopper' | 'lead'
  /** Hours the lead has when the case falls to them. */
  leadWithinHours: number
  /** What may be offered, best first. Opens at once for `now`, at `waitUntil` for `wait`, after the person for `person`. */
  remedies: readonly RemedyKind[]
  /** The shopper signs a short statement before the remedy. */
  statement: boolean
  /** The case is put among those that are looked at afterwards. */
  audit: boolean
  carrierTrace: boolean
  /** A second loss at the address: the next delivery wants a code, a signature or a locker. */
  secureNextDelivery: boolean
  reasons: readonly Reason[]
  trace: readonly TraceEntry[]
  jurisdiction: Jurisdiction
}
