import { endOfLocalDayAfter } from '#platform/time'

const DAY_MS = 86_400_000

/** Whether `at` lies inside a window of days from `start`. Works the border out in the zone only when it is near. */
export function isInWindow(at: Date, start: Date, days: number, zone: string): boolean {
  const passed = at.getTime() - start.getTime()
  // A window ends up to a day and an hour after N × 24 h and never sooner than an hour before: beyond that, no zone is needed.
  if (passed < (days - 1) * DAY_MS) return true
  if (passed > (days + 2) * DAY_MS) return false
  return at.getTime() <= endOfLocalDayAfter(start, days, zone).getTime()
}
