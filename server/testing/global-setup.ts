import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'

/**
 * Starts one database server for the whole test run and names it in MAKERIGHT_TEST_PG: the URL of its database `postgres`.
 * With MAKERIGHT_TEST_PG already set, uses that server and leaves it alone.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.MAKERIGHT_TEST_PG) return undefined
  const dir = mkdtempSync(join(tmpdir(), 'makeright-test-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(dir, 'data'),
    clusterHome: dir,
    durable: false,
    settings: { max_connections: '200', shared_buffers: '128MB', autovacuum: 'off' },
    log: { info: () => {}, warn: reportProblem, error: reportProblem },
  })
  process.env.MAKERIGHT_TEST_PG = database.connectionString('postgres')
  return async () => {
    delete process.env.MAKERIGHT_TEST_PG
    await database.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function reportProblem(details: object, message: string): void {
  process.stderr.write(`${message} ${JSON.stringify(details)}\n`)
}
