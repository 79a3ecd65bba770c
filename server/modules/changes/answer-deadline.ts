import { timerToken } from '#platform/jobs/timer'

/** The deadline of whoever has to answer now: the seller, the warehouse or the storefront. */
export const answerDeadline = timerToken<{ changeId: string }>('changes.answer-over')
