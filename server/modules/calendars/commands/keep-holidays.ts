import { insertRows } from '#platform/database/insert-rows'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { calendarChanged } from '../events.ts'
import type { Holiday } from '../holidays-of.ts'
import { readIcal } from '../read-ical.ts'
import type { CalendarTables } from '../tables.ts'

const db = tablesOf<CalendarTables>()

/**
 * Takes over the days of an iCal file; those of an earlier reading go. Days entered by hand stay.
 * @param input.url the address it was read from: nothing happens when the calendar has another one by now
 * Refuses `not_a_calendar`.
 */
export async function keepHolidays(
  work: Work,
  input: { calendarId: string; ical: string; url?: string },
): Promise<void> {
  const calendar = await db(work)
    .selectFrom('calendar')
    .select(['time_zone', 'holidays_url'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.calendarId)
    .forUpdate()
    .executeTakeFirst()
  if (!calendar) return notFound('calendar')
  if (input.url !== undefined && calendar.holidays_url !== input.url) return
  const days = await readIcal(input.ical, calendar.time_zone, work.now)
  const isChanged = await replaceDays(work, input.calendarId, days)
  await db(work)
    .updateTable('calendar')
    .set({ holidays_read_at: work.now, holidays_fault: null })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.calendarId)
    .execute()
  const { calendarId } = input
  if (isChanged)
    await work.emit(calendarChanged, { kind: 'calendar', id: calendarId }, { calendarId, what: 'holidays' })
}

/** Notes that holidays could not be read, for whoever looks after the calendar. */
export async function noteHolidayFault(work: Work, input: { calendarId: string; code: string }): Promise<void> {
  await db(work)
    .updateTable('calendar')
    .set({ holidays_fault: input.code })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.calendarId)
    .execute()
}

async function replaceDays(work: Work, calendarId: string, days: readonly Holiday[]): Promise<boolean> {
  const before = await db(work)
    .deleteFrom('calendar_day')
    .where('store_id', '=', work.storeId)
    .where('calendar_id', '=', calendarId)
    .where('source', '=', 'ical')
    .returning((each) => each.cast<string>('day', 'text').as('day'))
    .execute()
  await insertRows(
    work.db,
    'calendar_day',
    days.map(({ day, name, uid }) => ({
      store_id: work.storeId,
      calendar_id: calendarId,
      day,
      hours: [],
      name,
      source: 'ical',
      uid,
    })),
  )
  const was = before.map(({ day }) => day).toSorted()
  return was.join() !== days.map(({ day }) => day).join()
}
