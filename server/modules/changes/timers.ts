import { timer } from '#platform/jobs/timer'
import { handleSilence } from './commands/handle-silence.ts'

/** The deadline of whoever was asked: the seller, the warehouse or the storefront. */
export const answerOver = timer<{ changeId: string }>('changes.answer-over', handleSilence)
