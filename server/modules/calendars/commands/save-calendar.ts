import { conflict, invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Calendar, calendars } from '../contract.ts'
import { calendarChanged } from '../events.ts'
import { readHolidays } from '../jobs/read-holidays.ts'
import { showCalendar } from '../queries.ts'
import { overlapOf } from '../rules.ts'
import type { CalendarTables } from '../tables.ts'
import type * as z from 'zod'

const db = tablesOf<CalendarTables>()

type NewCalendar = z.output<(typeof calendars)['POST /calendars']['input']>
type ChangedCalendar = z.output<(typeof calendars)['PUT /calendars/:id']['input']>

/** Writes down new opening hours. Refuses `hours_overlap`. */
export async function addCalendar(work: Work, input: NewCalendar): Promise<Calendar> {
  checkHours(input)
  const id = work.newId('cal')
  await db(work)
    .insertInto('calendar')
    .values({ store_id: work.storeId, id, created_at: work.now, version: 1, ...columnsOf(input) })
    .execute()
  await writeDays(work, id, input.days ?? [])
  if (input.holidaysUrl) await work.enqueue(readHolidays, { calendarId: id }, { key: id })
  return showCalendar(work, id)
}

/**
 * Changes opening hours as a whole; days entered by hand are replaced if given. `calendar.changed` has deadlines worked out
 * anew. Refuses `hours_overlap`; `changed_meanwhile` when somebody else was faster.
 */
export async function changeCalendar(work: Work, input: ChangedCalendar): Promise<Calendar> {
  checkHours(input)
  const before = await db(work)
    .selectFrom('calendar')
    .select(['version', 'holidays_url'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) return notFound('calendar')
  if (before.version !== input.version)
    conflict('changed_meanwhile', 'Somebody changed these hours just now. Look again and repeat the change.')
  const columns = columnsOf(input)
  const isAnotherFeed = columns.holidays_url !== before.holidays_url
  await db(work)
    .updateTable('calendar')
    .set({
      ...columns,
      version: before.version + 1,
      ...(isAnotherFeed ? { holidays_read_at: null, holidays_fault: null } : {}),
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .execute()
  if (input.days) await writeDays(work, input.id, input.days)
  if (isAnotherFeed) await forgetFeed(work, input.id)
  if (isAnotherFeed && columns.holidays_url)
    await work.enqueue(readHolidays, { calendarId: input.id }, { key: input.id })
  const about = { kind: 'calendar', id: input.id }
  await work.emit(calendarChanged, about, { calendarId: input.id, what: 'hours' })
  return showCalendar(work, input.id)
}

function columnsOf(input: NewCalendar) {
  return {
    name: input.name,
    time_zone: input.timeZone,
    week: JSON.stringify(input.week),
    always_open: input.alwaysOpen ?? false,
    holidays_url: input.holidaysUrl ?? null,
  }
}

function checkHours(input: NewCalendar): void {
  const { days = [] } = input
  const twice = days.find((day, index) => days.findIndex((other) => other.day === day.day) !== index)
  if (twice) invalid('days', `should name ${twice.day} once`)
  if (input.holidaysUrl && !/^https?:$/.test(new URL(input.holidaysUrl).protocol))
    invalid('holidaysUrl', 'should begin with https://')
  const overlap = overlapOf(input.week)
  if (overlap)
    refuse('hours_overlap', { days: overlap }, 'Two of these hours lie over each other. Make one of them out of both.')
}

async function writeDays(
  work: Work,
  calendarId: string,
  days: readonly { day: string; hours: { from: string; to: string }[]; name?: string | undefined }[],
): Promise<void> {
  await db(work)
    .deleteFrom('calendar_day')
    .where('store_id', '=', work.storeId)
    .where('calendar_id', '=', calendarId)
    .where('source', '=', 'by_hand')
    .execute()
  if (days.length === 0) return
  await db(work)
    .insertInto('calendar_day')
    .values(
      days.map(({ day, hours, name = '' }) => ({
        store_id: work.storeId,
        calendar_id: calendarId,
        day,
        hours: JSON.stringify(hours),
        name,
        source: 'by_hand' as const,
        uid: null,
      })),
    )
    .execute()
}

async function forgetFeed(work: Work, calendarId: string): Promise<void> {
  await db(work)
    .deleteFrom('calendar_day')
    .where('store_id', '=', work.storeId)
    .where('calendar_id', '=', calendarId)
    .where('source', '=', 'ical')
    .execute()
}
