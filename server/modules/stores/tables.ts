export interface StoreTables {
  store: StoreRow
  store_set_up: { store_id: string; code_hash: string }
}

export interface StoreRow {
  id: string
  name: string
  legal_name: string | null
  country: string
  currency: string
  time_zone: string
  locale: string
  support_email: string
  public_url: string | null
  marketplace: boolean
  demonstration: boolean
  set_up_at: Date | null
  created_at: Date
}
