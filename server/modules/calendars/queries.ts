import { findStore } from '#modules/stores'
import { findStaff } from '#modules/staff'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Selectable } from 'kysely'
import type { Calendar, Shift } from './contract.ts'
import { limits } from '../../limits.ts'
import { isOpen, nextChange, type DayHours, type OpeningHours } from './rules.ts'
import type { CalendarDayRow, CalendarRow, CalendarTables } from './tables.ts'
import type * as z from 'zod'

const db = tablesOf<CalendarTables>()

type Day = Pick<Selectable<CalendarDayRow>, 'calendar_id' | 'day' | 'hours' | 'name' | 'source'>

/** Opening hours by calendar id; without an id the store is taken to be always open, in its own zone. 404 when there is none. */
export async function loadCalendar(reader: Reader, calendarId: string | null): Promise<OpeningHours> {
  if (calendarId === null) {
    const { timeZone } = await findStore(reader)
    return { timeZone, alwaysOpen: true, week: [], days: new Map() }
  }
  const found = (await loadCalendars(reader, [calendarId])).get(calendarId)
  return found ?? notFound('calendar')
}

/** Opening hours of several calendars; ids without one are left out. */
export async function loadCalendars(reader: Reader, ids: readonly string[]): Promise<Map<string, OpeningHours>> {
  const [rows, days] = await rowsOf(reader, ids)
  return new Map(rows.map((row) => [row.id, hoursOf(row, days)]))
}

/** All calendars by name, or those asked for, as people see them. */
export async function presentCalendars(reader: Reader, ids?: readonly string[]): Promise<Calendar[]> {
  const [rows, days] = await rowsOf(reader, ids)
  return rows.map((row) => {
    const hours = hoursOf(row, days)
    return {
      id: row.id,
      name: row.name,
      timeZone: row.time_zone,
      alwaysOpen: row.always_open,
      week: row.week,
      days: days
        .filter((day) => day.calendar_id === row.id)
        .map(({ day, hours: times, name, source }) => ({ day, hours: times, name, source })),
      holidaysUrl: row.holidays_url,
      holidaysReadAt: row.holidays_read_at?.toISOString() ?? null,
      holidaysFault: row.holidays_fault,
      openNow: isOpen(hours, reader.now),
      nextChangeAt: nextChange(hours, reader.now)?.toISOString() ?? null,
      version: row.version,
    }
  })
}

/** One calendar as people see it; 404 when there is none. */
export async function showCalendar(reader: Reader, id: string): Promise<Calendar> {
  const [calendar] = await presentCalendars(reader, [id])
  return calendar ?? notFound('calendar')
}

/** Planned shifts that touch a span of time, earliest first. */
export async function listShifts(
  reader: Reader,
  span: { from: Date; to: Date },
): Promise<{ data: z.infer<typeof Shift>[] }> {
  const rows = await db(reader)
    .selectFrom('shift')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('ends_at', '>', span.from)
    .where('starts_at', '<', span.to)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(limits.calendars.shiftsShown)
    .execute()
  const people = await findStaff(
    reader,
    rows.map((row) => row.staff_id),
  )
  return {
    data: rows.map((row) => ({
      id: row.id,
      staff: { id: row.staff_id, name: people.get(row.staff_id)?.name ?? '' },
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
    })),
  }
}

/** When the next planned shift begins after an instant; null when nobody is planned. */
export async function nextShift(reader: Reader, after: Date): Promise<Date | null> {
  const row = await db(reader)
    .selectFrom('shift')
    .select('starts_at')
    .where('store_id', '=', reader.storeId)
    .where('ends_at', '>', after)
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return row.starts_at > after ? row.starts_at : after
}

/** Who is on shift when, of a span of time. */
export async function shiftSpans(
  reader: Reader,
  span: { from: Date; to: Date },
): Promise<{ staffId: string; from: Date; to: Date }[]> {
  const rows = await db(reader)
    .selectFrom('shift')
    .select(['staff_id', 'starts_at', 'ends_at'])
    .where('store_id', '=', reader.storeId)
    .where('ends_at', '>', span.from)
    .where('starts_at', '<', span.to)
    .execute()
  return rows.map(({ staff_id: staffId, starts_at: from, ends_at: to }) => ({ staffId, from, to }))
}

async function rowsOf(reader: Reader, ids: readonly string[] | undefined): Promise<[Selectable<CalendarRow>[], Day[]]> {
  if (ids?.length === 0) return [[], []]
  const rows = await db(reader)
    .selectFrom('calendar')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(ids !== undefined, (query) => query.where('id', 'in', [...new Set(ids)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return [rows, []]
  const days = await db(reader)
    .selectFrom('calendar_day')
    .select(['calendar_id', 'hours', 'name', 'source'])
    .select((each) => each.cast<string>('day', 'text').as('day'))
    .where('store_id', '=', reader.storeId)
    .where(
      'calendar_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('day')
    .orderBy('source')
    .execute()
  return [rows, days]
}

function hoursOf(row: Selectable<CalendarRow>, days: readonly Day[]): OpeningHours {
  const own = new Map<string, readonly DayHours[]>()
  for (const { calendar_id, day, hours, source } of days) {
    if (calendar_id === row.id && (source === 'by_hand' || !own.has(day))) own.set(day, hours)
  }
  return { timeZone: row.time_zone, alwaysOpen: row.always_open, week: row.week, days: own }
}

/** Where a calendar's holidays are read from, if anywhere. */
export async function findHolidaysUrl(reader: Reader, calendarId: string): Promise<string | null> {
  const row = await db(reader)
    .selectFrom('calendar')
    .select('holidays_url')
    .where('store_id', '=', reader.storeId)
    .where('id', '=', calendarId)
    .executeTakeFirst()
  return row?.holidays_url ?? null
}

/** Calendars with an address that holidays are read from. */
export async function listFeeds(reader: Reader): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('calendar')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('holidays_url', 'is not', null)
    .execute()
  return rows.map((row) => row.id)
}
