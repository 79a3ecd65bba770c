import { createApp } from '#platform/create-app'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { createLog } from '#platform/log'
import { connectAdapters } from '../app/adapters.ts'
import { chooseStore } from '../app/choose-store.ts'
import { ensureDemoCredentials } from '../app/demonstration-credentials.ts'
import { modules } from '../app/modules.ts'
import { seedDemonstration } from '../app/seed-demonstration.ts'
import { readConfig } from '../config.ts'

/** Fills the demonstration store's database, as the first start would, without starting the program. */
async function main(): Promise<void> {
  const config = { ...readConfig(), demo: true, roles: new Set(['http'] as const) }
  const log = createLog('warn')
  const store = await chooseStore(config, log)
  const { db } = openDatabase(store.connectionString, log, 2)
  await migrate(db, log)
  await db.destroy()
  await store.assertKind()
  const app = await createApp({ config, log, connectionString: store.connectionString, modules, demo: true })
  const adapters = await connectAdapters(app)
  const isNew = await seedDemonstration(app)
  await ensureDemoCredentials(app, `http://${config.host}:${config.port}`)
  process.stdout.write(
    isNew
      ? 'The demonstration store is there now.\n'
      : 'The demonstration store was there already; nothing was changed.\n',
  )
  await adapters.stop()
  await app.close()
  await store.stop()
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
