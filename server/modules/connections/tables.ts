import type { ImportKind } from './contract.ts'

export interface ConnectionTables {
  connection: ConnectionRow
  api_key: ApiKeyRow
  import: ImportRow
  import_bad_row: ImportBadRow
  webhook_inbox: WebhookRow
  demo_person: DemoPersonRow
}

export interface ConnectionRow {
  store_id: string
  id: string
  kind: string
  name: string
  settings: Record<string, unknown>
  cutoff: Date
  created_at: Date
}

export type Scope =
  | 'import'
  | 'read'
  | 'conversations:read'
  | 'conversations:write'
  | 'drop_off'
  | 'books'
  | 'payouts'
  | 'act:shopper'
  | 'act:staff'
  | 'act:seller'
  | 'seller:read'
  | 'seller:write'
  | 'admin'

export interface ApiKeyRow {
  store_id: string
  id: string
  name: string
  key_hash: string
  prefix: string
  scopes: Scope[]
  acts_as_kind: 'staff' | 'seller' | null
  acts_as_id: string | null
  created_by: string
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}

export type ImportFormat = 'ndjson' | 'csv'

export interface ImportRow {
  store_id: string
  id: string
  kind: ImportKind
  source: string
  format: ImportFormat
  state: 'running' | 'done' | 'failed'
  rows_read: number
  created_count: number
  updated_count: number
  unchanged_count: number
  bad_count: number
  bytes_read: number
  failure: string | null
  started_by: string
  started_at: Date
  finished_at: Date | null
  progress_at: Date
  last_batch: number
}

export interface ImportBadRow {
  store_id: string
  import_id: string
  line: number
  code: string
  message: string
  param: string | null
}

export interface WebhookRow {
  store_id: string
  id: string
  source: string
  delivery_id: string
  headers: Record<string, string>
  body: string
  received_at: Date
  handled_at: Date | null
  failure: string | null
  attempts: number
}

export interface DemoPersonRow {
  store_id: string
  id: string
  position: number
  kind: 'shopper' | 'staff' | 'seller'
  person_id: string
  name: string
  words: string
  role: string | null
  order_reference: string | null
}
