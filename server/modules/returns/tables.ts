import type { Inspection, Logistics, ReturnApproval, ReturnMoney } from './machine.ts'
import type { ReturnQuote } from './contract.ts'

export type Resolution = 'refund' | 'replacement' | 'exchange' | 'store_credit' | 'none'
export type ReturnMethod = 'drop_off' | 'locker' | 'label' | 'pickup' | 'store' | 'keep' | 'none'
export type ReturnOrigin = 'shopper' | 'staff' | 'seller' | 'gift' | 'withdrawal' | 'unannounced' | 'problem'
/** The moment at which the money of a unit is due. */
export type RefundMoment = 'at_once' | 'first_scan' | 'destination_scan' | 'receipt' | 'inspection' | 'never'
export type Payer = 'shopper' | 'seller' | 'nobody'

export interface ReturnRow {
  store_id: string
  id: string
  reference: string
  /** Whose return it is: the buyer, or for a gift whoever received it. */
  customer_id: string
  resolution: Resolution
  method: ReturnMethod
  origin: ReturnOrigin
  about_kind: string | null
  about_id: string | null
  place_id: string | null
  pickup_from: Date | null
  pickup_until: Date | null
  /** Null: the way it came; `store_credit`; or the id of a payment method. */
  refund_target: string | null
  charge_method_id: string | null
  currency: string
  fee_minor: number
  fee_due: 'at_creation' | 'first_carrier_scan'
  /** Exactly what was shown before the tap; null where another matter opened it. Written as JSON text. */
  quote: ReturnQuote | null
  decision_id: string
  statutory: boolean
  refund_at: RefundMoment
  /** What is sent instead leaves when it is asked for, or when the old one is back. */
  send_at: 'request' | 'receipt' | 'never'
  /** When the difference of an exchange is charged or comes back. */
  settle_at: 'request' | 'dispatch' | 'receipt' | null
  requested_by: string
  requested_at: Date
  hand_over_by: Date
  approve_by: Date | null
  on_silence: 'approve' | 'to_lead' | null
  canceled_at: Date | null
  cancel_reason: string | null
  closed_at: Date | null
  version: number
}

export interface ReturnLineRow {
  store_id: string
  id: string
  return_id: string
  position: number
  order_id: string
  item_id: string
  reason: string
  note: string | null
  file_ids: string[]
  payer: Payer
  approval: ReturnApproval
  approval_by: string | null
  approval_at: Date | null
  approval_code: string | null
  approval_note: string | null
  late_percent: number
  /** It does not have to come back. */
  keep: boolean
  to_variant_id: string | null
  /** What a unit of the exchange costs more (positive: the shopper pays) or less. */
  difference_minor: number
}

export interface ReturnUnitRow {
  store_id: string
  return_id: string
  line_id: string
  unit_id: string
  parcel_id: string | null
  logistics: Logistics
  inspection: Inspection
  money: ReturnMoney
  /** Gross, as quoted: after what is taken off for lateness, before the fee and before anything off for its condition. */
  planned_minor: number
  /** Of it for the first delivery. */
  planned_shipping_minor: number
  /** Of it for fees of the order, such as gift wrap. */
  planned_fees_minor: number
  /** For an exchange: what the new one costs, gross, with its tax and list price. */
  to_goods_minor: number | null
  to_goods_tax_minor: number | null
  to_price_minor: number | null
  fee_minor: number
  deduct_percent: number
  deduct_minor: number
  received_at: Date | null
  inspected_at: Date | null
  refund_id: string | null
  replacement_id: string | null
  charge_id: string | null
}

export interface ReturnParcelRow {
  store_id: string
  id: string
  return_id: string
  kind: 'code' | 'label' | 'pickup' | 'unannounced'
  state: 'open' | 'dropped_off' | 'in_transit' | 'delivered' | 'lost' | 'canceled'
  place_id: string | null
  code: string | null
  expires_at: Date | null
  accepted_at: Date | null
  accepted_by: string | null
  accepted_place_id: string | null
  canceled_at: Date | null
  slot_size: 's' | 'm' | 'l' | 'xl' | null
  slot: string | null
  slot_until: Date | null
  pickup_from: Date | null
  pickup_until: Date | null
  label_state: 'none' | 'requested' | 'made' | 'failed' | 'voided'
  label_key: string
  label_file_id: string | null
  label_cost_minor: number | null
  carrier: string | null
  tracking_number: string | null
  failure_code: string | null
  attempts: number
  expected_weight_grams: number | null
  measured_weight_grams: number | null
  first_scan_at: Date | null
  last_scan_at: Date | null
  delivered_at: Date | null
  /** When the carrier was last asked about it. */
  tracked_at: Date | null
  created_at: Date
  version: number
}

export interface ReturnScanRow {
  store_id: string
  id: string
  parcel_id: string
  at: Date
  status: string
  place: unknown
  note: string | null
  weight_grams: number | null
  fingerprint: string
  recorded_at: Date
}

export interface ReturnReceiptRow {
  store_id: string
  id: string
  return_id: string
  parcel_id: string | null
  counts: { lineId: string; quantity: number }[]
  finding: 'complete' | 'short' | 'empty' | 'wrong_item' | 'extra' | null
  note: string | null
  file_ids: string[]
  received_by: string
  at: Date
}

export interface ReturnInspectionRow {
  store_id: string
  id: string
  return_id: string
  unit_id: string
  verdict: Exclude<Inspection, 'pending'>
  grade: string
  deduct_percent: number
  note: string | null
  file_ids: string[]
  inspected_by: string
  at: Date
}

/** A new one was sent before the old one is back. */
export interface AdvanceRow {
  store_id: string
  return_id: string
  order_id: string
  customer_id: string
  replacement_id: string
  due_at: Date | null
  grace_until: Date | null
  consent_at: Date | null
  consent_method_id: string | null
  consent_minor: number | null
  currency: string
  reminders_delivered: number
  approval_id: string | null
  charge_id: string | null
  charged_at: Date | null
  reversed_at: Date | null
  closed_at: Date | null
  version: number
}

export interface WithdrawalRow {
  store_id: string
  id: string
  reference: string
  name: string
  order_reference: string
  contact: string
  items: string | null
  declared_at: Date
  order_id: string | null
  return_id: string | null
  matched_by: string | null
  matched_at: Date | null
  outcome: 'return' | 'cancel' | 'late' | 'excluded' | 'unknown' | null
  /** Why a person is needed, or was, as a code. */
  why: string | null
  change_id: string | null
  /** The language of the receipt. */
  locale: string | null
  receipt_sent_at: Date | null
  version: number
}

/** Money that was given before the goods were back. */
export interface ReturnPayoutRow {
  store_id: string
  refund_id: string
  return_id: string
  moment: string
  currency: string
  amount_minor: number
  at: Date
}

export interface ReturnTables {
  return_payout: ReturnPayoutRow
  return_request: ReturnRow
  return_line: ReturnLineRow
  return_unit: ReturnUnitRow
  return_parcel: ReturnParcelRow
  return_scan: ReturnScanRow
  return_receipt: ReturnReceiptRow
  return_inspection: ReturnInspectionRow
  advance: AdvanceRow
  withdrawal: WithdrawalRow
  seller_return: SellerReturnRow
}

/** That a return has something of a seller's in it; the database keeps it, so that sellers page by an index. */
export interface SellerReturnRow {
  store_id: string
  seller_id: string
  return_id: string
  requested_at: Date
}
