import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import { invalid } from '../errors.ts'
import type { MovableClock } from '../time.ts'
import { drain } from './drain.ts'
import { nextTimerDueAt, runDueTimers } from './run-timers.ts'
import { runDueSchedules } from './run-schedules.ts'

/** What became due and ran. */
export interface Advanced {
  now: Date
  ran: { timers: number; jobs: number; schedules: number }
  failures: { name: string; error: unknown }[]
}

/** How many times sweeps run on the way beside those at due times, and how many of them one statement takes. */
export interface Pace {
  rounds: number
  atOnce: number
}

const usualPace: Pace = { rounds: limits.schedules.roundsPerAdvance, atOnce: 1 }

/**
 * Moves the store's clock forward to a time and runs everything that becomes due on the way, in order: the clock stops at
 * each due time, the timer runs, then its jobs and reactions. Sweeps run at those stops and at evenly spread ones.
 * Without a time it runs what is due now. Delayed tries of jobs that were waiting at the beginning run once.
 * @param pace how often sweeps run on the way, and how many are taken at once
 */
export async function advanceClock(app: App, to?: Date, pace: Pace = usualPace): Promise<Advanced> {
  const advanced: Advanced = { now: app.clock.now(), ran: { timers: 0, jobs: 0, schedules: 0 }, failures: [] }
  if (to && to.getTime() < app.clock.now().getTime()) {
    invalid('now', `The clock only moves forward; it is ${app.clock.now().toISOString()} now.`, 'clock_moves_forward')
  }
  await settle(app, advanced, pace, true)
  if (to) await alone(app, () => walk(app, to, advanced, pace))
  return { ...advanced, now: app.clock.now() }
}

async function walk(app: App, to: Date, advanced: Advanced, pace: Pace): Promise<void> {
  const clock = app.clock as MovableClock
  const stepMs = Math.max(60_000, (to.getTime() - clock.now().getTime()) / pace.rounds)
  let sweepAt = clock.now().getTime() + stepMs
  for (;;) {
    const due = (await nextTimerDueAt(app))?.getTime() ?? Number.POSITIVE_INFINITY
    const sweep = app.registry.schedules.size > 0 ? sweepAt : Number.POSITIVE_INFINITY
    const next = Math.min(due, sweep, to.getTime())
    if (next >= sweep) sweepAt = next + stepMs
    if (next > clock.now().getTime()) await clock.moveTo(new Date(next))
    await settle(app, advanced, pace)
    if (advanced.ran.timers > limits.timers.advance)
      throw new Error('Timers keep setting more timers: the clock stopped.')
    if (clock.now().getTime() >= to.getTime()) return
  }
}

/** Runs what is due at this moment, and what that causes, until nothing is. */
async function settle(app: App, advanced: Advanced, { atOnce }: Pace, withDelayed = false): Promise<void> {
  const fail = (name: string, error: unknown) => void advanced.failures.push({ name, error })
  for (let delayed = withDelayed; ; delayed = false) {
    const timers = await runDueTimers(app, fail)
    const { ran: jobs, failures } = await drain(app, { delayed })
    const schedules = await runDueSchedules(app, new AbortController().signal, fail, { atOnce })
    advanced.failures.push(...failures)
    advanced.ran.timers += timers
    advanced.ran.jobs += jobs
    advanced.ran.schedules += schedules
    if (timers + jobs + schedules === 0) return
  }
}

// Two callers that move the clock at once would run each other's past out of order.
async function alone<T>(app: App, run: () => Promise<T>): Promise<T> {
  return await app.db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext(${`clock:${app.storeId}`}))`.execute(connection)
    try {
      return await run()
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${`clock:${app.storeId}`}))`.execute(connection)
    }
  })
}
