import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runJobs, testApp, type TestApp } from '#testing/app'
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
  const folder = await mkdtemp(join(tmpdir(), 'makeright-browser-'))
  const [made, payments, storefront] = await Promise.all([
    testApp({ now: '2026-11-25T18:00:00Z' }),
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
  await seedDemonstration(app)
  let server = await testServer(app)
  const { url } = server
  const settle = async () => void (await runJobs(app, { allowFailures: true }))
  await settle()
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
      await line.stop()
      await listening.done
      await endTalks()
      await app.close()
      await Promise.all([payments.stop(), storefront.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
