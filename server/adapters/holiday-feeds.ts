import { OutsideError } from '#platform/outside-error'
import type { HolidayFeedPort } from '../modules/calendars/ports.ts'
import type { GuardedFetch } from './guarded-fetch.ts'

/** Calendar files from the public internet, through the guarded way out. */
export function holidayFeeds(fetch: GuardedFetch): HolidayFeedPort {
  return {
    async fetch(url, { maxBytes, timeoutMs, signal }) {
      const answer = await fetch(url, { maxBytes, timeoutMs, signal, headers: { accept: 'text/calendar' } })
      if (answer.status === 200) return new TextDecoder().decode(answer.body)
      throw new OutsideError(
        answer.status >= 500 || answer.status === 429 ? 'not_done' : 'refused',
        `answered_${answer.status}`,
        `the address of the holidays answered ${answer.status}`,
      )
    },
  }
}
