/** A day of the calendar and a time on the clock, somewhere. */
export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

/** What calendar and clock show in a zone at an instant. */
export function localTime(instant: Date, zone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant)
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') }
}

/** The instant at which calendar and clock show this in a zone; days and hours may run over, as in `day: 32`. */
export function instantOf({ year, month, day, hour, minute }: LocalTime, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day, hour, minute)
  let instant = wanted
  // Twice: the first guess may lie on the other side of a change of the clock.
  for (let round = 0; round < 2; round++) instant = wanted - offsetMs(new Date(instant), zone)
  return new Date(instant)
}

function offsetMs(instant: Date, zone: string): number {
  const { year, month, day, hour, minute } = localTime(instant, zone)
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant.getTime() / 60_000) * 60_000
}

/** Midnight of the Monday on which a day's week begins, moved by whole weeks. */
export function weekOf(instant: Date, zone: string, weeks: number): LocalTime {
  const { year, month, day } = localTime(instant, zone)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return plusDays({ year, month, day, hour: 0, minute: 0 }, weeks * 7 - ((weekday + 6) % 7))
}

/** The same time of day so many days later. */
export function plusDays(time: LocalTime, days: number): LocalTime {
  const moved = new Date(Date.UTC(time.year, time.month - 1, time.day + days))
  return { ...time, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}
