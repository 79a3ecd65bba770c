import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import { system } from '../auth/actor.ts'
import { assert } from '../errors.ts'
import { transact, withActor } from '../transact.ts'
import type { Work } from '../work.ts'

interface TimerRow {
  name: string
  key: string
  data: unknown
}

/** Runs timers that are due by the store's clock, earliest first, until none is left. Answers how many ran. */
export async function runDueTimers(app: App, onFailure?: (name: string, error: unknown) => void): Promise<number> {
  let ran = 0
  for (;;) {
    const outcome = await runNextTimer(app, onFailure)
    if (outcome === 'none') return ran
    if (outcome === 'ran') ran++
  }
}

/** When the next timer is due; undefined when none is set. One that failed counts from its retry on. */
export async function nextTimerDueAt(app: App): Promise<Date | undefined> {
  const { rows } = await sql<{ due_at: Date | null }>`
    select min(due_at) as due_at from timer where store_id = ${app.storeId} and (retry_at is null or retry_at <= clock_timestamp())`.execute(
    app.db,
  )
  return rows[0]?.due_at ?? undefined
}

async function runNextTimer(
  app: App,
  onFailure?: (name: string, error: unknown) => void,
): Promise<'ran' | 'failed' | 'none'> {
  let taken: TimerRow | undefined
  try {
    await transact(app, system('timer'), async (work) => {
      taken = await take(work)
      if (!taken) return
      const timer = app.registry.timers.get(taken.name)
      assert(timer, `timer "${taken.name}" is registered`)
      await timer.run(withActor(work, system(taken.name)), taken.data)
    })
    return taken ? 'ran' : 'none'
  } catch (error) {
    if (!taken) throw error
    app.log.error({ err: error, timer: taken.name, key: taken.key }, 'a timer failed and will be tried again')
    onFailure?.(taken.name, error)
    await postpone(app, taken, error)
    return 'failed'
  }
}

// The row goes before the handler runs, so that the handler may set the same timer anew.
async function take(work: Work): Promise<TimerRow | undefined> {
  const { rows } = await sql<TimerRow>`
    delete from timer where (store_id, name, key) = (
      select store_id, name, key from timer
      where store_id = ${work.storeId} and due_at <= ${work.now} and (retry_at is null or retry_at <= clock_timestamp())
      order by due_at, name, key limit 1 for update skip locked)
    returning name, key, data`.execute(work.db)
  return rows[0]
}

async function postpone(app: App, { name, key }: TimerRow, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error)
  await sql`
    update timer set failures = failures + 1, last_error = ${message.slice(0, 500)},
      retry_at = clock_timestamp() + least(power(2, failures), ${limits.timers.retryDelayMaxSeconds}) * interval '1 second'
    where store_id = ${app.storeId} and name = ${name} and key = ${key}`.execute(app.db)
}
