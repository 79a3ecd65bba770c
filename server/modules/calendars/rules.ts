import { dateAfter, instantAt, localDate, weekdayOf } from '#platform/time'

/** Hours of one day, as clock times of the calendar's zone. A `to` that is not after `from` ends on the next day. */
export interface DayHours {
  from: string
  to: string
}

/** Opening hours of one place, with the days that differ. */
export interface OpeningHours {
  timeZone: string
  /** Around the clock; the week is not read. */
  alwaysOpen: boolean
  /** Hours by weekday, Monday is 1. */
  week: readonly (DayHours & { day: number })[]
  /** Days with other hours, by date (`2026-09-18`); an empty list is closed all day. */
  days: ReadonlyMap<string, readonly DayHours[]>
}

/** Open from an instant until before another one. */
export interface OpenTime {
  start: Date
  end: Date
}

// A calendar that is closed for longer than this is closed for good as far as deadlines go.
const horizonDays = 400

/** Whether it is open at an instant. */
export function isOpen(hours: OpeningHours, at: Date): boolean {
  return hours.alwaysOpen || openTimeAt(hours, at) !== undefined
}

/** When it next opens or closes after an instant; null when it never does. */
export function nextChange(hours: OpeningHours, at: Date): Date | null {
  if (hours.alwaysOpen) return null
  const first = openTimes(hours, at).next()
  if (first.done) return null
  return first.value.start > at ? first.value.start : first.value.end
}

/** When it is open next: the instant itself if it is open then, null when it never opens again. */
export function nextOpening(hours: OpeningHours, at: Date): Date | null {
  if (hours.alwaysOpen) return at
  const first = openTimes(hours, at).next()
  return first.done ? null : later(first.value.start, at)
}

/**
 * The instant at which so many minutes of open time have passed since `from`, counted by the instants that really pass: a
 * night in which the clocks go forward has an hour less. Null when it does not open for that long any more.
 */
export function addWorkingMinutes(hours: OpeningHours, from: Date, minutes: number): Date | null {
  if (hours.alwaysOpen) return new Date(from.getTime() + minutes * 60_000)
  let left = minutes * 60_000
  for (const { start, end } of openTimes(hours, from)) {
    const begins = later(start, from)
    const length = end.getTime() - begins.getTime()
    if (left <= length) return new Date(begins.getTime() + left)
    left -= length
  }
  return null
}

/** Minutes of open time between two instants; parts of a minute count as parts. */
export function workingMinutesBetween(hours: OpeningHours, from: Date, to: Date): number {
  if (to <= from) return 0
  if (hours.alwaysOpen) return (to.getTime() - from.getTime()) / 60_000
  let sum = 0
  for (const { start, end } of openTimes(hours, from)) {
    if (start >= to) break
    sum += Math.min(end.getTime(), to.getTime()) - later(start, from).getTime()
  }
  return sum / 60_000
}

/** Two of the hours of a week that lie over each other, as weekday numbers; undefined when none do. */
export function overlapOf(week: OpeningHours['week']): [number, number] | undefined {
  const spans = week
    .map((row) => ({ day: row.day, ...minutesOfWeek(row) }))
    .toSorted((one, other) => one.start - other.start)
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]
    if (next && next.start < span.end) return [span.day, next.day]
  }
  // What runs over Sunday's midnight meets Monday again.
  const [first, last] = [spans[0], spans.at(-1)]
  if (first && last && spans.length > 1 && last.end - week7 > first.start) return [last.day, first.day]
  return undefined
}

const week7 = 7 * 24 * 60

function minutesOfWeek({ day, from, to }: DayHours & { day: number }): { start: number; end: number } {
  const start = (day - 1) * 24 * 60 + minutesOf(from)
  const end = (day - 1) * 24 * 60 + minutesOf(to)
  return { start, end: end > start ? end : end + 24 * 60 }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function openTimeAt(hours: OpeningHours, at: Date): OpenTime | undefined {
  const first = openTimes(hours, at).next()
  return !first.done && first.value.start <= at ? first.value : undefined
}

/** Open times that end after an instant, in order, neither overlapping nor touching. */
function* openTimes(hours: OpeningHours, after: Date): Generator<OpenTime> {
  let pending: OpenTime | undefined
  // Yesterday's night may still be open.
  let date = dateAfter(localDate(after, hours.timeZone), -1)
  for (let count = 0; count <= horizonDays; count++, date = dateAfter(date, 1)) {
    for (const span of openTimesOf(hours, date)) {
      if (span.end <= after || span.end <= span.start) continue
      if (pending && span.start <= pending.end) {
        pending = { start: pending.start, end: later(pending.end, span.end) }
        continue
      }
      if (pending) yield pending
      pending = span
    }
  }
  if (pending) yield pending
}

function openTimesOf(hours: OpeningHours, date: string): OpenTime[] {
  const weekday = weekdayOf(date)
  const rows = hours.days.get(date) ?? hours.week.filter(({ day }) => day === weekday)
  return rows
    .map(({ from, to }) => ({
      start: instantAt(date, from, hours.timeZone),
      end: instantAt(to > from ? date : dateAfter(date, 1), to, hours.timeZone),
    }))
    .toSorted((one, other) => one.start.getTime() - other.start.getTime())
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}
