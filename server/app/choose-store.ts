import { startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import type { Log } from '#platform/log'
import pg from 'pg'
import type { Config } from '../config.ts'
import { onceThere } from './once-there.ts'

/** The database that this process serves, and whether it holds the demonstration store. */
export interface ChosenStore {
  readonly connectionString: string
  readonly demo: boolean
  /** The demonstration store came up by itself, so that only this machine may reach it. */
  readonly loopbackOnly: boolean
  /** Refuses to run a real store as the demonstration store, or the other way round. Call it after migrating. */
  assertKind(): Promise<void>
  stop(): Promise<void>
}

const realDatabase = 'makeright'
const demoDatabase = 'makeright_demo'

/**
 * Opens the database: the given one, or the embedded one. Of the embedded one's two databases the demonstration store is
 * served when it is asked for, or when the real store has not been begun and only this machine can reach the program.
 */
export async function chooseStore(config: Config, log: Log): Promise<ChosenStore> {
  if (config.databaseUrl) return storeOf(config.databaseUrl, config.demo === true, false, async () => undefined)
  const server = await startEmbeddedPostgres({ dataDir: config.dataFolder, log })
  const demo = config.demo ?? (isLoopback(config.host) && !(await onceThere(log, () => isBegun(server))))
  const name = demo ? demoDatabase : realDatabase
  await onceThere(log, () => server.ensureDatabase(name))
  return storeOf(server.connectionString(name), demo, demo && config.demo === undefined, () => server.stop())
}

function storeOf(
  connectionString: string,
  demo: boolean,
  loopbackOnly: boolean,
  stop: () => Promise<void>,
): ChosenStore {
  return {
    connectionString,
    demo,
    loopbackOnly,
    stop,
    async assertKind() {
      const [row] = await rows<{ demonstration: boolean }>(connectionString, 'select demonstration from store limit 1')
      if (!row || row.demonstration === demo) return
      throw new Error(
        row.demonstration
          ? 'This database holds the demonstration store, which never becomes a real one. Use another database, or set MAKERIGHT_DEMO=1.'
          : 'This database holds a real store. The demonstration store needs a database of its own; unset MAKERIGHT_DEMO.',
      )
    },
  }
}

async function isBegun(server: EmbeddedPostgres): Promise<boolean> {
  const present = await rows(
    server.connectionString('postgres'),
    `select 1 from pg_database where datname = '${realDatabase}'`,
  )
  if (present.length === 0) return false
  const connectionString = server.connectionString(realDatabase)
  const tables = await rows(
    connectionString,
    "select 1 from pg_tables where tablename = 'store' and schemaname = 'public'",
  )
  return tables.length > 0 && (await rows(connectionString, 'select 1 from store limit 1')).length > 0
}

async function rows<T extends pg.QueryResultRow>(connectionString: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
