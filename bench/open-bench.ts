import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStore } from '#modules/stores'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { transact } from '#platform/transact'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'

export interface Bench {
  app: TestApp
  server: TestServer
  importer: TestClient
  close(): Promise<void>
}

/** An empty store behind HTTP, on a database that really writes to disk. */
export async function openBench(name: string): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`))
  const database = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  process.env.MAKERIGHT_TEST_PG = database.connectionString('postgres')
  const app = await testApp({ now: '2026-03-02T15:00:00Z' })
  const server = await testServer(app)
  await transact(app, { kind: 'system', name: 'bench' }, (work) =>
    createStore(work, {
      name: 'Bench',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@store.test',
    }),
  )
  return {
    app,
    server,
    importer: server.client({ kind: 'key', keyId: 'key_bench', scopes: ['import', 'read'] }),
    async close() {
      await server.close()
      await app.close()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
