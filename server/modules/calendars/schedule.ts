import { schedule } from '#platform/jobs/schedule'
import { read } from '#platform/work'
import { limits } from '../../limits.ts'
import { readHolidays } from './jobs/read-holidays.ts'
import { listFeeds } from './queries.ts'

/** Reads every feed of holidays again. */
export const readFeeds = schedule(
  'calendars.read-feeds',
  { everySeconds: limits.calendars.feedEverySeconds },
  async (context) => {
    const feeds = await listFeeds(read(context.app, { kind: 'system', name: 'calendars' }))
    if (feeds.length === 0) return
    await context.transact(async (work) => {
      for (const calendarId of feeds) await work.enqueue(readHolidays, { calendarId }, { key: calendarId })
    })
  },
)
