import { event } from '#platform/events/event'

/** Hours or holidays are others now: what was worked out with them is worked out anew. */
export const calendarChanged = event<{ calendarId: string; what: 'hours' | 'holidays' }>('calendar.changed')
