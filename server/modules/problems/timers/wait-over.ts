import { timer } from '#platform/jobs/timer'
import { unlockProblem } from '../commands/unlock-problem.ts'

/** The end of the wait of medium risk. Where the rules ask for more time, it moves on. */
export const waitOver = timer<{ problemId: string }>('problems.wait-over', async (work, data) => {
  const next = await unlockProblem(work, data)
  if (next) await work.setTimer(waitOver, next, data, { key: data.problemId })
})
