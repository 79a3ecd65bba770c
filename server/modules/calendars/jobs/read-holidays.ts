import { job } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { read } from '#platform/work'
import { ApiError } from '#platform/errors'
import { limits } from '../../../limits.ts'
import { keepHolidays, noteHolidayFault } from '../commands/keep-holidays.ts'
import { holidayFeedPort } from '../ports.ts'
import { findHolidaysUrl } from '../queries.ts'

/** Reads a calendar's holidays from its address. What cannot be read leaves the days as they were, and says so. */
export const readHolidays = job<{ calendarId: string }>(
  'calendars.read-holidays',
  { retryLimit: 5, retryDelaySeconds: 60, timeoutSeconds: 60 },
  async (context, { calendarId }) => {
    const url = await findHolidaysUrl(read(context.app, { kind: 'system', name: 'calendars' }), calendarId)
    if (!url) return
    const { feedBytes, feedSeconds } = limits.calendars
    try {
      const ical = await context
        .port(holidayFeedPort)
        .fetch(url, { maxBytes: feedBytes, timeoutMs: feedSeconds * 1000, signal: context.signal })
      await context.transact((work) => keepHolidays(work, { calendarId, ical, url }))
    } catch (error) {
      const code = codeOf(error)
      if (!code) throw error
      await context.transact((work) => noteHolidayFault(work, { calendarId, code }))
      const isLater = error instanceof OutsideError && error.outcome !== 'refused'
      if (isLater && !context.isLastTry) throw error
    }
  },
)

function codeOf(error: unknown): string | undefined {
  if (error instanceof OutsideError) return error.code
  return error instanceof ApiError && error.type === 'refused' ? error.code : undefined
}
