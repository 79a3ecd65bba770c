import { tmpdir } from 'node:os'
import type { App } from '#platform/app'
import { createApp } from '#platform/create-app'
import { advanceClock, type Advanced } from '#platform/jobs/advance-clock'
import { createLog } from '#platform/log'
import type { Module } from '#platform/module'
import { movableClock, type MovableClock } from '#platform/time'
import { readConfig, type Config } from '../config.ts'
import { limits } from '../limits.ts'
import { makeFilledTemplate, schemaHash, testDatabase, type TestDatabase } from './database.ts'
import { seededRandom } from './seeded-random.ts'

export interface TestApp extends App {
  readonly clock: ReturnType<typeof movableClock>
  readonly connectionString: string
}

export interface TestAppOptions {
  /** Where the clock starts; it stands still until it is moved. */
  now?: Date | string
  /** The modules to run; all of them unless given. */
  modules?: readonly Module[]
  seed?: number
  /** Another app on the same database, as a second process would be. */
  sharing?: TestApp
  /** A database that was made for it, which goes with it; a copy of the schema's template unless given. */
  database?: TestDatabase
  config?: Partial<Config>
  logLevel?: string
}

/** A whole app on a database of its own, with a clock that stands still and repeatable randomness. End it with `close()`. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.sharing ? undefined : (options.database ?? (await newDatabase(options)))
  const connectionString = options.sharing?.connectionString ?? database?.connectionString ?? ''
  const clock = options.sharing?.clock ?? movableClock(options.now ?? '2026-03-02T15:00:00Z')
  const app = await open(connectionString, clock, options)
  return {
    ...app,
    clock,
    connectionString,
    async close() {
      await app.close()
      await database?.drop()
    },
  }
}

async function open(connectionString: string, clock: MovableClock, options: TestAppOptions): Promise<App> {
  return await createApp({
    config: { ...testConfig(), ...options.config },
    log: createLog(options.logLevel ?? process.env.TEST_LOG_LEVEL ?? 'silent'),
    connectionString,
    modules: options.modules ?? (await import('../app/modules.ts')).modules,
    clock,
    random: seededRandom(options.seed ?? (options.sharing ? 2 : 1)),
    listen: false,
    retryDelayFloorSeconds: 3600,
  })
}

let withQueues: Promise<string> | undefined

/** With the queues of all modules there already, unless a test has modules of its own. */
async function newDatabase({ modules }: TestAppOptions): Promise<TestDatabase> {
  if (modules) return await testDatabase()
  withQueues ??= makeFilledTemplate(`makeright_app_${schemaHash()}`, async (connectionString) => {
    const app = await open(connectionString, movableClock('2026-01-01T00:00:00Z'), {})
    await app.pool.query('delete from schedule_run')
    await app.close()
  })
  return await testDatabase(await withQueues)
}

// Nobody else is there who would take a sweep.
const testPace = { rounds: limits.schedules.roundsPerAdvance, atOnce: 1_000 }

/**
 * Runs jobs, reactions and due timers until nothing is left, and sweeps whose time has come. Retries and polls that were
 * waiting at the beginning run once. Throws when something failed.
 * @param options.allowFailures answers failures instead, for tests in which they are the point
 */
export async function runJobs(app: App, options: { allowFailures?: boolean } = {}): Promise<Advanced> {
  return check(await advanceClock(app, undefined, testPace), options)
}

/**
 * Moves the clock to a time and runs everything that becomes due on the way, in order.
 * @param options.rounds how often sweeps run on the way, for tests that wait for timers and not for sweeps
 */
export async function runUntil(
  app: App,
  to: Date | string,
  options: { allowFailures?: boolean; rounds?: number } = {},
): Promise<Advanced> {
  const { rounds = testPace.rounds } = options
  return check(await advanceClock(app, new Date(to), { ...testPace, rounds }), options)
}

function check(advanced: Advanced, options: { allowFailures?: boolean }): Advanced {
  if (advanced.failures.length > 0 && !options.allowFailures) {
    const names = advanced.failures.map((failure) => failure.name).join(', ')
    throw new AggregateError(
      advanced.failures.map((failure) => failure.error),
      `Failed while running jobs: ${names}`,
      { cause: advanced.failures[0]?.error },
    )
  }
  return advanced
}

function testConfig(): Config {
  return readConfig(
    {
      MAKERIGHT_SECRET: 'test-secret-test-secret-test-secret-',
      MAKERIGHT_DATA: tmpdir(),
      PUBLIC_URL: 'http://store.test',
    },
    [],
  )
}
