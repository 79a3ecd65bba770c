import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import { explainScreens } from './explain.ts'
import { percentile } from './percentile.ts'
import { runLoad } from './run-load.ts'

export interface OrderListFigures {
  orders: number
  /** Over HTTP, milliseconds: a page of 20 of a shopper with 500 orders, and one order. */
  listP50: number
  listP95: number
  searchP95: number
  deepPageP95: number
  orderP50: number
  orderP95: number
  /** A page of 20 orders asked for over 8 connections at once, by a process of its own. */
  listPerSecondAt8: number
  listP50At8: number
}

// Whose list is measured, and how many orders that shopper has.
const shopper = 'cus_many'
const shopperOrders = 500
// The same shopper through an API key: whoever asks as fast as they can is not held up by a person's rate limit.
const manyHands = { kind: 'shopper', customerId: shopper, keyId: 'key_bench' } as const

/** Fills a database with orders of very many shoppers, with parcels, and measures one shopper's list over HTTP. */
export async function benchOrderList(options: { orders: number; rounds?: number }): Promise<OrderListFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-orders-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    durable: false,
    settings: { shared_buffers: '256MB' },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  process.env.MAKERIGHT_TEST_PG = database.connectionString('postgres')
  const app = await testApp({ now: '2026-03-02T15:00:00Z' })
  const server = await testServer(app)
  try {
    await fill(app, options.orders)
    const client = server.client(manyHands)
    const alone = await measure(client, options.rounds ?? 300)
    const load = await runLoad({
      origin: server.url,
      path: '/api/v1/orders?limit=20',
      headers: { 'x-test-actor': JSON.stringify(manyHands) },
      connections: 8,
      seconds: 5,
    })
    await saveExplain(app, server, options.orders)
    return { orders: options.orders, ...alone, listPerSecondAt8: load.perSecond, listP50At8: load.p50 }
  } finally {
    await server.close()
    await app.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function measure(
  client: TestClient,
  rounds: number,
): Promise<Omit<OrderListFigures, 'orders' | 'listPerSecondAt8' | 'listP50At8'>> {
  const first = await client.call('GET /orders', { limit: 20 })
  if (first.data.length !== 20) throw new Error(`The page holds ${first.data.length} orders.`)
  let cursor: string = first.nextCursor
  for (let page = 0; page < 20; page++) cursor = (await client.call('GET /orders', { limit: 20, cursor })).nextCursor
  const list = await timesOf(rounds, () => client.call('GET /orders', { limit: 20 }))
  const search = await timesOf(rounds, () => client.call('GET /orders', { limit: 20, q: 'kettle 7' }))
  const deep = await timesOf(rounds, () => client.call('GET /orders', { limit: 20, cursor }))
  const ids: string[] = first.data.map((order: { id: string }) => order.id)
  const one = await timesOf(rounds, (round) => client.call('GET /orders/:id', { id: ids[round % ids.length] }))
  return {
    listP50: percentile(list, 50),
    listP95: percentile(list, 95),
    searchP95: percentile(search, 95),
    deepPageP95: percentile(deep, 95),
    orderP50: percentile(one, 50),
    orderP95: percentile(one, 95),
  }
}

/** Saves the plans of the queries behind the screens beside the results. */
async function saveExplain(app: TestApp, server: TestServer, orders: number): Promise<void> {
  const own = server.client(manyHands)
  const staff = server.client({ kind: 'staff', staffId: 'stf_bench', role: 'lead' })
  const { data } = await own.call('GET /orders', { limit: 1 })
  const id = String(data[0].id)
  const text = await explainScreens(app.connectionString, `Queries behind the screens, among ${orders} orders`, [
    ['Your Orders', () => own.call('GET /orders', { limit: 20 })],
    ['Your Orders, searched', () => own.call('GET /orders', { limit: 20, q: 'kettle 7' })],
    ['One order', () => own.call('GET /orders/:id', { id })],
    ['Track package', () => own.call('GET /orders/:id/tracking', { id })],
    ['Console: the story of an order', () => staff.call('GET /orders/:id/story', { id })],
    ['Console: the story of a shopper', () => staff.call('GET /customers/:id/story', { id: shopper })],
    ['Console: find', () => staff.call('GET /search', { q: 'B-777' })],
    ['Console: reviews', () => staff.call('GET /reviews')],
    ['Console: findings', () => staff.call('GET /findings')],
  ])
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'explain.md'), text)
}

async function timesOf(rounds: number, run: (round: number) => Promise<unknown>): Promise<number[]> {
  for (let round = 0; round < 30; round++) await run(round)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await run(round)
    times.push(performance.now() - start)
  }
  return times
}

