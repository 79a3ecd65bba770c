import type { ColumnType } from 'kysely'
import type { ClockKind } from './work-out-clocks.ts'

export interface ClockTables {
  service_clock: ServiceClockRow
  service_clock_change: ServiceClockChangeRow
  clock_rule: ClockRuleRow
  clock_case: ClockCaseRow
}

export interface ServiceClockRow {
  store_id: string
  id: string
  conversation_id: string
  kind: ClockKind
  calendar_id: string | null
  target_minutes: number
  started_at: Date
  due_at: Date | null
  paused_at: Date | null
  left_minutes: number | null
  stopped_at: Date | null
  stop_reason: string | null
  breached_at: Date | null
  why: ColumnType<string[], string, string>
  version: number
}

/** A deadline that was worked out anew for another reason than what was written. */
export interface ServiceClockChangeRow {
  store_id: string
  id: string
  clock_id: string
  at: Date
  reason: string
  due_before: Date | null
  due_after: Date | null
}

export interface ClockRuleRow {
  store_id: string
  id: string
  place: number
  name: string
  channels: string[]
  queue_id: string | null
  calendar_id: string | null
  first_minutes: number | null
  next_minutes: number | null
  resolution_minutes: number | null
  created_at: Date
  version: number
}

export interface ClockCaseRow {
  store_id: string
  conversation_id: string
  queue_id: string | null
}
