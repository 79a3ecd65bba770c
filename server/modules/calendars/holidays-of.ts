import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'

export interface Holiday {
  day: string
  name: string
  uid: string
}

const yearsBack = 1
const yearsAhead = 3
const occurrencesPerEvent = 100

/**
 * The days that an iCal file says are off, in the calendar's own zone: a date without a time is that date wherever the server
 * stands, and a timed event counts for the local days it covers whole. Repeating ones are laid out from a year ago to three
 * years from now. Throws whatever the library throws at what is no calendar, and may take for ever: rules can be written that no day meets.
 */
export function holidaysOf(text: string, zone: string, now: Date): Holiday[] {
  const component = parse(text)
  const year = Number(now.toISOString().slice(0, 4))
  const [first, last] = [`${year - yearsBack}-01-01`, `${year + yearsAhead}-12-31`]
  const found = new Map<string, Holiday>()
  for (const part of component.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(part)
    if (part.getFirstPropertyValue('status') === 'CANCELLED') continue
    for (const [start, end] of occurrencesOf(event, last)) {
      for (const day of daysOf(start, end, zone)) {
        if (day >= first && day <= last)
          found.set(day, {
            day,
            name: lineOf(event.summary, 120),
            uid: lineOf(event.uid, 200),
          })
      }
    }
  }
  return [...found.values()].toSorted((one, other) => one.day.localeCompare(other.day))
}

function parse(text: string): ICAL.Component {
  const component = new ICAL.Component(ICAL.parse(text) as unknown[])
  if (component.name !== 'vcalendar') throw new Error('no calendar')
  return component
}

// A name is shown in lists, in one line.
function lineOf(text: unknown, longest: number): string {
  return String(text ?? '')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, longest)
    .toWellFormed()
}

function* occurrencesOf(event: ICAL.Event, last: string): Generator<[ICAL.Time, ICAL.Time]> {
  if (!event.startDate) return
  if (!event.isRecurring()) return yield [event.startDate, event.endDate]
  const each = event.iterator()
  for (let count = 0; count < occurrencesPerEvent * 10; count++) {
    const start = each.next()
    if (!start || plain(start).toString() > last) return
    const end = start.clone()
    end.addDuration(event.duration)
    yield [start, end]
  }
}

function daysOf(start: ICAL.Time, end: ICAL.Time, zone: string): string[] {
  const [from, until] = start.isDate
    ? [plain(start), end.isDate ? plain(end) : plain(start).add({ days: 1 })]
    : wholeDays(start, end, zone)
  const days: string[] = []
  const stop = Temporal.PlainDate.compare(until, from) <= 0 && start.isDate ? from.add({ days: 1 }) : until
  for (let day = from; Temporal.PlainDate.compare(day, stop) < 0 && days.length < 370; day = day.add({ days: 1 }))
    days.push(day.toString())
  return days
}

// From the first local midnight at or after the start to the last one at or before the end.
function wholeDays(start: ICAL.Time, end: ICAL.Time, zone: string): [Temporal.PlainDate, Temporal.PlainDate] {
  const [from, until] = [local(start, zone), local(end, zone)]
  const begins = from.toPlainTime().equals(new Temporal.PlainTime())
    ? from.toPlainDate()
    : from.toPlainDate().add({ days: 1 })
  return [begins, until.toPlainDate()]
}

function local(time: ICAL.Time, zone: string): Temporal.PlainDateTime {
  // A time without a zone is of the calendar's own.
  if (time.zone === ICAL.Timezone.localTimezone) {
    return new Temporal.PlainDateTime(time.year, time.month, time.day, time.hour, time.minute, time.second)
  }
  return Temporal.Instant.fromEpochMilliseconds(time.toJSDate().getTime()).toZonedDateTimeISO(zone).toPlainDateTime()
}

function plain(time: ICAL.Time): Temporal.PlainDate {
  return new Temporal.PlainDate(time.year, time.month, time.day)
}
