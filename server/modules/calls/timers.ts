import { timer } from '#platform/jobs/timer'
import { beginWaiting } from './commands/change-request.ts'
import { endWrapUp } from './commands/wrap-up.ts'
import { lockRequest } from './requests.ts'
import { timeHasComeToken, wrapUpToken } from './tokens.ts'

/** The chosen time, or that of another try, has come. */
export const timeHasCome = timer(timeHasComeToken, async (work, { requestId }) => {
  const row = await lockRequest(work, requestId)
  if (row.state === 'scheduled') await beginWaiting(work, row, row.waiting_from)
})

export const wrapUpOver = timer(wrapUpToken, endWrapUp)
