import type { StaffRole } from '#platform/auth/actor'
import type { ColumnType } from 'kysely'

export interface StaffTables {
  staff: StaffRow
  staff_spend: StaffSpendRow
  staff_invitation: StaffInvitationRow
  approval: ApprovalRow
}

export interface StaffRow {
  store_id: string
  id: string
  name: string
  email: string
  role: StaffRole
  customer_id: string | null
  active: boolean
  created_at: Date
  version: number
}

/** What a person gave away outside policy on one day of the store's calendar. */
export interface StaffSpendRow {
  store_id: string
  staff_id: string
  day: ColumnType<string, string, string>
  currency: string
  amount_minor: number
}

/** A mailed link to set a password. The token is derived from the id with the server's secret and is stored nowhere. */
export interface StaffInvitationRow {
  store_id: string
  id: string
  staff_id: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface ApprovalRow {
  store_id: string
  id: string
  kind: string
  subject_kind: string
  subject_id: string
  order_id: string | null
  customer_id: string | null
  amount_minor: number | null
  currency: string | null
  summary: string
  payload: ColumnType<unknown, string, string>
  state: 'pending' | 'approved' | 'declined' | 'expired'
  requested_by: string
  requested_at: Date
  expires_at: Date
  decided_by: string | null
  decided_at: Date | null
  note: string | null
  version: number
}

export type StaffRecord = Pick<StaffRow, 'id' | 'name' | 'email' | 'role' | 'active'> & { customerId: string | null }

/** An approval as its handler gets it when it is approved. */
export interface ApprovalRecord {
  id: string
  kind: string
  subject: { kind: string; id: string }
  orderId: string | null
  customerId: string | null
  amount: { amountMinor: number; currency: string } | null
  payload: unknown
  /** Staff id of who asked, and of who approved. */
  requestedBy: string
  decidedBy: string
}
