export interface WidgetTables {
  widget: WidgetRow
  widget_key: WidgetKeyRow
  visitor: VisitorRow
  widget_session: WidgetSessionRow
}

export interface WidgetRow {
  store_id: string
  id: string
  name: string
  origins: string[]
  signed_only: boolean
  look: { color?: string; side?: 'left' | 'right' }
  created_at: Date
  archived_at: Date | null
  version: number
}

/** What signing keys are sealed for, see `seal`. */
export const sealedFor = 'widget-keys'

export interface WidgetKeyRow {
  store_id: string
  id: string
  widget_id: string
  /** Sealed with the server's secret. */
  secret: string
  created_at: Date
  expires_at: Date | null
}

export interface VisitorRow {
  store_id: string
  id: string
  name: string
  email: string | null
  customer_id: string | null
  created_at: Date
}

export interface WidgetSessionRow {
  store_id: string
  id: string
  widget_id: string | null
  visitor_id: string | null
  customer_id: string | null
  token_hash: string
  created_at: Date
  expires_at: Date
  ended_at: Date | null
}
