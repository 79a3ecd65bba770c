import { timer } from '#platform/jobs/timer'
import { answerDeadline } from './answer-deadline.ts'
import { handleSilence } from './commands/handle-silence.ts'

export const answerOver = timer(answerDeadline, handleSilence)
