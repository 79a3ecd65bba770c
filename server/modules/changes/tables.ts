import type { Address } from '#contract/customers'
import type { ChangeState } from './machine.ts'

export type ChangeKind = 'cancel' | 'address' | 'variant' | 'payment'

/** What the change is in particular; what a kind does not need stays empty. */
export interface ChangeDetails {
  address?: Address
  fromAddress?: Address
  /** The payment method that pays from now on, or takes the difference. */
  paymentMethodId?: string
  /** Where a difference that comes back goes instead of back to what paid it; `outside`: a rule of the shop lets a method take it that did not pay. */
  comesBackTo?: { paymentMethodId: string; outside?: boolean }
  /** Everything left of the order is canceled: shipping and fees come back too. */
  wholeOrder?: boolean
  /** Carried out while a bank looked into the payment: what could not come back before it decides follows then. */
  waitsForBank?: boolean
  /** For variant changes: what the units will cost from now on, and the new list price. */
  units?: { unitId: string; goodsMinor: number; goodsTaxMinor: number; priceMinor: number; toVariantId: string }[]
  /** Who was asked and what their silence means. */
  request?: {
    of: 'seller' | 'warehouse' | 'team'
    onSilence: 'person' | 'cancel_if_not_dispatched' | 'cancel'
    countsAgainstSeller: boolean
  }
  /** Whoever was asked said yes, or kept silent where silence means yes: from then on it is with the storefront. */
  accepted?: boolean
  /** A "no" that was said while the storefront may have it already: it counts unless the storefront has carried it out. */
  no?: { code: string; reason?: string }
  /** What is possible instead, when it was refused. */
  instead?: ('return' | 'refuse_parcel' | 'person' | 'cancel_and_reorder')[]
}

export interface ChangeRow {
  store_id: string
  id: string
  order_id: string
  customer_id: string
  kind: ChangeKind
  state: ChangeState
  reason: string | null
  details: ChangeDetails
  requested_by: string
  requested_at: Date
  answer_by: Date | null
  decided_at: Date | null
  refusal_code: string | null
  refusal_words: string | null
  storefront_key: string
  /** Above zero: charged before the storefront is asked. Below: comes back after it applied the change. */
  difference_minor: number
  currency: string
  refund_id: string | null
  charge_id: string | null
  decision_id: string | null
  /** Tries to tell the storefront; above zero it may know of the change. */
  attempts: number
  last_tried_at: Date | null
  version: number
}

export interface ChangeUnitRow {
  store_id: string
  change_id: string
  unit_id: string
  to_variant_id: string | null
  new_unit_id: string | null
}

export interface ChangeTables {
  change: ChangeRow
  change_unit: ChangeUnitRow
}
