import { createApp } from '#platform/create-app'
import { createLog } from '#platform/log'
import { testServer } from '#testing/server'
import { modules } from '../../server/app/modules.ts'
import { startWorker } from '../../server/app/worker.ts'
import { readConfig } from '../../server/config.ts'

// One process of the program on a database that is there: HTTP, live sockets, and jobs where it is told so. Who asks is said by
// a header, so that two thousand sign-ins are not what is measured. Prints its address when it is ready.
const { connectionString, worker } = JSON.parse(process.argv[2] ?? '{}') as {
  connectionString: string
  worker: boolean
}

const app = await createApp({
  config: readConfig(
    { MAKERIGHT_SECRET: 'bench-secret-bench-secret-bench-sec', PUBLIC_URL: 'http://store.test' },
    worker ? [] : ['--roles=http,live'],
  ),
  log: createLog('silent'),
  connectionString,
  modules,
})
const server = await testServer(app)
if (worker) await startWorker(app)
process.stdout.write(`${server.url}\n`)
