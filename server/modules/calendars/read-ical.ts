import { refuse } from '#platform/errors'
import { runApart } from '#platform/run-apart'
import { limits } from '../../limits.ts'
import type { Holiday } from './holidays-of.ts'

/**
 * The days that an iCal file says are off; see `holidaysOf`. Read apart from the program and within a time: the file comes from
 * somebody else. Refuses `not_a_calendar`.
 */
export async function readIcal(text: string, zone: string, now: Date): Promise<Holiday[]> {
  const { readSeconds, readMegabytes } = limits.calendars
  const script = new URL('./ical-worker.ts', import.meta.url)
  try {
    return await runApart<Holiday[]>(script, { text, zone, now }, { seconds: readSeconds, megabytes: readMegabytes })
  } catch {
    return refuse(
      'not_a_calendar',
      undefined,
      'This is no iCal file that can be read. It begins with BEGIN:VCALENDAR, and its days can be worked out quickly.',
    )
  }
}
