export type ConductStep = 'warned' | 'mail_only' | 'blocked'

export interface ConductTables {
  conduct: ConductRow
  customer_flag: CustomerFlagRow
}

export interface ConductRow {
  store_id: string
  id: string
  customer_id: string | null
  visitor_id: string | null
  step: ConductStep
  reason: string
  conversation_id: string | null
  by_staff_id: string
  at: Date
  expires_at: Date | null
  lifted_at: Date | null
  lifted_by: string | null
}

export type Flag = 'bereavement'

export interface CustomerFlagRow {
  store_id: string
  customer_id: string
  flag: Flag
  by_staff_id: string
  at: Date
  note: string
}
