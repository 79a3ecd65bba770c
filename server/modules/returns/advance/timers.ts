import { timerToken } from '#platform/jobs/timer'

/** A reminder of an advance is due, or its time or grace is over; the row says which comes next. */
export const advanceDue = timerToken<{ returnId: string }>('returns.advance-due')
