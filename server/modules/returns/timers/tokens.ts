import { timerToken } from '#platform/jobs/timer'
import type { Work } from '#platform/work'

/** The time to hand the goods over has ended, or ends soon. */
export const handOverOver = timerToken<{ returnId: string; reminded?: boolean }>('returns.hand-over-over')
/** Nobody answered a return that needs a person. */
export const approvalOver = timerToken<{ returnId: string }>('returns.approval-over')
/** Money is due by now, whatever else has or has not happened. */
export const moneyOverdue = timerToken<{ returnId: string }>('returns.money-overdue')
/** The longest that money may take from the notice, whoever has not looked. */
export const longestWait = timerToken<{ returnId: string }>('returns.longest-wait')

/** Nothing of a return waits any more. */
export async function clearReturnTimers(work: Work, returnId: string): Promise<void> {
  for (const timer of [approvalOver, handOverOver, longestWait, moneyOverdue]) await work.clearTimer(timer, returnId)
}
