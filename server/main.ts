import { learnIntents } from '#modules/routing'
import { createApp } from '#platform/create-app'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { createLog, type Log } from '#platform/log'
import { connectAdapters } from './app/adapters.ts'
import { announcementOf } from './app/announcement.ts'
import { chooseStore } from './app/choose-store.ts'
import { ensureDemoCredentials } from './app/demonstration-credentials.ts'
import { createHttp } from './app/http.ts'
import { onceThere } from './app/once-there.ts'
import { modules } from './app/modules.ts'
import { startRealtime } from './app/realtime.ts'
import { telephoneHealth } from './app/telephony.ts'
import { seedDemonstration } from './app/seed-demonstration.ts'
import { startWorker } from './app/worker.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { limits } from './limits.ts'

/** A program that runs. */
export interface Running {
  readonly url: string | undefined
  readonly demo: boolean
  /** What whoever started it wants to know: addresses, sign-ins, the set-up code. */
  readonly announcement: string
  stop(): Promise<void>
}

/** Starts everything that this process is meant to do: database, migrations, modules, adapters, then its roles. */
export async function start(config: Config, log: Log): Promise<Running> {
  const store = await chooseStore(config, log)
  await migrateStore(store.connectionString, log)
  await onceThere(log, store.assertKind)
  const app = await createApp({ config, log, connectionString: store.connectionString, modules, demo: store.demo })
  const adapters = await connectAdapters(app)
  if (store.demo) await seedDemonstration(app)
  const worker = config.roles.has('worker') ? await startWorker(app) : undefined
  let stopping = false
  const health = {
    isStopping: () => stopping,
    payments: adapters.paymentHealth,
    telephone: () => telephoneHealth(app),
    ...(worker ? { workerLastLookAt: worker.lastLookAt } : {}),
  }
  const http = await createHttp(app, { health, loopbackOnly: store.loopbackOnly })
  const realtime = config.roles.has('live') ? startRealtime(app, http, { loopbackOnly: store.loopbackOnly }) : undefined
  // A process that only works still answers health checks and figures.
  const url = await http.listen({ host: config.host, port: config.port })
  if (store.demo && config.roles.has('http')) await ensureDemoCredentials(app, url)
  await adapters.receiveWebhooksAt(url)
  log.info({ url, roles: [...config.roles], demo: store.demo }, 'Makeright is running')
  // The first chat does not wait for it.
  if (worker) setImmediate(learnIntents)
  return {
    url,
    demo: store.demo,
    announcement: await announcementOf(app, url),
    async stop() {
      if (stopping) return
      stopping = true
      await realtime?.stop()
      await Promise.race([http.close(), pause(limits.http.stopSeconds)])
      await worker?.stop()
      await adapters.stop()
      await app.close()
      await store.stop()
    },
  }
}

async function migrateStore(connectionString: string, log: Log): Promise<void> {
  const { db } = openDatabase(connectionString, log, 2)
  try {
    await onceThere(log, () => migrate(db, log))
  } finally {
    await db.destroy()
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref())
}

async function main(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed unheard'))
  const running = await start(config, log)
  process.stdout.write(running.announcement)
  let told = false
  const stop = (signal: string) => {
    // Ctrl-C below npm arrives twice, from the terminal and from npm.
    if (told) return
    told = true
    log.info({ signal }, 'stopping')
    running.stop().then(
      () => process.exit(0),
      (error: Error) => {
        log.error({ err: error }, 'could not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
}

if (import.meta.main) {
  await main().catch((error: Error) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : (error.stack ?? error.message)}\n`)
    process.exit(1)
  })
}
