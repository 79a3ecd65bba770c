export interface PrivacyTables {
  erasure: ErasureRow
  consent: ConsentRow
  retention_choice: RetentionChoiceRow
  retention_run: RetentionRunRow
}

export interface ErasureRow {
  store_id: string
  id: string
  customer_id: string
  state: 'asked' | 'canceled' | 'done'
  asked_by: string
  asked_at: Date
  /** The earliest moment; what is under way then is waited for. */
  due_at: Date
  closed_by: string | null
  closed_at: Date | null
  version: number
}

export interface ConsentRow {
  store_id: string
  id: string
  customer_id: string
  kind: string
  given: boolean
  detail: string
  source: string
  at: Date
}

export interface RetentionChoiceRow {
  store_id: string
  rule: string
  /** Null: forever. */
  days: number | null
  changed_by: string
  changed_at: Date
}

export interface RetentionRunRow {
  store_id: string
  rule: string
  at: Date
  rows: number
}
