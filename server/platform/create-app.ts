import { PgBoss } from 'pg-boss'
import type { Config } from '../config.ts'
import { limits } from '../limits.ts'
import type { App } from './app.ts'
import { openDatabase } from './database/open-database.ts'
import { openStoredClock } from './database/stored-clock.ts'
import { cryptoDigits, digitsFrom, idMaker } from './ids.ts'
import { ensureQueues } from './jobs/queues.ts'
import { ensureSchedules } from './jobs/run-schedules.ts'
import { createHub } from './live/hub.ts'
import { hearAnnouncements } from './live/hear-announcements.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import { createPorts } from './port.ts'
import { createRegistry } from './registry.ts'
import { systemClock, type MovableClock } from './time.ts'

/** What an app is made from. */
export interface AppParts {
  config: Config
  log: Log
  connectionString: string
  modules: readonly Module[]
  storeId?: string
  /** The demonstration store: its clock is kept in the database and can be set ahead. */
  demo?: boolean
  /** A clock of the test's own. */
  clock?: MovableClock
  /** Repeatable randomness, for tests. */
  random?: () => number
  /** Whether to listen for what other processes announce; tests that run one process may go without. */
  listen?: boolean
  /** Least seconds before a retry; tests set it high so that a retry happens only when they ask for it. */
  retryDelayFloorSeconds?: number
}

/** Opens everything that commands, queries and jobs need. The database has been migrated before. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, log, connectionString, modules } = parts
  const storeId = parts.storeId ?? 'main'
  const registry = createRegistry(modules)
  const { pool, db } = openDatabase(connectionString, log)
  const isWorker = config.roles.has('worker')
  const boss = createBoss(connectionString, isWorker && parts.listen !== false, log)
  await boss.start()
  await ensureQueues(db, boss, registry, parts.retryDelayFloorSeconds)
  const live = createHub()
  const stored = parts.demo && !parts.clock ? await openStoredClock(db, storeId, live.id, config.demoNow) : undefined
  const clock = parts.clock ?? stored ?? systemClock
  const notifications = parts.listen === false ? undefined : hearAnnouncements(connectionString, live, stored, log)
  const random = parts.random ?? Math.random
  const app: App = {
    config,
    log,
    clock,
    db,
    pool,
    boss,
    storeId,
    modules,
    registry,
    live,
    random,
    ports: createPorts(),
    newId: idMaker(() => clock.now(), parts.random ? () => digitsFrom(random) : cryptoDigits),
    demo: parts.demo ?? false,
    async close() {
      await notifications?.close()
      await boss.stop({ graceful: true, timeout: limits.jobs.stopSeconds * 1000 })
      await db.destroy()
    },
  }
  await ensureSchedules(app)
  return app
}

function createBoss(connectionString: string, works: boolean, log: Log): PgBoss {
  const boss = new PgBoss({
    connectionString,
    schema: 'pgboss',
    max: limits.database.jobConnections,
    // Taking and finishing a job may be forgotten in a crash: the job then runs again under the same key, as jobs may. Jobs
    // are added in the command's own, durable transaction.
    options: '-c synchronous_commit=off',
    application_name: 'makeright-jobs',
    supervise: works,
    schedule: false,
    useListenNotify: works,
    registerInstance: false,
    monitorIntervalSeconds: limits.jobs.heartbeatSeconds,
    superviseIntervalSeconds: limits.jobs.heartbeatSeconds,
  })
  boss.on('error', (error) => log.warn({ reason: error.message }, 'the job queue met an error'))
  boss.on('warning', (warning) => log.debug({ warning: warning.message }, 'the job queue warns'))
  return boss
}
