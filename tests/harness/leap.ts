import { nextTimerDueAt } from '#platform/jobs/run-timers'
import { runJobs, type TestApp } from '#testing/app'

const day = 24 * 60

/**
 * Time passes, stopping where a timer is due, once a day, and at the end: what `advanceClock` does, with fewer looks at
 * sweeps on the way, so that a test spends its time on what it is about. Throws when something fails, unless allowed.
 */
export async function leap(app: TestApp, minutes: number, options: { allowFailures?: boolean } = {}): Promise<void> {
  const end = app.clock.now().getTime() + minutes * 60_000
  let midnight = app.clock.now().getTime() + day * 60_000
  for (;;) {
    await runJobs(app, options)
    const now = app.clock.now().getTime()
    if (now >= end) return
    const due = (await nextTimerDueAt(app))?.getTime() ?? end
    const next = Math.max(now + 1, Math.min(due, midnight, end))
    if (next === midnight) midnight += day * 60_000
    await app.clock.moveTo(new Date(next))
  }
}
