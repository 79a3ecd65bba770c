import { timerToken } from '#platform/jobs/timer'

/** A reminder of an advance is due (by its number), or its grace is over (null). */
export const advanceDue = timerToken<{ returnId: string; deliveredAt: string; reminder: number | null }>(
  'returns.advance-due',
)
