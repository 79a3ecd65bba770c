import Holidays from 'date-holidays'
import { Temporal } from 'temporal-polyfill'

/** Where "now" comes from. */
export interface Clock {
  now(): Date
}

/** A clock that can be set forward; it never goes back. */
export interface MovableClock extends Clock {
  moveTo(to: Date): Promise<void>
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests that stands still until it is moved. */
export function movableClock(
  start: Date | string,
): MovableClock & { advance(duration: { hours?: number; days?: number; minutes?: number }): void } {
  let current = new Date(start)
  const move = (to: Date) => {
    if (to.getTime() < current.getTime()) throw new Error('A clock only moves forward.')
    current = new Date(to)
  }
  return {
    now: () => new Date(current),
    moveTo: async (to) => move(to),
    advance: ({ days = 0, hours = 0, minutes = 0 }) =>
      move(addMinutes(addHours(addDays(current, days), hours), minutes)),
  }
}

export function addMinutes(date: Date, minutes: number): Date {
  return new Date(date.getTime() + minutes * 60_000)
}

export function addHours(date: Date, hours: number): Date {
  return new Date(date.getTime() + hours * 3_600_000)
}

/** N × 24 hours, whatever the clocks do in between. */
export function addDays(date: Date, days: number): Date {
  return addHours(date, days * 24)
}

/** The calendar date of an instant in a zone, as `2026-03-29`. */
export function localDate(date: Date, zone: string): string {
  return zoned(date, zone).toPlainDate().toString()
}

/** The last millisecond of the instant's local day. */
export function endOfLocalDay(date: Date, zone: string): Date {
  return endOfDate(localDate(date, zone), zone)
}

/**
 * The last millisecond of the local day that lies `days` calendar days after the local day of `date`, which is day 0.
 * Windows in days end so, whatever the clocks do in between.
 */
export function endOfLocalDayAfter(date: Date, days: number, zone: string): Date {
  return endOfDate(zoned(date, zone).toPlainDate().add({ days }).toString(), zone)
}

/** The last millisecond of a calendar date in a zone: when a date without time ends. */
export function endOfDate(plainDate: string, zone: string): Date {
  const next = Temporal.PlainDate.from(plainDate).add({ days: 1 })
  return new Date(next.toZonedDateTime(zone).epochMilliseconds - 1)
}

/** The first instant of a calendar date in a zone. */
export function startOfDate(plainDate: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(plainDate).toZonedDateTime(zone).epochMilliseconds)
}

/** A wall-clock time on the local day of an instant, such as 09:00; moved later where the clocks skip it. */
export function atLocalTime(date: Date, time: string, zone: string): Date {
  return instantAt(localDate(date, zone), time, zone)
}

/** A calendar date so many days after another one, or before it. */
export function dateAfter(plainDate: string, days: number): string {
  return Temporal.PlainDate.from(plainDate).add({ days }).toString()
}

/** The weekday of a calendar date; Monday is 1. */
export function weekdayOf(plainDate: string): number {
  return Temporal.PlainDate.from(plainDate).dayOfWeek
}

/** The instant of a wall-clock time on a calendar date; moved later where the clocks skip it. */
export function instantAt(plainDate: string, time: string, zone: string): Date {
  const plain = Temporal.PlainDate.from(plainDate).toPlainDateTime(Temporal.PlainTime.from(time))
  return new Date(plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** Local hour and minute as `14:05`, for quiet hours and opening hours. */
export function localTime(date: Date, zone: string): string {
  return zoned(date, zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Where a business day is one: the country's public holidays, in the zone. */
export interface BusinessPlace {
  country: string
  zone: string
}

/** The same local time n business days later; n = 0 moves to the next business day only if this is none. */
export function businessDaysAfter(date: Date, days: number, place: BusinessPlace): Date {
  let current = zoned(date, place.zone)
  let left = days
  while (left > 0 || !isBusinessDate(current.toPlainDate(), place)) {
    current = current.add({ days: 1 })
    if (isBusinessDate(current.toPlainDate(), place)) left--
  }
  return new Date(current.epochMilliseconds)
}

const calendars = new Map<string, Set<string>>()

function isBusinessDate(date: Temporal.PlainDate, place: BusinessPlace): boolean {
  return date.dayOfWeek <= 5 && !holidaysOf(place.country, date.year).has(date.toString())
}

function holidaysOf(country: string, year: number): Set<string> {
  const key = `${country}-${year}`
  const known = calendars.get(key)
  if (known) return known
  const days = new Set<string>()
  for (const holiday of new Holidays(country).getHolidays(year) ?? []) {
    if (holiday.type === 'public') days.add(holiday.date.slice(0, 10))
  }
  calendars.set(key, days)
  return days
}

function zoned(date: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone)
}
