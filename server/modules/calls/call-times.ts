import { isOpen, type OpeningHours } from '#modules/calendars'
import { addMinutes } from '#platform/time'
import { isQuiet, type QuietHours } from './rules.ts'

export interface CallTimes {
  hours: OpeningHours
  quiet: QuietHours
  /** Where somebody says that they are. */
  timeZone: string
  /** All zones in which their number may be at home; none where no telephone rings. */
  numberZones: readonly string[]
}

/** Whether a call may be promised for an instant: somebody works then, and it disturbs nobody. */
export function isCallTime(times: CallTimes, at: Date): boolean {
  return isOpen(times.hours, at) && !isNight(times, at)
}

/** Whether it is night where somebody says that they are, or wherever their number may be: it need not be their own. */
export function isNight({ quiet, timeZone, numberZones }: Omit<CallTimes, 'hours'>, at: Date): boolean {
  const isQuietIn = (zone: string) => isQuiet(quiet, at, zone)
  return isQuietIn(timeZone) || (numberZones.length > 0 && numberZones.every(isQuietIn))
}

/** The first instants from one on at which a call may be promised, on whole steps of the hour. */
export function callTimes(
  times: CallTimes,
  from: Date,
  { stepMinutes, days, count }: { stepMinutes: number; days: number; count: number },
): Date[] {
  const step = stepMinutes * 60_000
  const found: Date[] = []
  const last = addMinutes(from, days * 24 * 60)
  for (let at = new Date(Math.ceil(from.getTime() / step) * step); at <= last; at = addMinutes(at, stepMinutes)) {
    if (found.length >= count) break
    if (isCallTime(times, at)) found.push(at)
  }
  return found
}

/** The instant itself where a call may be made then, else the next at which it may; null within so many days. */
export function nextCallTime(times: CallTimes, from: Date, days: number): Date | null {
  if (isCallTime(times, from)) return from
  return callTimes(times, from, { stepMinutes: 15, days, count: 1 })[0] ?? null
}
