import type { App } from '#platform/app'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { holidayFeeds } from '../adapters/holiday-feeds.ts'
import { holidayFeedPort } from '#modules/calendars'

/** Connects the real way out to feeds of holidays; only named origins of this machine can be reached. */
export function connectHolidayFeeds(app: App, allowOrigins: string[] = []): void {
  app.ports.set(holidayFeedPort, holidayFeeds(createGuardedFetch({ allowOrigins })))
}
