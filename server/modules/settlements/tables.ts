import type { BurdenState, DebitState } from './machine.ts'

/** The tables that only this module writes. */
export interface SettlementTables {
  burden: BurdenRow
  burden_unit: BurdenUnitRow
  seller_entry: SellerEntryRow
  seller_payout: SellerPayoutRow
}

export interface BurdenRow {
  store_id: string
  id: string
  seller_id: string
  order_id: string
  refund_id: string
  about_kind: string | null
  about_id: string | null
  reason: string
  currency: string
  payer: 'seller' | 'platform' | 'carrier'
  /** The most that the platform bears; the seller bears the rest. */
  up_to_minor: number | null
  carrier: string | null
  goods_minor: number
  shipping_minor: number
  commission_back_minor: number
  seller_minor: number
  platform_minor: number
  carrier_minor: number
  /** While it is held: who is good for it. */
  cover: Cover | null
  state: BurdenState
  transfer_id: string | null
  /** The burden of the refund that did not arrive and that this one was made in place of. */
  instead_of: string | null
  held_at: Date | null
  posted_at: Date | null
  closed_at: Date | null
  created_at: Date
  version: number
}

export type Cover = 'held_payout' | 'fund'

export interface BurdenUnitRow {
  store_id: string
  burden_id: string
  unit_id: string
  goods_minor: number
  shipping_minor: number
  commission_back_minor: number
}

/** One line of a seller's statement. Below zero: the seller bears it. */
export interface SellerEntryRow {
  store_id: string
  id: string
  seller_id: string
  at: Date
  kind: EntryKind
  state: DebitState
  order_id: string | null
  burden_id: string | null
  payout_id: string | null
  of_entry_id: string | null
  reference: string | null
  reason: string
  note: string | null
  currency: string
  amount_minor: number
  /** What is neither collected, netted, paid out nor given back of it. */
  open_minor: number
  passed_on_reference: string | null
  collect_minor: number | null
  provider_key: string | null
  provider_reference: string | null
  failure_code: string | null
  attempts: number
  last_tried_at: Date | null
}

export type EntryKind = 'debit' | 'credit' | 'collection' | 'netting' | 'payout' | 'adjustment'

export interface SellerPayoutRow {
  store_id: string
  id: string
  seller_id: string
  reference: string
  currency: string
  amount_minor: number
  netted_minor: number
  credited_minor: number
  paid_at: Date
  covers_until: Date
  recorded_at: Date
}
