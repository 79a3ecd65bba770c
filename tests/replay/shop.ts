import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGuardedFetch } from '../../server/adapters/guarded-fetch.ts'
import { fakePayments } from '../../server/adapters/payments/fake/adapter.ts'
import { startFake } from '../../server/adapters/run-fake.ts'
import { fakeStorefront } from '../../server/adapters/storefronts/fake/adapter.ts'
import { diskFiles } from '../../server/adapters/files/disk.ts'
import { fileOutbox } from '../../server/adapters/email/file-outbox.ts'
import { storefrontPort } from '../../server/modules/changes/ports.ts'
import { fileStore } from '../../server/modules/files/ports.ts'
import { emailPort } from '../../server/modules/notifications/ports.ts'
import { paymentPort } from '../../server/modules/refunds/ports.ts'
import { createStore } from '#modules/stores'
import { transact } from '#platform/transact'
import { runJobs, testApp } from '#testing/app'
import { testServer, type TestClient } from '#testing/server'
import { convert } from '../../packs/tau-retail/convert.ts'

/** The public made-up shop, imported into a store of its own and reachable over HTTP. */
export interface Shop {
  admin: TestClient
  /** The client of one customer, by the customer's reference. */
  shopper(reference: string): TestClient
  settle(): Promise<void>
  close(): Promise<void>
}

const now = '2024-05-15T20:00:00Z'

/** Imports the data set through `POST /imports` and switches its shop's rules on. */
export async function openShop(dataFolder: string, packFile: string): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'makeright-replay-'))
  const [app, payments, storefront] = await Promise.all([
    testApp({ now }),
    startFake('payments', { booksFile: join(folder, 'payments.jsonl') }),
    startFake('storefronts', { booksFile: join(folder, 'storefronts.jsonl') }),
  ])
  const fetch = createGuardedFetch({ allowOrigins: [payments.url, storefront.url] })
  app.ports.set(paymentPort, fakePayments({ url: payments.url, fetch }))
  app.ports.set(storefrontPort, fakeStorefront({ url: storefront.url, fetch, now: () => app.clock.now() }))
  app.ports.set(fileStore, diskFiles(join(folder, 'files')))
  app.ports.set(emailPort, fileOutbox({ folder: join(folder, 'mail'), now: () => app.clock.now() }))
  await transact(app, { kind: 'system', name: 'replay' }, (work) => createStore(work, {
    name: 'Replay', country: 'US', currency: 'USD', timeZone: 'America/New_York', supportEmail: 'help@replay.test', marketplace: false,
  } as never))
  const server = await testServer(app)
  const admin = server.client({ kind: 'staff', staffId: 'stf_replay', role: 'administrator' })
  const importer = server.client({ kind: 'key', keyId: 'key_replay', scopes: ['import', 'read'] })
  await admin.call('PUT /policy', { ruleset: JSON.parse(await readFile(packFile, 'utf8')) as unknown, note: 'The shop’s own rules' })
  for (const { kind, rows } of await convert(dataFolder)) {
    const { status, body } = await importer.send('POST', `/imports?kind=${kind}`, {
      body: rows.map((row) => JSON.stringify(row)).join('\n'), headers: { 'content-type': 'application/x-ndjson' },
    })
    if (status !== 200 || body.counts.bad > 0) throw new Error(`Import of ${kind}: ${status} ${JSON.stringify(body).slice(0, 500)}`)
  }
  await runJobs(app)
  const ids = await customerIds(admin, dataFolder)
  return {
    admin,
    shopper: (reference) => server.client({ kind: 'shopper', customerId: ids.get(reference) ?? 'cus_unknown' }),
    settle: async () => void (await runJobs(app)),
    async close() {
      await server.close()
      await app.close()
      await Promise.all([payments.stop(), storefront.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function customerIds(admin: TestClient, dataFolder: string): Promise<Map<string, string>> {
  const users = Object.keys(JSON.parse(await readFile(join(dataFolder, 'users.json'), 'utf8')) as object)
  const ids = new Map<string, string>()
  for (const reference of users) {
    const story = await admin.call('GET /customers/:id/story', { id: `ref:import:${reference}` })
    ids.set(reference, story.customer.id)
  }
  return ids
}
