import { sql } from 'kysely'
import type { App } from '../app.ts'
import { addMinutes } from '../time.ts'
import { contextOf } from './run-job.ts'
import type { Schedule } from './schedule.ts'

/**
 * Runs every sweep whose time has come by the store's clock and that no other process is running, one after another. Answers
 * how many ran.
 * @param options.which only those; all unless given
 * @param options.atOnce how many are taken by one statement: one, so that another process takes the next while a slow one runs here;
 * more where nobody else is there to take them
 */
export async function runDueSchedules(
  app: App,
  signal: AbortSignal,
  onFailure?: (name: string, error: unknown) => void,
  { which = () => true, atOnce = 1 }: { which?: (schedule: Schedule) => boolean; atOnce?: number } = {},
): Promise<number> {
  const due = (await dueSchedules(app)).flatMap((name) => {
    const schedule = app.registry.schedules.get(name)
    return schedule && which(schedule) && (!schedule.port || app.ports.has(schedule.port)) ? [schedule] : []
  })
  let ran = 0
  while (due.length > 0 && !signal.aborted) {
    const ended: Ended[] = []
    for (const schedule of await lease(app, due.splice(0, atOnce))) {
      const failure = await run(app, schedule, signal)
      ended.push({ name: schedule.name, failure })
      if (failure) onFailure?.(schedule.name, failure)
    }
    ran += ended.length
    await release(app, ended)
  }
  return ran
}

interface Ended {
  name: string
  failure: unknown
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

/** Takes those that are still due and that nobody runs. */
async function lease(app: App, due: readonly Schedule[]): Promise<Schedule[]> {
  const now = app.clock.now()
  const { rows } = await sql<{ name: string }>`
    update schedule_run set next_at = due.again_at, last_run_at = ${now},
      running_until = clock_timestamp() + due.seconds * interval '1 second'
    from unnest(${due.map(({ name }) => name)}::text[],
      ${due.map(({ everySeconds }) => addMinutes(now, everySeconds / 60))}::timestamptz[],
      ${due.map(({ leaseSeconds }) => leaseSeconds)}::int[]) as due (name, again_at, seconds)
    where store_id = ${app.storeId} and schedule_run.name = due.name and next_at <= ${now}
      and (running_until is null or running_until < clock_timestamp())
    returning due.name`.execute(app.db)
  const taken = new Set(rows.map(({ name }) => name))
  return due.filter(({ name }) => taken.has(name))
}

async function release(app: App, ended: readonly Ended[]): Promise<void> {
  if (ended.length === 0) return
  await sql`
    update schedule_run set running_until = null, last_error = ended.error
    from unnest(${ended.map(({ name }) => name)}::text[], ${ended.map(({ failure }) => wordsOf(failure))}::text[]) as ended (name, error)
    where store_id = ${app.storeId} and schedule_run.name = ended.name`.execute(app.db)
}

function wordsOf(failure: unknown): string | null {
  if (failure === undefined) return null
  return String(failure instanceof Error ? failure.message : failure).slice(0, 500)
}

async function run(app: App, schedule: Schedule, signal: AbortSignal): Promise<unknown> {
  try {
    const key = `${schedule.name}:${app.clock.now().toISOString()}`
    await schedule.run(
      contextOf(app, schedule.name, { id: key, data: { data: null, key }, retryCount: 0, retryLimit: 0, signal }),
    )
    return undefined
  } catch (error) {
    app.log.error({ err: error, schedule: schedule.name }, 'a sweep failed and will run again at its next time')
    return error
  }
}
