import { createApp } from '#platform/create-app'
import { createLog } from '#platform/log'
import { movableClock } from '#platform/time'
import { testServer } from '#testing/server'
import { modules } from '../server/app/modules.ts'
import { startWorker } from '../server/app/worker.ts'
import { readConfig } from '../server/config.ts'

/** What the process is told in its one argument, as JSON. */
export interface ServerOrder {
  connectionString: string
  /** Whether it does jobs too. */
  worker: boolean
  /** Where its clock stands still; the real time unless given. */
  now?: string
}

// One process of the program on a database that is there, as it would stand beside whoever calls it. Who asks is said by a header, so
// that sign-ins are not what is measured. Prints its address when it is ready.
const order = JSON.parse(process.argv[2] ?? '{}') as ServerOrder

const app = await createApp({
  config: readConfig(
    { MAKERIGHT_SECRET: 'bench-secret-bench-secret-bench-sec', PUBLIC_URL: 'http://store.test' },
    order.worker ? [] : ['--roles=http,live'],
  ),
  log: createLog('silent'),
  connectionString: order.connectionString,
  modules,
  ...(order.now === undefined ? {} : { clock: movableClock(order.now) }),
})
const server = await testServer(app)
if (order.worker) await startWorker(app)
process.stdout.write(`${server.url}\n`)
