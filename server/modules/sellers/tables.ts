export interface SellerTables {
  seller: SellerRow
  seller_member: { store_id: string; id: string; seller_id: string; name: string; email: string; created_at: Date }
  seller_defect: SellerDefectRow
}

export interface SellerRow {
  store_id: string
  id: string
  source: string
  reference: string
  name: string
  email: string | null
  state: 'active' | 'suspended' | 'closed'
  content_hash: string | null
  created_at: Date
}

export interface SellerDefectRow {
  store_id: string
  id: string
  seller_id: string
  kind: string
  counts: boolean
  about_kind: string
  about_id: string
  at: Date
}
