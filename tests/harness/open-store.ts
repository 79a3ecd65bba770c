import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStore } from '#modules/stores'
import { system, type Actor, type StaffRole } from '#platform/auth/actor'
import type { Advanced } from '#platform/jobs/advance-clock'
import { transact } from '#platform/transact'
import { runJobs, testApp, type TestApp, type TestAppOptions } from '#testing/app'
import { testServer, type TestClient } from '#testing/server'
import { fileOutbox } from '../../server/adapters/email/file-outbox.ts'
import { diskFiles } from '../../server/adapters/files/disk.ts'
import { remotePictures } from '../../server/adapters/files/remote-pictures.ts'
import { createGuardedFetch } from '../../server/adapters/guarded-fetch.ts'
import { fakePayments } from '../../server/adapters/payments/fake/adapter.ts'
import { startFake, type RunningFake } from '../../server/adapters/run-fake.ts'
import { fakeStorefront } from '../../server/adapters/storefronts/fake/adapter.ts'
import { storefrontPort } from '../../server/modules/changes/ports.ts'
import { fileStore, remotePicturePort } from '../../server/modules/files/ports.ts'
import { emailPort } from '../../server/modules/mail/outgoing/ports.ts'
import { paymentPort } from '../../server/modules/refunds/ports.ts'
import { leap } from './leap.ts'
import { readMails, type Mail } from './read-mails.ts'

/** A store of a test's own: the whole program over real HTTP, the shipped provider and storefront as processes, a clock that is moved. */
export interface OpenStore {
  readonly app: TestApp
  readonly url: string
  /** The providers as they run now; a crashed one is started again by `reviveFakes`. */
  readonly fakes: { payments: RunningFake; storefront: RunningFake }
  /** `shopper:<reference>`, `staff:<name>`, `import`, `admin`, or any actor. */
  as(who: string | Actor): TestClient
  /** Our id of a customer, by the storefront's reference. */
  customerId(reference: string): string
  /** Rows of one kind through `POST /imports`; throws when one is bad. Afterwards customers are known by their references. */
  importRows(kind: string, rows: readonly object[]): Promise<void>
  /** Jobs, reactions, due timers and sweeps until nothing is left. */
  settle(options?: { allowFailures?: boolean }): Promise<Advanced>
  /** Moves the clock and runs what becomes due. */
  wait(
    duration: { minutes?: number; hours?: number; days?: number },
    options?: { allowFailures?: boolean },
  ): Promise<void>
  /** Starts again whatever crashed. */
  reviveFakes(): Promise<void>
  /** One control call to a provider, which is started again first when it crashed. */
  outside<T = unknown>(name: 'payments' | 'storefront', method: string, path: string, body?: unknown): Promise<T>
  /** Mails in the outbox, oldest first. */
  mails(): Promise<Mail[]>
  close(): Promise<void>
}

export const staff: Record<string, StaffRole> = {
  sam: 'associate',
  ann: 'associate',
  sue: 'senior',
  lea: 'lead',
  max: 'supervisor',
  ada: 'administrator',
}

const webhookSecret = `whsec_${Buffer.from('webhooks of the test store').toString('base64')}`

export interface OpenStoreOptions extends TestAppOptions {
  marketplace?: boolean
  /** Lets a test look at, or spoil, the app before it serves. */
  change?(app: TestApp): TestApp
}

