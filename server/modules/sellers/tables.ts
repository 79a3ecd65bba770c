import type { SellerRole } from '#platform/auth/actor'

export interface SellerTables {
  seller: SellerRow
  seller_member: SellerMemberRow
  seller_invitation: SellerInvitationRow
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
  /** The day, as `2026-03-02`, of the last daily mail about what waits. */
  digest_day: string | null
}

export interface SellerMemberRow {
  store_id: string
  id: string
  seller_id: string
  name: string
  email: string
  role: SellerRole
  created_at: Date
  /** Since when they no longer belong to it. */
  removed_at: Date | null
  version: number
}

/** A mailed link to set a password. The token is derived from the id with the server's secret and is stored nowhere. */
export interface SellerInvitationRow {
  store_id: string
  id: string
  member_id: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
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
  /** Taken back: it stays on record and counts no more. */
  voided_at: Date | null
}
