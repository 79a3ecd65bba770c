import type { ColumnType } from 'kysely'
import type { IncidentFilter } from './contract.ts'

export interface IncidentTables {
  incident: IncidentRow
  incident_order: { store_id: string; incident_id: string; order_id: string; customer_id: string; found_at: Date }
  incident_message: IncidentMessageRow
  incident_recipient: {
    store_id: string
    message_id: string
    customer_id: string
    conversation_id: string | null
    told_at: Date
  }
}

export interface IncidentRow {
  store_id: string
  id: string
  title: string
  banner: ColumnType<{ en: string; de?: string; ar?: string }, string, string>
  filter: ColumnType<IncidentFilter, string, string>
  state: 'open' | 'closed'
  opened_by: string
  opened_at: Date
  closed_at: Date | null
  looked_at: Date | null
  version: number
}

export interface IncidentMessageRow {
  store_id: string
  id: string
  incident_id: string
  text: string
  by_staff_id: string
  at: Date
}
