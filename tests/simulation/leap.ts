import { nextTimerDueAt } from '#platform/jobs/run-timers'
import { runJobs, type TestApp } from '#testing/app'

/**
 * Time passes, stopping only where a timer is due and at the end: what `advanceClock` does, with fewer looks at sweeps on
 * the way, so that a run can spend its time on commands.
 */
export async function leap(app: TestApp, minutes: number): Promise<void> {
  const end = app.clock.now().getTime() + minutes * 60_000
  for (;;) {
    await runJobs(app, { allowFailures: true })
    const now = app.clock.now().getTime()
    if (now >= end) return
    const due = (await nextTimerDueAt(app))?.getTime() ?? end
    await app.clock.moveTo(new Date(Math.max(now + 1, Math.min(due, end))))
  }
}
