import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey } from '#platform/auth/actor'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import { world } from '#testing/world'
import { limits } from '../../../limits.ts'
import { runImport } from './run-import.ts'
import { showImport } from './queries.ts'

const now = new Date('2026-03-02T15:00:00Z')
let app: TestApp
let server: TestServer
let importer: TestClient
beforeAll(async () => {
  app = await testApp({ now })
  server = await testServer(app)
  importer = server.client('key:import')
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const ndjson = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const asNdjson = { 'content-type': 'application/x-ndjson' }

async function send(
  kind: string,
  source: string,
  body: string | Uint8Array,
  headers: Record<string, string> = asNdjson,
) {
  return importer.send('POST', `/imports?kind=${kind}&source=${source}`, { body, headers })
}

async function take(kind: string, source: string, body: string | Uint8Array, headers?: Record<string, string>) {
  const answer = await send(kind, source, body, headers)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

const order = (reference: string, more: object = {}) => ({
  reference,
  placedAt: '2026-02-20T10:00:00Z',
  currency: 'USD',
  taxIncluded: true,
  customer: { reference: 'c-1', email: 'ava.moore@example.com', name: 'Ava Moore' },
  shippingAddress: {
    name: 'Ava Moore',
    line1: '1 Alder Street',
    city: 'Portland',
    region: 'OR',
    postalCode: '97205',
    country: 'US',
  },
  items: [{ reference: '1', title: 'Lamp', quantity: 2, unitPrice: 2000, options: { color: 'black' } }],
  tenders: [{ reference: 't', kind: 'card', label: 'Visa ending 4242', captured: 4000 }],
  ...more,
})

/** What every table of the store holds, apart from what counts requests and imports themselves. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{
    name: string
  }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(app.db)
  const own = [
    'import',
    'import_bad_row',
    'schema_migration',
    'schema_migration_lock',
    'schedule_run',
    'event',
    'event_done',
    'subject_version',
    'idempotency_key',
  ]
  const entries = await Promise.all(
    tables
      .filter(({ name }) => !own.includes(name))
      .map(async ({ name }) => {
        const { rows } = await sql<{
          hash: string
        }>`select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${sql.table(name)} t`.execute(
          app.db,
        )
        return [name, rows[0]?.hash ?? ''] as const
      }),
  )
  return Object.fromEntries(entries)
}

describe('a whole store', () => {
  it('comes in once, and repeating its files changes nothing at all', async () => {
    await server
      .client('key:admin')
      .call('PUT /connections/:name', { name: 'world', cutoff: world(now).cutoff.toISOString() })
    for (const { kind, rows } of world(now).files) {
      const { counts } = await take(kind, 'world', ndjson(rows))
      expect({ kind, ...counts }).toMatchObject({ kind, read: rows.length, created: rows.length, bad: 0 })
    }
    await runJobs(app)
    const before = await everything()
    for (const { kind, rows } of world(now).files) {
      const { counts } = await take(kind, 'world', ndjson(rows))
      expect({ kind, ...counts }).toMatchObject({ kind, created: 0, updated: 0, unchanged: rows.length, bad: 0 })
    }
    expect(await everything()).toEqual(before)
  })
})

describe('formats', () => {
  const header =
    'reference,placedAt,currency,taxIncluded,customer.reference,customer.email,customer.name,shippingAddress.name,shippingAddress.line1,shippingAddress.city,shippingAddress.region,shippingAddress.postalCode,shippingAddress.country,items.0.reference,items.0.title,items.0.quantity,items.0.unitPrice,items.0.options.color,tenders'
  const csvRow = (reference: string) =>
    `${reference},2026-02-20T10:00:00Z,USD,true,c-1,ava.moore@example.com,Ava Moore,Ava Moore,1 Alder Street,Portland,OR,97205,US,1,Lamp,2,2000,black,"[{""reference"":""t"",""kind"":""card"",""label"":""Visa ending 4242"",""captured"":4000}]"`

  it('makes the same of CSV, of NDJSON and of both packed', async () => {
    const csv = `${header}\n${csvRow('F-1')}\n${csvRow('F-2')}\n`
    const lines = ndjson([order('F-1'), order('F-2')])
    expect((await take('orders', 'formats', csv, { 'content-type': 'text/csv' })).counts).toMatchObject({
      created: 2,
      bad: 0,
    })
    expect((await take('orders', 'formats', lines)).counts).toMatchObject({ unchanged: 2, bad: 0 })
    expect(
      (await take('orders', 'formats', gzipSync(lines), { ...asNdjson, 'content-encoding': 'gzip' })).counts,
    ).toMatchObject({ unchanged: 2 })
    expect(
      (
        await take('orders', 'formats', gzipSync(csv), {
          'content-type': 'text/csv; charset=utf-8',
          'content-encoding': 'gzip',
        })
      ).counts,
    ).toMatchObject({ unchanged: 2 })
  })

  it.each([['application/octet-stream'], ['text/plain'], ['application/x-www-form-urlencoded']])(
    'looks for itself when all that is said is %s',
    async (type) => {
      expect(
        (await take('orders', 'formats', `\uFEFF${header}\r\n${csvRow('F-1')}`, { 'content-type': type })).counts,
      ).toMatchObject({ unchanged: 1, bad: 0 })
      expect(
        (await take('orders', 'formats', JSON.stringify(order('F-1')), { 'content-type': type })).counts,
      ).toMatchObject({ unchanged: 1, bad: 0 })
    },
  )

  const refused: [
    what: string,
    body: string | Uint8Array,
    headers: Record<string, string>,
    code: string,
    param: string | undefined,
  ][] = [
    [
      'a picture',
      Buffer.from([137, 80, 78, 71]),
      { 'content-type': 'image/png' },
      'unsupported_content_type',
      'content-type',
    ],
    [
      'another packing',
      ndjson([order('F-3')]),
      { ...asNdjson, 'content-encoding': 'br' },
      'unsupported_encoding',
      'content-encoding',
    ],
    ['an unknown column', 'reference,totl\nF-3,5\n', { 'content-type': 'text/csv' }, 'unknown_column', 'totl'],
    ['a JSON array', JSON.stringify([order('F-3')]), asNdjson, 'wrong_format', undefined],
    ['UTF-16', Buffer.from(`\uFEFF${ndjson([order('F-3')])}`, 'utf16le'), asNdjson, 'wrong_encoding', undefined],
  ]
  it.each(refused)('refuses %s as a whole', async (_what, body, headers, code, param) => {
    const answer = await send('orders', 'formats', body, headers)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({ type: 'invalid_request', code, ...(param ? { param } : {}) })
  })

  it('refuses an unknown kind and a source that cannot be a name', async () => {
    expect((await send('invoices', 'formats', '')).body.error).toMatchObject({ code: 'invalid_value', param: 'kind' })
    expect((await send('orders', 'My%20Shop', '')).body.error).toMatchObject({ code: 'invalid_value', param: 'source' })
  })

  it('takes every example of the documentation', async () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../docs/integrating/bringing-data-in.md'), 'utf8')
    const examples = [...text.matchAll(/^```\n((?:\{|reference,)[\s\S]*?)^```/gm)].map((match) => match[1] ?? '')
    expect(examples).toHaveLength(3)
    for (const example of examples) {
      const kind = example.includes('placedAt') ? 'orders' : 'customers'
      expect((await take(kind, 'documented', example, {})).bad).toEqual([])
    }
  })

  it('takes an empty file for what it is', async () => {
    expect(await take('orders', 'formats', '')).toMatchObject({ state: 'done', counts: { read: 0, bad: 0 } })
  })

  it('keeps the rows before a packed file breaks off', async () => {
    const packed = gzipSync(ndjson(Array.from({ length: 600 }, (_, index) => order(`G-${index}`))))
    const result = await take('orders', 'formats', packed.subarray(0, packed.length - 9), {
      ...asNdjson,
      'content-encoding': 'gzip',
    })
    expect(result).toMatchObject({ state: 'failed', failure: expect.stringContaining('ended before the file did') })
    expect(result.counts.created).toBeGreaterThan(0)
  })
})

describe('files that break off or change', () => {
  it('keeps whole rows of a file cut in the middle, and reports the torn one', async () => {
    const whole = ndjson([order('K-1'), order('K-2'), order('K-3')])
    const cut = whole.slice(0, whole.length - 40)
    const result = await take('orders', 'cut', cut)
    expect(result).toMatchObject({
      state: 'done',
      counts: { read: 3, created: 2, bad: 1 },
      bad: [{ line: 3, code: 'row_incomplete' }],
    })
    expect((await take('orders', 'cut', whole)).counts).toMatchObject({ created: 1, unchanged: 2, bad: 0 })
  })

  it('keeps what came before the connection ended', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => order(`L-${index}`))
    const started = importer.actor
    const abandoned = request(`${server.url}/api/v1/imports?kind=orders&source=lost`, {
      method: 'POST',
      headers: { ...asNdjson, 'x-test-actor': JSON.stringify(started) },
    })
    abandoned.on('error', () => undefined)
    abandoned.write(ndjson(rows.slice(0, 30)))
    abandoned.write(JSON.stringify(rows[30]).slice(0, 50))
    const running = async () => (await importer.call('GET /imports', { limit: 1 })).data[0]
    await expect.poll(async () => (await running()).source).toBe('lost')
    abandoned.destroy()
    await expect.poll(async () => (await running()).state).toBe('failed')
    const [found] = (await importer.call('GET /imports', { limit: 1 })).data
    const result = await importer.call('GET /imports/:id', { id: found.id })
    expect(result).toMatchObject({
      counts: { created: 30, bad: 1 },
      bad: [{ line: 31, code: 'row_incomplete' }],
      failure: expect.stringContaining('Whole rows were kept'),
    })
    expect((await take('orders', 'lost', ndjson(rows))).counts).toMatchObject({ created: 10, unchanged: 30, bad: 0 })
  })

  it('takes the later of two rows about the same thing', async () => {
    const result = await take(
      'customers',
      'twice',
      ndjson([
        { reference: 'c', name: 'Ava' },
        { reference: 'c', name: 'Ava' },
        { reference: 'c', name: 'Ava Moore' },
      ]),
    )
    expect(result.counts).toMatchObject({ created: 1, unchanged: 1, updated: 1 })
  })

  it('shows how far it has come while it runs', async () => {
    const seen: number[] = []
    const size = limits.imports.batchRows
    async function* slowly() {
      for (let batch = 0; batch < 3; batch++) {
        yield Buffer.from(ndjson(Array.from({ length: size }, (_, index) => ({ reference: `s-${batch}-${index}` }))))
        const [running] = (await importer.call('GET /imports', { limit: 1 })).data
        expect(running.state).toBe('running')
        seen.push(running.counts.read)
      }
    }
    const actor = { kind: 'key' as const, keyId: 'key_test', scopes: ['import'] }
    const id = await runImport(app, actor, { kind: 'customers', source: 'slow', format: 'ndjson', bytes: slowly() })
    // A batch is written when the first row that does not fit into it arrives.
    expect(seen).toEqual([0, size, 2 * size])
    expect(
      (await app.db.selectFrom('import').select('started_by').where('id', '=', id).executeTakeFirst())?.started_by,
    ).toBe(actorKey(actor))
  })

  it('lets two people send the same file at the same time', async () => {
    const file = ndjson(
      Array.from({ length: 600 }, (_, index) =>
        order(`T-${index}`, { customer: { reference: `t-${index % 50}`, email: `t${index % 50}@example.com` } }),
      ),
    )
    const [one, other] = await Promise.all([take('orders', 'race', file), take('orders', 'race', file)])
    expect(one.counts.bad + other.counts.bad).toBe(0)
    expect(one.counts.created + other.counts.created).toBe(600)
    expect(one.counts.unchanged + other.counts.unchanged).toBe(600)
  })

  it('goes on when the database drops every connection, and counts no row twice', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => ({ reference: `d-${index}`, name: 'Ava' }))
    const killer = new pg.Client({ connectionString: app.connectionString })
    await killer.connect()
    async function* dropping() {
      for (let start = 0; start < rows.length; start += 100) {
        yield Buffer.from(ndjson(rows.slice(start, start + 100)))
        await killer.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
      }
    }
    const id = await runImport(app, importer.actor, {
      kind: 'customers',
      source: 'dropped',
      format: 'ndjson',
      bytes: dropping(),
    })
    await killer.end()
    expect(await importer.call('GET /imports/:id', { id })).toMatchObject({
      state: 'done',
      counts: { read: 1500, created: 1500, unchanged: 0, bad: 0 },
    })
  })

  it('closes an import whose process is gone', async () => {
    const { id } = await take('customers', 'gone', '')
    await app.db
      .updateTable('import')
      .set({ state: 'running', progress_at: new Date(Date.now() - 1_000_000) })
      .where('id', '=', id)
      .execute()
    app.clock.advance({ hours: 1 })
    // What else is due then wants the outside world, which this test does without.
    await runJobs(app, { allowFailures: true })
    expect(
      await showImport({ db: app.db, storeId: app.storeId, actor: importer.actor, now: app.clock.now() }, { id }),
    ).toMatchObject({ state: 'failed' })
  })
})

describe('history and news', () => {
  const eventsOf = async (source: string) => {
    const rows = await app.db
      .selectFrom('event')
      .innerJoin('orders', 'orders.id', 'event.order_id')
      .select(['event.name', 'orders.reference'])
      .where('orders.source', '=', source)
      .execute()
    return new Set(rows.map((row) => `${row.reference} ${row.name}`))
  }

  it('is silent about what lies before the cutoff, and tells the rest', async () => {
    await server.client('key:admin').call('PUT /connections/:name', { name: 'past', cutoff: '2026-03-01T00:00:00Z' })
    const past = {
      placedAt: '2026-02-01T10:00:00Z',
      refunds: [{ reference: 'r', at: '2026-02-10T10:00:00Z', amount: 500 }],
      returns: [{ at: '2026-02-09T10:00:00Z' }],
    }
    await take(
      'orders',
      'past',
      ndjson([
        order('H-old', past),
        order('H-under-way', {
          placedAt: '2026-02-27T10:00:00Z',
          promised: { deliverBy: '2026-03-04T20:00:00Z', kind: 'estimated' },
        }),
        order('H-new', { placedAt: '2026-03-01T10:00:00Z' }),
      ]),
    )
    await take(
      'shipments',
      'past',
      ndjson([
        { reference: 'HP-old', order: 'H-old', shippedAt: '2026-02-02T10:00:00Z' },
        { reference: 'HP-way', order: 'H-under-way', shippedAt: '2026-02-28T10:00:00Z' },
      ]),
    )
    await take(
      'scans',
      'past',
      ndjson([
        { shipment: 'HP-old', at: '2026-02-05T10:00:00Z', status: 'delivered' },
        { shipment: 'HP-way', at: '2026-03-02T10:00:00Z', status: 'out_for_delivery' },
      ]),
    )
    await take(
      'disputes',
      'past',
      ndjson([{ order: 'H-old', reference: 'd', openedAt: '2026-02-12T10:00:00Z', amount: 500, state: 'lost' }]),
    )
    const events = [...(await eventsOf('past'))]
    expect(events.filter((event) => event.startsWith('H-old'))).toEqual([])
    expect(events).toContain('H-under-way order.recorded')
    expect(events).toContain('H-under-way shipment.scanned')
    expect(events).toContain('H-new order.recorded')
  })

  it('lowers what is left and fills the shopper’s history all the same', async () => {
    const { rows } = await sql<{ kind: string; reference: string }>`
      select s.kind, o.reference from trust_signal s join orders o on o.id = s.order_id where o.source = 'past' order by 1`.execute(
      app.db,
    )
    // The money went back for what was sent back: no sign of trouble.
    expect(rows).toEqual([{ kind: 'return_made', reference: 'H-old' }])
    const refunds = await server.client('staff:sam:lead').call('GET /orders/:id/refunds', { id: 'ref:past:H-old' })
    expect(refunds.remaining).toEqual({ amountMinor: 4000 - 500 - 500, currency: 'USD' })
  })

  it('counts rows of refunds and returns once, whichever way they come', async () => {
    await take('orders', 'ways', ndjson([order('W-1')]))
    const refund = {
      order: 'W-1',
      reference: 'r-1',
      at: '2026-02-22T10:00:00Z',
      amount: 700,
      units: [{ item: '1', quantity: 1 }],
    }
    expect((await take('refunds', 'ways', ndjson([refund]))).counts).toMatchObject({ created: 1 })
    expect((await take('refunds', 'ways', ndjson([refund]))).counts).toMatchObject({ unchanged: 1 })
    const { reference, at, amount, units } = refund
    expect(
      (await take('orders', 'ways', ndjson([order('W-1', { refunds: [{ reference, at, amount, units }] })]))).counts,
    ).toMatchObject({ bad: 0 })
    expect(
      (await take('returns', 'ways', ndjson([{ order: 'ref:ways:W-1', at: '2026-02-23T10:00:00Z' }]))).counts,
    ).toMatchObject({ created: 1 })
    const refunds = await server.client('staff:sam:lead').call('GET /orders/:id/refunds', { id: 'ref:ways:W-1' })
    expect(refunds.remaining.amountMinor).toBe(3300)
    const { rows } = await sql<{
      kind: string
    }>`select s.kind from trust_signal s join orders o on o.id = s.order_id where o.source = 'ways' order by 1`.execute(
      app.db,
    )
    expect(rows.map((row) => row.kind)).toEqual(['refunded_elsewhere', 'return_made'])
  })
})

describe('PUT /orders/:reference', () => {
  it('goes through the same door', async () => {
    const first = await importer.call('PUT /orders/:reference', { ...order('P-1'), source: 'put' })
    expect(first).toMatchObject({ reference: 'P-1', revision: 1, outcome: 'created' })
    expect(await importer.call('PUT /orders/:reference', { ...order('P-1'), source: 'put' })).toEqual({
      ...first,
      outcome: 'unchanged',
    })
    expect((await take('orders', 'put', ndjson([order('P-1')]))).counts).toMatchObject({ unchanged: 1 })
  })

  it('refuses amounts that contradict each other, and names what is wrong', async () => {
    const wrong = { ...order('P-2'), discounts: [{ scope: 'order', amount: 99_999 }] }
    const answer = await importer.send('PUT', '/orders/P-2', { body: wrong })
    expect(answer.status).toBe(422)
    expect(answer.body.error).toMatchObject({ type: 'refused', code: 'amounts_do_not_add_up', param: 'discounts' })
    expect(
      (await importer.send('PUT', '/orders/P-2', { body: { ...order('P-2'), currency: 'usd' } })).body.error,
    ).toMatchObject({ type: 'invalid_request', param: 'currency' })
  })

  it('names a source that cannot be one', async () => {
    const answer = await importer.send('PUT', '/orders/P-4', { body: { ...order('P-4'), source: 'Shop: Berlin' } })
    expect([answer.status, answer.body.error.param]).toEqual([400, 'source'])
  })

  it.each([
    ['anonymous', 401],
    ['shopper:ava', 403],
    ['staff:sam:lead', 403],
    ['key:read', 403],
    ['staff:maya:administrator', 200],
  ])('%s gets %d', async (who, status) => {
    expect((await server.client(who).send('PUT', '/orders/P-3', { body: order('P-3') })).status).toBe(status)
  })
})
