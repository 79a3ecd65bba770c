/** What a signal says. Own history and evidence only: no signal may come from who a person is (policy `risk.never_use`). */
export type SignalKind =
  | 'not_received_claim'
  | 'not_received_remedy'
  | 'problem_claim'
  | 'return_made'
  | 'return_weight_off'
  | 'return_worn'
  | 'wrong_return_confirmed'
  | 'abuse_confirmed'
  | 'chargeback_lost_after_refund'
  | 'refunded_elsewhere'
  | 'contact_changed'
  | 'turned_up'

export interface TrustSignalRow {
  store_id: string
  id: string
  customer_id: string
  kind: SignalKind
  about_kind: string
  about_id: string
  order_id: string | null
  amount_minor: number | null
  currency: string | null
  details: Record<string, unknown>
  at: Date
  voided_at: Date | null
  void_reason: string | null
}

export interface TrustLinkRow {
  store_id: string
  customer_id: string
  linked_customer_id: string
  linked_by: string[]
  created_at: Date
}

export interface TrustHoldRow {
  store_id: string
  id: string
  customer_id: string
  step: 'warned' | 'no_instant' | 'person_only'
  reason: string
  placed_by: string
  placed_at: Date
  lifted_by: string | null
  lifted_at: Date | null
}

export interface TrustTables {
  trust_signal: TrustSignalRow
  trust_link: TrustLinkRow
  trust_hold: TrustHoldRow
}
