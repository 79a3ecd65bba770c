import type { AccountEventKind } from './contract.ts'

export interface CustomerTables {
  customer: CustomerRow
  customer_address: CustomerAddressRow
  customer_merge: CustomerMergeRow
  payment_method: PaymentMethodRow
  account_event: AccountEventRow
  contact_change: ContactChangeRow
}

/** What refunds keeps of store credit, to be shown with the shopper; read only. */
export interface StoreCreditView {
  store_credit: { store_id: string; customer_id: string; currency: string; balance_minor: number }
}

export interface CustomerRow {
  store_id: string
  id: string
  source: string
  reference: string
  email: string | null
  email_verified: boolean
  name: string
  phone: string | null
  locale: string | null
  time_zone: string | null
  tier: string | null
  customer_since: Date
  contact_changed_at: Date | null
  /** The record that counts for the whole person; null for that one itself. */
  merged_into: string | null
  /** The record that stands for the same proved address; null for that one itself. */
  identity_id: string | null
  content_hash: string | null
  /** Its address was proved by a mailbox alone: whoever has the reference at the store may be somebody else. */
  joined_unproved?: boolean
  /** What the storefront had said of fields that a person changed by hand since. */
  overridden: Overridden | null
  recorded_at: Date
  version: number
}

export type Overridden = Partial<Pick<CustomerRow, 'name' | 'email' | 'phone' | 'locale' | 'time_zone'>>

/** A merge that somebody of the store decided. In force until it is undone; of each identity only one is. */
export interface CustomerMergeRow {
  store_id: string
  id: string
  customer_id: string
  into_id: string
  reason: string
  by_staff_id: string
  at: Date
  undone_at: Date | null
  undone_by: string | null
  undone_reason: string | null
}

export interface CustomerAddressRow {
  store_id: string
  id: string
  customer_id: string
  position: number
  name: string | null
  line1: string
  line2: string | null
  city: string
  region: string | null
  postal_code: string
  country: string
  lat: number | null
  lng: number | null
  geo_tier: string | null
  geo_rural: boolean | null
  created_at: Date
}

export type PaymentMethodKind = 'card' | 'paypal' | 'gift_card' | 'store_credit' | 'bank' | 'other'

export interface PaymentMethodRow {
  store_id: string
  id: string
  customer_id: string
  reference: string
  kind: PaymentMethodKind
  label: string
  balance_minor: number | null
  imported_balance_minor: number | null
  currency: string | null
  fingerprint: string | null
  created_at: Date
}

/** What happened on an account, as its owner reads it. */
export interface AccountEventRow {
  store_id: string
  id: string
  customer_id: string
  kind: AccountEventKind
  device: string | null
  network: string | null
  place: string | null
  detail: string | null
  at: Date
}

/** An e-mail address or phone number in place of another one; it counts once `done_at` is set. */
export interface ContactChangeRow {
  store_id: string
  id: string
  customer_id: string
  field: 'email' | 'phone'
  old_value: string | null
  new_value: string | null
  created_at: Date
  done_at: Date | null
  undone_at: Date | null
}
