import { endOfDate, localDate } from '#platform/time'

const DAY_MS = 86_400_000

/**
 * The last millisecond of the local day that lies `days` calendar days after the local day of `date`, which is day 0.
 * Windows in days end so, whatever the clocks do in between.
 */
export function endOfWindow(date: Date, days: number, zone: string): Date {
  const [year = 0, month = 1, day = 1] = localDate(date, zone).split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1, day + days))
  return endOfDate(last.toISOString().slice(0, 10), zone)
}

/** Whether `at` lies inside a window of days from `start`. Works the border out in the zone only when it is near. */
export function isInWindow(at: Date, start: Date, days: number, zone: string): boolean {
  const passed = at.getTime() - start.getTime()
  // A local day is 23 to 25 hours, and zones differ by at most 26: two days on either side are enough to be sure.
  if (passed < (days - 2) * DAY_MS) return true
  if (passed > (days + 3) * DAY_MS) return false
  return at.getTime() <= endOfWindow(start, days, zone).getTime()
}
