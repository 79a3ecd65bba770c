import { timerToken } from '#platform/jobs/timer'

/** The deadline until which a person has to have looked. */
export const answerOver = timerToken<{ reportId: string }>('safety.answer-over')
