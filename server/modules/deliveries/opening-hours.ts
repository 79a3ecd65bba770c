import type { Address } from '#contract/customers'
import { Temporal } from 'temporal-polyfill'
import { zoneOf } from '#platform/zone-of'
import type { OpeningHours } from './contract.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const AHEAD_DAYS = 14
const MINUTES_PER_DAY = 1440

/** One stretch of a day, in minutes after its midnight; over midnight it ends after 1440. */
interface Span {
  from: number
  until: number
}

/** The zone that a place keeps its hours in: its own, else that of its country and region. */
export function zoneOfPlace(place: { hours: OpeningHours | null; address: Address | null }, fallback: string): string {
  const own = place.hours?.zone
  if (own && isZone(own)) return own
  return place.address ? zoneOf({ country: place.address.country, region: place.address.region }, fallback) : fallback
}

/** Whether a place is open at a moment; null when its hours are not known. */
export function isOpenAt(hours: OpeningHours | null, at: Date, zone: string): boolean | null {
  if (!hours) return null
  return openUntil(hours, local(at, zone)) !== null
}

/** When somebody can be served there next: at once while it is open or its hours are not known, and null when no opening is known. */
export function nextServed(hours: OpeningHours | null, at: Date, zone: string): Date | null {
  if (!hours) return at
  const now = local(at, zone)
  if (openUntil(hours, now) !== null) return at
  const next = opensNext(hours, now)
  return next && new Date(next.epochMilliseconds)
}

/** The hours of the next seven days, exceptions counted in; a day on which it is closed has neither end. */
export function hoursOf(
  hours: OpeningHours | null,
  at: Date,
  zone: string,
): { day: string; opens: string | null; closes: string | null }[] {
  if (!hours) return []
  const today = local(at, zone).toPlainDate()
  return DAYS.flatMap((_, offset): { day: string; opens: string | null; closes: string | null }[] => {
    const date = today.add({ days: offset })
    const spans = spansOf(hours, date)
    const day = date.toString()
    return spans.length === 0
      ? [{ day, opens: null, closes: null }]
      : spans.map((span) => ({ day, opens: clock(span.from), closes: clock(span.until) }))
  })
}

/** What to know before going there: “Open until 9 PM”, “Closed. Opens tomorrow at 8 AM”. Null when its hours are not known. */
export function openInWords(hours: OpeningHours | null, at: Date, zone: string, locale = 'en-US'): string | null {
  if (!hours) return null
  const now = local(at, zone)
  const until = openUntil(hours, now)
  if (until === 'always') return 'Open around the clock'
  const time = (moment: Temporal.ZonedDateTime) => timeInWords(moment, locale)
  if (until) {
    const days = now.toPlainDate().until(until.toPlainDate()).days
    return days <= 1 ? `Open until ${time(until)}` : `Open until ${dayInWords(until, locale)} at ${time(until)}`
  }
  const next = opensNext(hours, now)
  if (!next) return 'Closed for now'
  const days = now.toPlainDate().until(next.toPlainDate()).days
  if (days === 0) return `Closed. Opens today at ${time(next)}`
  return days === 1
    ? `Closed. Opens tomorrow at ${time(next)}`
    : `Closed. Opens ${dayInWords(next, locale)} at ${time(next)}`
}

/** When the stretch ends that is open now, stretches that touch taken as one; null when it is closed. */
function openUntil(hours: OpeningHours, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | 'always' | null {
  let end: Temporal.ZonedDateTime | null = null
  // Yesterday's stretch may go over midnight.
  for (let offset = -1; offset <= AHEAD_DAYS; offset += 1) {
    const date = now.toPlainDate().add({ days: offset })
    for (const span of spansOf(hours, date)) {
      const [from, until] = [at(date, span.from, now.timeZoneId), at(date, span.until, now.timeZoneId)]
      const edge = end ?? now
      const touches = compare(from, edge) <= 0 && compare(until, edge) > 0
      if (touches) end = until
    }
    if (offset >= 0 && end === null) return null
    if (end && end.toPlainDate().toString() < date.toString()) return end
  }
  return end === null ? null : 'always'
}

function opensNext(hours: OpeningHours, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  for (let offset = 0; offset <= AHEAD_DAYS; offset += 1) {
    const date = now.toPlainDate().add({ days: offset })
    for (const span of spansOf(hours, date)) {
      const from = at(date, span.from, now.timeZoneId)
      if (compare(from, now) > 0) return from
    }
  }
  return null
}

/** A date stands above its weekday, a single weekday above a range. */
function spansOf(hours: OpeningHours, date: Temporal.PlainDate): Span[] {
  const day = DAYS[date.dayOfWeek - 1] as string
  const range = Object.keys(hours).find((key) => holds(key, date.dayOfWeek - 1))
  const said = hours[date.toString()] ?? hours[day] ?? (range ? hours[range] : undefined) ?? 'closed'
  if (said === 'closed') return []
  if (said === 'open') return [{ from: 0, until: MINUTES_PER_DAY }]
  return said
    .split(',')
    .map((span) => {
      const [from = 0, to = 0] = span.trim().split('-').map(minutes)
      return { from, until: to <= from ? to + MINUTES_PER_DAY : to }
    })
    .sort((one, other) => one.from - other.from)
}

function holds(key: string, day: number): boolean {
  const [first, last] = key.split('-').map((name) => DAYS.indexOf(name as (typeof DAYS)[number]))
  if (first === undefined || last === undefined || first < 0 || last < 0) return false
  return first <= last ? day >= first && day <= last : day >= first || day <= last
}

function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

function clock(minute: number): string {
  const inDay = minute === MINUTES_PER_DAY ? minute : minute % MINUTES_PER_DAY
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

// By the wall clock, so that a day on which the clocks change still opens at its hour.
function at(date: Temporal.PlainDate, minute: number, zone: string): Temporal.ZonedDateTime {
  const day = date.add({ days: Math.floor(minute / MINUTES_PER_DAY) })
  const inDay = minute % MINUTES_PER_DAY
  const time = new Temporal.PlainTime(Math.floor(inDay / 60), inDay % 60)
  return day.toPlainDateTime(time).toZonedDateTime(zone)
}

function local(date: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone)
}

function compare(one: Temporal.ZonedDateTime, other: Temporal.ZonedDateTime): number {
  return Temporal.ZonedDateTime.compare(one, other)
}

function timeInWords(moment: Temporal.ZonedDateTime, locale: string): string {
  const words = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: moment.timeZoneId })
  const text = words.format(new Date(moment.epochMilliseconds))
  return text.replace(/:00(?=\s*[AP]M)/, '')
}

function dayInWords(moment: Temporal.ZonedDateTime, locale: string): string {
  const words = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: moment.timeZoneId })
  return words.format(new Date(moment.epochMilliseconds))
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
