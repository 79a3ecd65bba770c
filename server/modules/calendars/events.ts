import { event } from '#platform/events/event'

/** Hours or holidays are others now: what was worked out with them is worked out anew. */
export const calendarChanged = event<{ calendarId: string; what: 'hours' | 'holidays' }>('calendar.changed')

/** Somebody works at other times than was planned. */
export const shiftsPlanned = event<{
  staffId: string
  from: string
  to: string
  shifts: { startsAt: string; endsAt: string }[]
}>('shifts.planned')
