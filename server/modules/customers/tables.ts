export interface CustomerTables {
  customer: CustomerRow
  customer_address: CustomerAddressRow
  payment_method: PaymentMethodRow
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
  merged_into: string | null
  content_hash: string | null
  recorded_at: Date
  version: number
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
