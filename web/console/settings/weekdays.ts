import { useConsole } from '../text.ts'

/** The days of the week in the reader's language, Monday first. */
export function useWeekdays(): { id: number; long: string; short: string }[] {
  const { format } = useConsole()
  const name = (weekday: 'long' | 'short', day: number) =>
    // 2024 began on a Monday.
    new Intl.DateTimeFormat(format.tag, { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)))
  return Array.from({ length: 7 }, (_, index) => ({
    id: index + 1,
    long: name('long', index + 1),
    short: name('short', index + 1),
  }))
}
