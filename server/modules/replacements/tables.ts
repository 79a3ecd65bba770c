import type { Address } from '#contract/customers'
import type { ReplacementState } from './machine.ts'

export interface ReplacementRow {
  store_id: string
  id: string
  order_id: string
  customer_id: string
  about_kind: string
  about_id: string
  state: ReplacementState
  ship_to: Address
  delivery_requirement: 'none' | 'code' | 'signature' | 'locker'
  speed: 'same_or_faster'
  /** What the shopper was told when it was asked for. */
  promised_by: Date | null
  /** The day that holds: what was promised, or the later one that the storefront named. */
  expected_by: Date | null
  /** Only these parts are sent, in the shopper's words; null: the whole thing. */
  parts: string | null
  storefront_key: string
  storefront_reference: string | null
  refusal_code: string | null
  requested_by: string
  requested_at: Date
  decided_at: Date | null
  /** Tries to tell the storefront; above zero it may know of it. */
  attempts: number
  last_tried_at: Date | null
  /** It is not needed any more, and the storefront was asked to stop it. */
  stop_asked_at: Date | null
  version: number
}

export interface ReplacementUnitRow {
  store_id: string
  replacement_id: string
  unit_id: string
  new_unit_id: string
  variant_id: string | null
}

/** What is not sent again: to one shopper, or to nobody. */
export interface WithheldRow {
  store_id: string
  id: string
  product_id: string
  /** Null: every variant of it. */
  variant_id: string | null
  /** Null: nobody gets one. */
  customer_id: string | null
  because_kind: 'problem' | 'report' | 'stop' | 'recall'
  because_id: string
  since: Date
  ended_at: Date | null
}

export interface ReplacementTables {
  withheld_product: WithheldRow
  replacement: ReplacementRow
  replacement_unit: ReplacementUnitRow
}
