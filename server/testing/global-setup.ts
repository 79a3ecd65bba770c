import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { makeTemplate } from './database.ts'
import { openWorkingFolder } from './working-folder.ts'

/**
 * Gives the run a folder for its temporary files, starts one database server for all of it, names that in MAKERIGHT_TEST_PG (the URL
 * of its database `postgres`) and makes the template of the databases there.
 * With MAKERIGHT_TEST_PG already set, uses that server and leaves it alone.
 */
export async function setup(): Promise<() => Promise<void>> {
  const { TMPDIR, MAKERIGHT_TEST_PG, NODE_COMPILE_CACHE } = process.env
  const before = { TMPDIR, MAKERIGHT_TEST_PG, NODE_COMPILE_CACHE }
  const dir = openWorkingFolder()
  const database = MAKERIGHT_TEST_PG ? undefined : await startServer(dir)
  process.env.TMPDIR = dir
  // Providers and whole programs are started by the hundred: what Node compiled for one serves the next, at half the price.
  process.env.NODE_COMPILE_CACHE ??= join(dir, 'compiled')
  if (database) process.env.MAKERIGHT_TEST_PG = database.connectionString('postgres')
  await makeTemplate()
  return async () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    await database?.stop()
    // A process of the database that ends a little later may still write.
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

async function startServer(dir: string) {
  return await startEmbeddedPostgres({
    dataDir: join(dir, 'data'),
    clusterHome: dir,
    durable: false,
    settings: { max_connections: '200', shared_buffers: '128MB', autovacuum: 'off', wal_level: 'minimal' },
    log: { info: () => {}, warn: reportProblem, error: reportProblem },
  })
}

function reportProblem(details: object, message: string): void {
  process.stderr.write(`${message} ${JSON.stringify(details)}\n`)
}