/** Two items, two units, a card, a delivered parcel with two scans: per order, written by the database itself. */
export async function fill(app: Pick<TestApp, 'db' | 'storeId'>, orders: number): Promise<void> {
  const store = app.storeId
  const statements = [
    sql`insert into store (id, name, country, currency, time_zone, support_email, set_up_at, created_at) values (${store}, 'Bench', 'US', 'USD', 'America/New_York', 'help@store.test', now(), now())`,
    sql`insert into customer (store_id, id, source, reference, email, email_verified, name, customer_since, recorded_at)
      select ${store}, id, 'bench', id, id || '@example.com', true, 'Shopper ' || id, '2020-01-01', now()
      from (select 'cus_many' as id union all select 'cus_' || i from generate_series(0, ${Math.ceil(orders / 5)}::int) as i) as ids`,
    sql`insert into product (store_id, id, source, reference, title, created_at) select ${store}, 'prd_' || i, 'bench', 'p' || i, 'Thing ' || i, now() from generate_series(0, 999) as i`,
    sql`insert into orders (store_id, id, source, reference, customer_id, placed_at, currency, tax_included, total_minor, shipping_minor, ship_to, ship_to_key, ship_to_country,
        promised_deliver_by, promise_kind, fulfillment, search_text, recorded_at)
      select ${store}, 'ord_' || i, 'bench', 'B-' || i, case when i % ${Math.floor(orders / shopperOrders)}::int = 0 then ${shopper} else 'cus_' || (i * 7919::bigint % ${Math.ceil(orders / 5)}::int) end,
        timestamptz '2026-03-01' - (${orders}::int - i) * interval '1 minute', 'USD', true, 2500, 500,
        '{"name":"Ava Moore","line1":"12 Alder St","city":"New York","region":"NY","postalCode":"10001","country":"US"}', 'us|10001|12 alder st|' || i, 'US',
        timestamptz '2026-03-04' - (${orders}::int - i) * interval '1 minute', 'estimated', 'delivered', 'b-' || i || ' copper kettle ' || i % 10, now()
      from generate_series(1, ${orders}::int) as i`,
    sql`insert into order_item (store_id, id, order_id, position, reference, sku, product_id, title, quantity, unit_price_minor)
      select ${store}, 'itm_' || i || '_' || n, 'ord_' || i, n, n::text, 'SKU-' || i % 1000, 'prd_' || i % 1000, 'Copper kettle ' || i % 10, 1, 1000 from generate_series(1, ${orders}::int) as i, generate_series(1, 2) as n`,
    sql`insert into unit (store_id, id, order_id, item_id, position, goods_minor, shipping_minor)
      select ${store}, 'unt_' || i || '_' || n, 'ord_' || i, 'itm_' || i || '_' || n, 0, 1000, 250 from generate_series(1, ${orders}::int) as i, generate_series(1, 2) as n`,
    sql`insert into tender (store_id, id, order_id, reference, kind, label, captured_minor, captured_at) select ${store}, 'tnd_' || i, 'ord_' || i, 't', 'card', 'Visa ending 4242', 2500, now() from generate_series(1, ${orders}::int) as i`,
    sql`insert into shipment (store_id, id, source, reference, order_id, carrier, tracking_number, shipped_at, promised_deliver_by, promise_kind, state, state_at, first_scan_at, last_scan_at, delivered_at, recorded_at)
      select store_id, 'shp_' || substr(id, 5), 'bench', 's' || substr(id, 5), id, 'Acme Post', '1Z' || substr(id, 5), placed_at, promised_deliver_by, 'estimated', 'delivered', placed_at + interval '2 days', placed_at,
        placed_at + interval '2 days', placed_at + interval '2 days', now() from orders`,
    sql`insert into shipment_unit (store_id, shipment_id, unit_id) select store_id, 'shp_' || substr(order_id, 5), id from unit`,
    sql`insert into scan (store_id, id, shipment_id, at, status, fingerprint, recorded_at) select store_id, 'scn_' || substr(id, 5), id, delivered_at, 'delivered', 'f', now() from shipment`,
    sql`insert into delivery_proof (store_id, id, shipment_id, scan_id, at, left_at) select store_id, 'prf_' || substr(shipment_id, 5), shipment_id, id, at, 'front door' from scan`,
  ]
  await app.db.connection().execute(async (db) => {
    await sql`set statement_timeout = 0`.execute(db)
    await sql`set synchronous_commit = off`.execute(db)
    for (const statement of statements) await statement.execute(db)
    await sql`vacuum analyze`.execute(db)
  })
}

if (import.meta.main) console.log(await benchOrderList({ orders: Number(process.argv[2] ?? 1_000_000) }))
