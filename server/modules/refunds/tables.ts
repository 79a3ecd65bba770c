import type { MovementState } from './machine.ts'

/** The tables that only this module writes. */
export interface RefundTables {
  ledger_transfer: LedgerTransferRow
  ledger_entry: LedgerEntryRow
  refund: RefundRow
  refund_line: RefundLineRow
  refund_movement: MovementRow
  charge: ChargeRow
  store_credit: StoreCreditRow
  refund_mismatch: MismatchRow
  refund_reconciliation: { store_id: string; looked_at: Date; listed: number }
}

export interface LedgerTransferRow {
  store_id: string
  id: string
  kind: TransferKind
  about_kind: string
  about_id: string
  order_id: string | null
  currency: string
  state: 'pending' | 'posted' | 'voided'
  created_at: Date
  closed_at: Date | null
}

export type TransferKind =
  | 'refund'
  | 'refund_external'
  | 'refund_returned'
  | 'goodwill'
  | 'charge'
  /** Who bears a refund of a seller's units, what was corrected of it, and how it was collected or paid out. */
  | 'burden'
  | 'burden_correction'
  | 'seller_collection'
  | 'seller_netting'
  | 'seller_credit'
  | 'seller_adjustment'

/** One side of a transfer. Positive: the account has more than before. */
export interface LedgerEntryRow {
  store_id: string
  transfer_id: string
  line: number
  account: string
  amount_minor: number
  currency: string
}

export type RefundState = 'requested' | 'succeeded' | 'failed' | 'partly_failed'

export interface RefundRow {
  store_id: string
  id: string
  order_id: string
  customer_id: string
  origin: 'here' | 'external'
  reference: string | null
  reason: string
  about_kind: string | null
  about_id: string | null
  currency: string
  amount_minor: number
  state: RefundState
  /** `actorKey` of who asked. */
  requested_by: string
  created_at: Date
  done_at: Date | null
  version: number
}

export interface RefundLineRow {
  store_id: string
  refund_id: string
  line: number
  order_id: string
  movement_id: string
  unit_id: string | null
  goods_minor: number
  goods_tax_minor: number
  shipping_minor: number
  shipping_tax_minor: number
  fee_minor: number
  other_minor: number
  counted: boolean
}

export interface MovementRow {
  store_id: string
  id: string
  refund_id: string
  order_id: string
  tender_id: string | null
  target_kind: 'tender' | 'method' | 'store_credit'
  target_id: string
  amount_minor: number
  currency: string
  state: MovementState
  provider_key: string
  provider_reference: string | null
  failure_code: string | null
  attempts: number
  last_tried_at: Date | null
  transfer_id: string
  expected_by: Date | null
  requested_at: Date
  settled_at: Date | null
  /** The refund by which money that did not arrive was taken another way. */
  made_good_by: string | null
  version: number
}

export interface ChargeRow {
  store_id: string
  id: string
  order_id: string
  customer_id: string
  payment_method_id: string
  about_kind: string
  about_id: string
  amount_minor: number
  currency: string
  state: 'requested' | 'succeeded' | 'failed'
  provider_key: string
  provider_reference: string | null
  failure_code: string | null
  attempts: number
  last_tried_at: Date | null
  transfer_id: string
  repays_refund_id: string | null
  unwanted_reason: string | null
  requested_at: Date
  settled_at: Date | null
  version: number
}

export interface StoreCreditRow {
  store_id: string
  customer_id: string
  currency: string
  balance_minor: number
}

/** Where the provider's books and ours say different things. */
export interface MismatchRow {
  store_id: string
  id: string
  kind: 'unknown' | 'missing' | 'amount_differs' | 'paid_twice'
  /** The movement; for what is unknown here the provider's own id. */
  subject_id: string
  refund_id: string | null
  order_id: string | null
  customer_id: string | null
  ours_minor: number | null
  theirs_minor: number | null
  currency: string
  provider_reference: string | null
  seen_at: Date
  gone_at: Date | null
}
