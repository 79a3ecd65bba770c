import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { makeFilledTemplate, testDatabase, type TestDatabase } from '#testing/database'
import { testServer } from '#testing/server'
import { fileOutbox } from '../../server/adapters/email/file-outbox.ts'
import { diskFiles } from '../../server/adapters/files/disk.ts'
import { createGuardedFetch } from '../../server/adapters/guarded-fetch.ts'
import { manualTelephony } from '../../server/adapters/telephony/manual/adapter.ts'
import { fakePayments } from '../../server/adapters/payments/fake/adapter.ts'
import { startFake } from '../../server/adapters/run-fake.ts'
import { fakeStorefront } from '../../server/adapters/storefronts/fake/adapter.ts'
import { connectBrowserCalls } from '../../server/app/browser-calls.ts'
import { seedDemonstration } from '../../server/app/seed-demonstration.ts'
import { storefrontPort } from '../../server/modules/changes/ports.ts'
import { fileStore } from '../../server/modules/files/ports.ts'
import { listenToCalls } from '#modules/calls'
import { telephonyPort } from '../../server/modules/calls/ports.ts'
import { emailPort } from '../../server/modules/mail/outgoing/ports.ts'
import { paymentPort } from '../../server/modules/refunds/ports.ts'
import { readMails, type Mail } from '../harness/read-mails.ts'

/** The demonstration store on a database of its own, as a browser sees it. Its clock stands still and its jobs run when told. */
export interface Demonstration {
  readonly app: TestApp
  readonly url: string
  /** Jobs, reactions and due timers until nothing is left. */
  settle(): Promise<void>
  mails(): Promise<Mail[]>
  /** The server goes away, connections and all, and comes back at the same address. */
  restart(): Promise<void>
  close(): Promise<void>
}

const webhookSecrets = [`whsec_${Buffer.from('webhooks of the browser tests').toString('base64')}`]

export async function openDemonstration(): Promise<Demonstration> {
  const template = await makeFilledTemplate(templateName, seedTemplate)
  const folder = await mkdtemp(join(tmpdir(), 'makeright-browser-'))
  await cp(templateFolder, folder, { recursive: true })
  // Its own randomness: the ids that it makes are not those that the template holds, at the same moment of the same clock.
  const { app, outbox, settle, close } = await openStore(folder, await testDatabase(template), 3)
  let server = await testServer(app)
  const { url } = server
  return {
    app,
    url,
    settle,
    mails: () => readMails(outbox),
    async restart() {
      await server.close()
      server = await testServer(app, {}, Number(new URL(url).port))
    },
    async close() {
      await server.close()
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

// The folder for temporary files is the run's own: another run, of other code perhaps, seeds again.
const templateName = `makeright_demonstration_${createHash('sha256').update(tmpdir()).digest('hex').slice(0, 12)}`
const templateFolder = join(tmpdir(), 'makeright-demonstration')

async function seedTemplate(connectionString: string): Promise<void> {
  await rm(templateFolder, { recursive: true, force: true })
  await mkdir(templateFolder)
  const { app, settle, close } = await openStore(templateFolder, { connectionString, drop: async () => {} }, 1)
  // Tests of the help center write their own articles, and those of the desk their own conversations; elsewhere both would stand in the way.
  await seedDemonstration(app, { help: false, desk: false })
  await settle()
  await app.pool.query('analyze')
  await close()
}

/** The store as it lies in a database and a folder, with the outsiders around it. */
async function openStore(folder: string, database: TestDatabase, seed: number) {
  const [made, payments, storefront] = await Promise.all([
    testApp({ now: '2026-11-25T18:00:00Z', database, seed }),
    startFake('payments', { booksFile: join(folder, 'payments.jsonl') }),
    startFake('storefronts', { booksFile: join(folder, 'storefronts.jsonl') }),
  ])
  const app: TestApp = { ...made, demo: true }
  const now = () => app.clock.now()
  const fetch = createGuardedFetch({ allowOrigins: [payments.url, storefront.url] })
  const outbox = fileOutbox({ folder: join(folder, 'mail'), now })
  app.ports.set(paymentPort, fakePayments({ url: payments.url, fetch, webhookSecrets, timeoutMs: 5_000 }))
  app.ports.set(storefrontPort, fakeStorefront({ url: storefront.url, fetch, now, webhookSecrets, timeoutMs: 5_000 }))
  app.ports.set(fileStore, diskFiles(join(folder, 'files')))
  app.ports.set(emailPort, outbox)
  const line = manualTelephony()
  app.ports.set(telephonyPort, line)
  const listening = listenToCalls(app, new AbortController().signal)
  const endTalks = connectBrowserCalls(app)
  return {
    app,
    outbox,
    settle: async () => void (await runJobs(app, { allowFailures: true })),
    async close() {
      await line.stop()
      await listening.done
      await endTalks()
      await app.close()
      await Promise.all([payments.stop(), storefront.stop()])
    },
  }
}