export async function openStore(options: OpenStoreOptions = {}): Promise<OpenStore> {
  const folder = await mkdtemp(join(tmpdir(), 'makeright-store-'))
  const [made, payments, storefront] = await Promise.all([
    testApp(options),
    startFake('payments', { booksFile: join(folder, 'payments.jsonl') }),
    startFake('storefronts', { booksFile: join(folder, 'storefronts.jsonl') }),
  ])
  const app = options.change?.(made) ?? made
  const gone = new Set<RunningFake>()
  const watched = (fake: RunningFake) => {
    void fake.exited.then(() => gone.add(fake))
    return fake
  }
  const fakes = { payments: watched(payments), storefront: watched(storefront) }
  const now = () => app.clock.now()
  const fetch = createGuardedFetch({ allowOrigins: [payments.url, storefront.url] })
  const webhookSecrets = [webhookSecret]
  app.ports.set(paymentPort, fakePayments({ url: payments.url, fetch, webhookSecrets, timeoutMs: 2_000 }))
  app.ports.set(storefrontPort, fakeStorefront({ url: storefront.url, fetch, now, webhookSecrets, timeoutMs: 2_000 }))
  app.ports.set(fileStore, diskFiles(join(folder, 'files')))
  // No test reaches the internet: every carrier's picture lies at an address that may not be fetched.
  const pictures = createGuardedFetch({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
  app.ports.set(remotePicturePort, remotePictures(pictures))
  const outbox = fileOutbox({ folder: join(folder, 'mail'), now })
  app.ports.set(emailPort, outbox)
  await transact(app, system('test'), (work) =>
    createStore(work, {
      name: 'Harbor Goods',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@harbor-goods.test',
      marketplace: options.marketplace ?? true,
    }),
  )
  await hire(app)
  const server = await testServer(app)
  await Promise.all(
    (['payments', 'storefront'] as const).map((name) => {
      const url = `${server.url}/api/v1/webhooks/${name === 'payments' ? 'payments' : 'storefronts'}`
      return fakes[name].control('PUT', '/control/webhook', { url, secret: webhookSecret, mode: 'held' })
    }),
  )
  const customers = new Map<string, string>()

  const store: OpenStore = {
    app,
    url: server.url,
    fakes,
    as: (who) => server.client(typeof who === 'string' ? actorOf(who, customers) : who),
    customerId: (reference) => customers.get(reference) ?? 'cus_unknown',
    async importRows(kind, rows) {
      const { status, body } = await store.as('import').send('POST', `/imports?kind=${kind}`, {
        body: rows.map((row) => JSON.stringify(row)).join('\n'),
        headers: { 'content-type': 'application/x-ndjson' },
      })
      if (status !== 200 || body.counts.bad > 0)
        throw new Error(`import of ${kind} answered ${status}: ${JSON.stringify(body).slice(0, 1000)}`)
      const known = await app.db
        .selectFrom('customer')
        .select(['id', 'reference'])
        .where('store_id', '=', app.storeId)
        .execute()
      for (const { id, reference } of known) customers.set(String(reference), String(id))
    },
    settle: (more) => runJobs(app, more),
    wait: ({ minutes = 0, hours = 0, days = 0 }, more) => leap(app, (days * 24 + hours) * 60 + minutes, more),
    async reviveFakes() {
      for (const name of ['payments', 'storefront'] as const) {
        if (!gone.has(fakes[name])) continue
        fakes[name] = watched(await fakes[name].restart())
      }
    },
    async outside(name, method, path, body) {
      await store.reviveFakes()
      try {
        return await fakes[name].control(method, path, body)
      } catch (error) {
        // Refused connections: it is just crashing.
        if (!(error instanceof TypeError)) throw error
        await fakes[name].exited
        await store.reviveFakes()
        return await fakes[name].control(method, path, body)
      }
    },
    mails: () => readMails(outbox),
    async close() {
      await server.close()
      await app.close()
      await Promise.all([fakes.payments.stop(), fakes.storefront.stop(), fetch.close(), pictures.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
  return store
}

function actorOf(who: string, customers: ReadonlyMap<string, string>): Actor {
  const [kind, name = ''] = who.split(':')
  if (kind === 'shopper') return { kind, customerId: customers.get(name) ?? 'cus_unknown' }
  if (kind === 'staff') return { kind, staffId: `stf_${name}`, role: staff[name] ?? 'associate' }
  if (kind === 'import') return { kind: 'key', keyId: 'key_import', scopes: ['import', 'read'] }
  if (kind === 'admin') return { kind: 'staff', staffId: 'stf_ada', role: 'administrator' }
  throw new Error(`"${who}" is nobody here`)
}

async function hire(app: TestApp): Promise<void> {
  const rows = Object.entries(staff).map(([name, role]) => ({
    store_id: app.storeId,
    id: `stf_${name}`,
    name: `${name.charAt(0).toUpperCase()}${name.slice(1)} Staff`,
    email: `${name}@harbor-goods.test`,
    role,
    active: true,
    created_at: app.clock.now(),
    version: 1,
  }))
  await app.db.insertInto('staff').values(rows).execute()
}
