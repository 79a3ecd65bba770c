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
import { emailPort } from '../../server/modules/mail/outgoing/ports.ts'
import { paymentPort } from '../../server/modules/refunds/ports.ts'
import { createStore } from '#modules/stores'
import { transact } from '#platform/transact'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient } from '#testing/server'
import { convert, type ConvertedFile } from '../../packs/tau-retail/convert.ts'

/** The public made-up shop, imported once or several times side by side into a store of its own and reachable over HTTP. */
export interface Shop {
  admin: TestClient
  /** The client of one customer of a copy, by the customer's reference. */
  shopper(copy: number, reference: string): TestClient
  settle(): Promise<void>
  close(): Promise<void>
}

/** The source under which a copy of the data set was imported. */
export function sourceOf(copy: number): string {
  return `copy-${copy}`
}

const now = '2024-05-15T20:00:00Z'

/**
 * Imports the data set through `POST /imports` and switches its shop's rules on. Copy 0 is all of it; each further copy holds the
 * customers named for it, with their orders, under a source and e-mail addresses of its own.
 */
export async function openShop(
  dataFolder: string,
  packFile: string,
  copies: readonly ReadonlySet<string>[],
): Promise<Shop> {
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
  await transact(app, { kind: 'system', name: 'replay' }, (work) =>
    createStore(work, {
      name: 'Replay',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@replay.test',
      marketplace: false,
    } as never),
  )
  const server = await testServer(app)
  const admin = server.client({ kind: 'staff', staffId: 'stf_replay', role: 'administrator' })
  const importer = server.client({ kind: 'key', keyId: 'key_replay', scopes: ['import', 'read'] })
  await admin.call('PUT /policy', {
    ruleset: JSON.parse(await readFile(packFile, 'utf8')) as unknown,
    note: 'The shop’s own rules',
  })
  const files = await convert(dataFolder)
  for (const copy of [0, ...copies.map((_, index) => index + 1)]) {
    for (const { kind, rows } of copyOf(files, copy, copies[copy - 1])) {
      const { status, body } = await importer.send('POST', `/imports?kind=${kind}&source=${sourceOf(copy)}`, {
        body: rows.map((row) => JSON.stringify(row)).join('\n'),
        headers: { 'content-type': 'application/x-ndjson' },
      })
      if (status !== 200 || body.counts.bad > 0)
        throw new Error(`Import of ${kind}: ${status} ${JSON.stringify(body).slice(0, 500)}`)
    }
    // The tests' database has no autovacuum, which would have done this by now; the first copy is the large one.
    if (copy < 3) await app.pool.query('analyze')
  }
  await runJobs(app)
  const ids = await customerIds(app)
  return {
    admin,
    shopper: (copy, reference) =>
      server.client({ kind: 'shopper', customerId: ids.get(`${sourceOf(copy)} ${reference}`) ?? 'cus_unknown' }),
    settle: settleTogether(async () => void (await runJobs(app))),
    async close() {
      await server.close()
      await app.close()
      await Promise.all([payments.stop(), storefront.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Who asks while jobs run already waits for the run after it, together with everybody else who asked meanwhile. */
function settleTogether(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const begin = () => {
    running = run().finally(() => (running = null))
    return running
  }
  return async () => {
    if (!running) return await begin()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null
        return begin()
      })
    return await next
  }
}

/** An order's number in a copy: the storefront behind all copies is one, and knows an order by its number. */
export function orderReference(copy: number, reference: string): string {
  return copy === 0 ? reference : `${reference}~${copy}`
}

interface Row {
  reference?: string
  customer?: string
  order?: string
  shipment?: string
  email?: string
}

/** The rows of one copy: everything, or what belongs to some customers. */
function copyOf(
  files: readonly ConvertedFile[],
  copy: number,
  customers: ReadonlySet<string> | undefined,
): { kind: string; rows: Row[] }[] {
  const kept = { orders: new Set<string>(), shipments: new Set<string>() }
  return files.map(({ kind, rows }) => ({
    kind,
    rows: (rows as Row[])
      .filter((row) => {
        if (!customers || kind === 'products') return true
        if (kind === 'customers') return customers.has(row.reference ?? '')
        const keep =
          kind === 'orders'
            ? customers.has(row.customer ?? '')
            : kind === 'shipments'
              ? kept.orders.has(row.order ?? '')
              : kept.shipments.has(row.shipment ?? '')
        if (keep && kind === 'orders') kept.orders.add(row.reference ?? '')
        if (keep && kind === 'shipments') kept.shipments.add(row.reference ?? '')
        return keep
      })
      .map((row) => ({
        ...row,
        ...(row.email ? { email: `copy${copy}.${row.email}` } : {}),
        ...(kind === 'orders' ? { reference: orderReference(copy, row.reference ?? '') } : {}),
        ...(kind === 'shipments' ? { order: orderReference(copy, row.order ?? '') } : {}),
      })),
  }))
}

async function customerIds(app: TestApp): Promise<Map<string, string>> {
  const { rows } = await app.pool.query<{ id: string; source: string; reference: string }>(
    'select id, source, reference from customer',
  )
  return new Map(rows.map((row) => [`${row.source} ${row.reference}`, row.id]))
}
