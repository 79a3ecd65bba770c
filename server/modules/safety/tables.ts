import type { ColumnType } from 'kysely'
import type { RecallRemedy, SafetyOutcome } from './contract.ts'
import type { NoticeState, SafetyState } from './machine.ts'

/** What was bought, as far as it is known. */
export interface SafetyThing {
  itemId: string
  title: string
  productId: string | null
  variantId: string | null
  lot: string | null
  sellerId: string | null
  quantity: number
}

export interface SafetyReportRow {
  store_id: string
  id: string
  reference: string
  /** Null: about the order itself. */
  problem_id: string | null
  order_id: string
  customer_id: string
  things: ColumnType<SafetyThing[], string, string>
  who: 'person' | 'property' | null
  state: SafetyState
  outcome: SafetyOutcome | null
  outcome_note: string | null
  answer_by: Date
  required_role: 'associate' | 'lead' | 'supervisor'
  silences: number
  conversation_id: string | null
  opened_by: string
  opened_at: Date
  looked_by: string | null
  looked_at: Date | null
  closed_by: string | null
  closed_at: Date | null
  version: number
}

export interface SafetyAccountRow {
  store_id: string
  id: string
  report_id: string
  note: string | null
  who: 'person' | 'property' | null
  file_ids: string[]
  by: string
  at: Date
}

export interface SafetyStopRow {
  store_id: string
  id: string
  product_id: string
  lot: string | null
  reason: string
  stopped_by: string
  stopped_at: Date
  restarted_by: string | null
  restarted_at: Date | null
  restart_note: string | null
}

export interface RecallRow {
  store_id: string
  id: string
  reference: string
  title: string
  product_id: string
  variant_ids: string[]
  lots: string[]
  seller_ids: string[]
  unknown_lots: boolean
  ordered_from: Date | null
  ordered_to: Date | null
  reason: string
  instruction: 'stop_using' | 'dispose' | 'return'
  remedies: RecallRemedy[]
  replacement_variant_id: string | null
  message: string
  state: 'open' | 'closed'
  opened_by: string
  opened_at: Date
  closed_at: Date | null
  looked_at: Date | null
  version: number
}

export interface RecallNoticeRow {
  store_id: string
  id: string
  recall_id: string
  order_id: string
  customer_id: string
  unit_ids: string[]
  state: NoticeState
  told_at: Date | null
  seen_at: Date | null
  reminders: number
  remind_at: Date | null
  choice: RecallRemedy | null
  answered_at: Date | null
  answered_by: string | null
  remedied_at: Date | null
  refund_id: string | null
  replacement_id: string | null
  return_id: string | null
  version: number
}

export interface SafetyTables {
  safety_report: SafetyReportRow
  safety_account: SafetyAccountRow
  safety_stop: SafetyStopRow
  recall: RecallRow
  recall_notice: RecallNoticeRow
}
