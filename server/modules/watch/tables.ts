/** What is looked for. One finding per subject and kind, ever: what was told is not told again. */
export type FindingKind =
  | 'promise_at_risk'
  | 'promise_missed'
  | 'presumed_lost'
  | 'refund_unsettled'
  | 'refund_mismatch'
  | 'refunded_twice'
  | 'replacement_unsent'
  | 'change_unanswered'
  | 'payment_declined'
  | 'audit'
  | 'payouts_unusual'
  | 'mail_put_aside'
  | 'answer_nearly_late'
  | 'phone_line_trouble'

export interface FindingRow {
  store_id: string
  id: string
  kind: FindingKind
  subject_kind: string
  subject_id: string
  order_id: string | null
  customer_id: string | null
  details: FindingDetails
  found_at: Date
  resolved_at: Date | null
  resolution: string | null
}

/** What is known beside the subject; each kind uses its own. */
export interface FindingDetails {
  mode?: 'off' | 'shadow' | 'live'
  promisedBy?: string
  decisionId?: string
  feeRefundId?: string
  goodwill?: boolean
  /** Units whose shipping fee could not all come back while a bank looked into the payment: the rest follows once it decides. */
  feeWaits?: string[] | null
  problemId?: string
  remedy?: string
  /** Why the shopper could not be helped unasked. */
  stoppedBy?: string
  amountMinor?: number
  /** What is usual for the weekday, and whether first scans now wait for receipt. */
  normMinor?: number
  steppedDown?: boolean
  currency?: string
  since?: string
  /** What the provider has in its books, beside our own amount. */
  theirsMinor?: number
  mismatch?: 'unknown' | 'missing' | 'amount_differs' | 'paid_twice'
  /** Why a mail was put aside. */
  problem?: string
  /** The provider's own id, for a look at its pages. */
  providerReference?: string
}

export interface WatchTables {
  watch_finding: FindingRow
}
