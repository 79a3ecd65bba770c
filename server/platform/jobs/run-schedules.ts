import { sql } from 'kysely'
import type { App } from '../app.ts'
import { addMinutes } from '../time.ts'
import { contextOf } from './run-job.ts'
import type { Schedule } from './schedule.ts'

/**
 * Runs every sweep whose time has come by the store's clock and that no other process is running, one after another. Answers
 * how many ran.
 * @param which only those; all unless given
 */
export async function runDueSchedules(
  app: App,
  signal: AbortSignal,
  onFailure?: (name: string, error: unknown) => void,
  which: (schedule: Schedule) => boolean = () => true,
): Promise<number> {
  let ran = 0
  for (const name of await dueSchedules(app)) {
    const schedule = app.registry.schedules.get(name)
    if (signal.aborted || !schedule || !which(schedule) || (schedule.port && !app.ports.has(schedule.port))) continue
    if (!(await lease(app, schedule))) continue
    ran++
    const error = await run(app, schedule, signal)
    if (error) onFailure?.(name, error)
  }
  return ran
}

/** Makes sure that every sweep has its row. */
export async function ensureSchedules(app: App): Promise<void> {
  const rows = [...app.registry.schedules.values()].map(({ name, everySeconds }) => ({
    store_id: app.storeId,
    name,
    next_at: addMinutes(app.clock.now(), everySeconds / 60),
  }))
  if (rows.length === 0) return
  await app.db
    .insertInto('schedule_run')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function dueSchedules(app: App): Promise<string[]> {
  const rows = await app.db
    .selectFrom('schedule_run')
    .select('name')
    .where('store_id', '=', app.storeId)
    .where('next_at', '<=', app.clock.now())
    .orderBy('next_at')
    .execute()
  return rows.map((row) => row.name)
}

async function lease(app: App, { name, everySeconds, leaseSeconds }: Schedule): Promise<boolean> {
  const now = app.clock.now()
  const { rows } = await sql`
    update schedule_run set next_at = ${addMinutes(now, everySeconds / 60)}, last_run_at = ${now},
      running_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    where store_id = ${app.storeId} and name = ${name} and next_at <= ${now}
      and (running_until is null or running_until < clock_timestamp())
    returning name`.execute(app.db)
  return rows.length > 0
}

async function run(app: App, schedule: Schedule, signal: AbortSignal): Promise<unknown> {
  let failure: unknown
  try {
    const key = `${schedule.name}:${app.clock.now().toISOString()}`
    await schedule.run(
      contextOf(app, schedule.name, { id: key, data: { data: null, key }, retryCount: 0, retryLimit: 0, signal }),
    )
  } catch (error) {
    failure = error
    app.log.error({ err: error, schedule: schedule.name }, 'a sweep failed and will run again at its next time')
  }
  const lastError =
    failure === undefined ? null : String(failure instanceof Error ? failure.message : failure).slice(0, 500)
  await app.db
    .updateTable('schedule_run')
    .set({ running_until: null, last_error: lastError })
    .where('store_id', '=', app.storeId)
    .where('name', '=', schedule.name)
    .execute()
  return failure
}
