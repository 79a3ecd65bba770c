import type { ColumnType } from 'kysely'

export interface CalendarTables {
  calendar: CalendarRow
  calendar_day: CalendarDayRow
  shift: ShiftRow
}

export interface CalendarRow {
  store_id: string
  id: string
  name: string
  time_zone: string
  week: ColumnType<{ day: number; from: string; to: string }[], string, string>
  always_open: boolean
  holidays_url: string | null
  holidays_read_at: Date | null
  holidays_fault: string | null
  created_at: Date
  version: number
}

/** A day with other hours than its weekday. What was entered by hand stands over what a feed says. */
export interface CalendarDayRow {
  store_id: string
  calendar_id: string
  day: ColumnType<string, string, string>
  hours: ColumnType<{ from: string; to: string }[], string, string>
  name: string
  source: 'by_hand' | 'ical'
  uid: string | null
}

export interface ShiftRow {
  store_id: string
  id: string
  staff_id: string
  starts_at: Date
  ends_at: Date
}
