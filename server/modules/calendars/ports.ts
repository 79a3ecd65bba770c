import { definePort } from '#platform/port'

/**
 * Reads a calendar file from an address that somebody entered. The adapter reaches the public internet only and throws
 * `OutsideError` as `guardedFetch` does.
 */
export interface HolidayFeedPort {
  fetch(url: string, options: { maxBytes: number; timeoutMs: number; signal: AbortSignal }): Promise<string>
}

export const holidayFeedPort = definePort<HolidayFeedPort>('holiday-feeds')
