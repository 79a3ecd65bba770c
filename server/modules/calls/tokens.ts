import type { JobToken } from '#platform/jobs/job'
import { timerToken } from '#platform/jobs/timer'
import type { ReportedResult } from './ports.ts'

/** The time of a request has come. */
export const timeHasComeToken = timerToken<{ requestId: string }>('calls.time-has-come')
/** The time for a note is over. */
export const wrapUpToken = timerToken<{ attemptId: string }>('calls.wrap-up')

/** What an agent or a shopper wants of a call that is under way. */
export type PhoneOrder =
  | { do: 'hold' | 'resume' }
  | { do: 'hang_up'; reason: 'agent_hung_up' | 'shopper_canceled' | 'taken_over' }
  | { do: 'report'; result: ReportedResult }
  | { do: 'keys'; digits: string }
  | { do: 'transfer'; staffId: string }

export const placeCallToken: JobToken<{ attemptId: string }> = { name: 'calls.place' }
/** `by`: the colleague who gave the order, who must still have the call when it is carried out. */
export const orderPhoneToken: JobToken<{ attemptId: string; order: PhoneOrder; by?: string }> = {
  name: 'calls.order-phone',
}
