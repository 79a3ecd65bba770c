import type { JsonValue } from './json.ts'

export interface PolicyVersionRow {
  store_id: string
  id: string
  /** Counts up from 1 in the order in which versions were written. */
  number: number
  ruleset: JsonValue
  note: string
  /** `actorKey` of who wrote it. */
  created_by: string
  created_at: Date
  /** Null while a draft; orders placed from then on follow it. */
  active_from: Date | null
}

export interface DecisionRow {
  store_id: string
  id: string
  kind: string
  subject_kind: string
  subject_id: string
  customer_id: string | null
  order_id: string | null
  policy_version_id: string
  mode: 'live' | 'shadow'
  outcome: string
  row_id: string | null
  /** `{ scope, facts }` as they were, so that the case can be decided again. */
  facts: JsonValue
  trace: JsonValue
  reasons: JsonValue
  created_at: Date
}

export interface PolicyTables {
  policy_version: PolicyVersionRow
  decision: DecisionRow
}
