import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { freePort, pssMb, withChildren } from '../processes.ts'

/** The version that is measured beside us. MIT; installed from npm into a temporary folder, never part of this project. */
const VERSION = '2.21.2'
const run = promisify(execFile)

// Another program's answers, read only as far as a measurement needs.
// oxlint-disable-next-line no-explicit-any
type Json = Record<string, any>

/** A running Medusa with a catalog of one thing, and what its API is asked with. */
export interface MedusaPeer {
  version: string
  admin(method: string, path: string, body?: object): Promise<Json>
  /** Orders that are paid, sent and delivered, each with one unit of 20.00. */
  makeOrders(count: number): Promise<MedusaOrder[]>
  memoryMb(): number
  stop(): Promise<void>
}

export interface MedusaOrder {
  orderId: string
  itemId: string
  paymentId: string
}

/**
 * Installs Medusa (about 700 MB, some minutes), prepares its database on a Postgres of our own kind and starts it in production
 * mode with its in-memory events and cache, as it comes. `folder` keeps the packages for the next run.
 */
export async function startMedusa({
  folder = join(tmpdir(), `makeright-peer-medusa-${VERSION}`),
} = {}): Promise<MedusaPeer> {
  await install(folder)
  const cluster = mkdtempSync(join(tmpdir(), 'peer-medusa-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(cluster, 'data'),
    clusterHome: cluster,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  const tcp = await bridge(database.connectionString('postgres'))
  const port = await freePort()
  const env = {
    ...process.env,
    DATABASE_URL: tcp.url,
    NODE_ENV: 'production',
    PORT: String(port),
    JWT_SECRET: 'peer',
    COOKIE_SECRET: 'peer',
    MEDUSA_DISABLE_TELEMETRY: 'true',
  }
  const medusa = join(folder, 'node_modules', '.bin', 'medusa')
  await run(medusa, ['db:migrate'], { cwd: folder, env, maxBuffer: 1e8 })
  await run(medusa, ['user', '-e', 'admin@example.com', '-p', 'peer-password'], { cwd: folder, env, maxBuffer: 1e8 })
  const child = spawn(medusa, ['start', '-H', '127.0.0.1', '-p', String(port)], { cwd: folder, env, stdio: 'ignore' })
  const base = `http://127.0.0.1:${port}`
  await answers(`${base}/health`, child)
  const { token } = await ask(base, 'POST', '/auth/user/emailpass', {
    email: 'admin@example.com',
    password: 'peer-password',
  })
  const admin = (method: string, path: string, body?: object) =>
    ask(base, method, path, body, { authorization: `Bearer ${token}` })
  const shop = await furnish(admin)
  return {
    version: VERSION,
    admin,
    makeOrders: async (count) => await makeOrders(base, admin, shop, count),
    memoryMb: () => pssMb(withChildren(child.pid ?? 0)),
    async stop() {
      child.kill('SIGKILL')
      tcp.close()
      await database.stop()
      rmSync(cluster, { recursive: true, force: true })
    },
  }
}

async function install(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const packages = ['medusa', 'framework', 'cli', 'utils', 'types', 'admin-sdk'].map((name) => `@medusajs/${name}`)
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'peer',
      private: true,
      dependencies: {
        ...Object.fromEntries(packages.map((name) => [name, VERSION])),
        // Its command line does not start without them.
        'ts-node': '10.9.2',
        typescript: '5.9.3',
      },
    }),
  )
  writeFileSync(
    join(folder, 'medusa-config.js'),
    `const { defineConfig } = require('@medusajs/framework/utils')
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false },
    http: { storeCors: '*', adminCors: '*', authCors: '*', jwtSecret: process.env.JWT_SECRET, cookieSecret: process.env.COOKIE_SECRET },
  },
  admin: { disable: true },
})
`,
  )
  if (!existsSync(join(folder, 'node_modules', '@medusajs', 'medusa')))
    await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, maxBuffer: 1e8 })
}

interface Shop {
  regionId: string
  locationId: string
  optionId: string
  variantId: string
  publishableKey: string
}

async function furnish(admin: MedusaPeer['admin']): Promise<Shop> {
  const { region } = await admin('POST', '/admin/regions', {
    name: 'US',
    currency_code: 'usd',
    countries: ['us'],
    payment_providers: ['pp_system_default'],
  })
  const [channel] = (await admin('GET', '/admin/sales-channels')).sales_channels
  const { stock_location: location } = await admin('POST', '/admin/stock-locations', { name: 'Warehouse' })
  await admin('POST', `/admin/stock-locations/${location.id}/sales-channels`, { add: [channel.id] })
  await admin('POST', `/admin/stock-locations/${location.id}/fulfillment-providers`, { add: ['manual_manual'] })
  const withSets = await admin(
    'POST',
    `/admin/stock-locations/${location.id}/fulfillment-sets?fields=*fulfillment_sets`,
    { name: 'Shipping', type: 'shipping' },
  )
  const set = withSets.stock_location.fulfillment_sets[0]
  const zoned = await admin('POST', `/admin/fulfillment-sets/${set.id}/service-zones`, {
    name: 'US',
    geo_zones: [{ type: 'country', country_code: 'us' }],
  })
  const { shipping_profile: profile } = await admin('POST', '/admin/shipping-profiles', {
    name: 'Usual',
    type: 'usual',
  })
  const { shipping_option: option } = await admin('POST', '/admin/shipping-options', {
    name: 'Standard',
    service_zone_id: zoned.fulfillment_set.service_zones[0].id,
    shipping_profile_id: profile.id,
    provider_id: 'manual_manual',
    price_type: 'flat',
    type: { label: 'Standard', description: 'Standard', code: 'standard' },
    prices: [{ currency_code: 'usd', amount: 5 }],
    rules: [],
  })
  const { product } = await admin('POST', '/admin/products', {
    title: 'Lamp',
    status: 'published',
    options: [{ title: 'Size', values: ['One'] }],
    variants: [
      {
        title: 'One',
        options: { Size: 'One' },
        manage_inventory: false,
        prices: [{ amount: 20, currency_code: 'usd' }],
      },
    ],
    sales_channels: [{ id: channel.id }],
    shipping_profile_id: profile.id,
  })
  const { api_key: key } = await admin('POST', '/admin/api-keys', { title: 'Peer', type: 'publishable' })
  await admin('POST', `/admin/api-keys/${key.id}/sales-channels`, { add: [channel.id] })
  return {
    regionId: region.id,
    locationId: location.id,
    optionId: option.id,
    variantId: product.variants[0].id,
    publishableKey: key.token,
  }
}

async function makeOrders(base: string, admin: MedusaPeer['admin'], shop: Shop, count: number): Promise<MedusaOrder[]> {
  const store = (method: string, path: string, body?: object) =>
    ask(base, method, path, body, { 'x-publishable-api-key': shop.publishableKey })
  const orders: MedusaOrder[] = []
  for (let number = 0; number < count; number++) {
    const { cart } = await store('POST', '/store/carts', {
      region_id: shop.regionId,
      email: `shopper${number}@example.com`,
      items: [{ variant_id: shop.variantId, quantity: 1 }],
      shipping_address: {
        first_name: 'Shopper',
        last_name: String(number),
        address_1: `${number} Alder Street`,
        city: 'New York',
        postal_code: '10001',
        country_code: 'us',
      },
    })
    await store('POST', `/store/carts/${cart.id}/shipping-methods`, { option_id: shop.optionId })
    const { payment_collection: collection } = await store('POST', '/store/payment-collections', { cart_id: cart.id })
    await store('POST', `/store/payment-collections/${collection.id}/payment-sessions`, {
      provider_id: 'pp_system_default',
    })
    const { order } = await store('POST', `/store/carts/${cart.id}/complete`)
    const full = (await admin('GET', `/admin/orders/${order.id}?fields=id,*items,*payment_collections.payments`)).order
    const item = full.items[0].id
    const payment = full.payment_collections[0].payments[0].id
    await admin('POST', `/admin/payments/${payment}/capture`, {})
    const sent = await admin('POST', `/admin/orders/${order.id}/fulfillments?fields=id,*fulfillments`, {
      items: [{ id: item, quantity: 1 }],
      location_id: shop.locationId,
    })
    const fulfillment = sent.order.fulfillments[0].id
    await admin('POST', `/admin/orders/${order.id}/fulfillments/${fulfillment}/shipments`, {
      items: [{ id: item, quantity: 1 }],
    })
    await admin('POST', `/admin/orders/${order.id}/fulfillments/${fulfillment}/mark-as-delivered`, {})
    orders.push({ orderId: order.id, itemId: item, paymentId: payment })
  }
  return orders
}

async function ask(
  base: string,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Json> {
  const response = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as Json
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null) throw new Error(`Medusa ended with ${child.exitCode}.`)
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('Medusa did not answer within two minutes.')
}

/** Its driver takes no socket folder in the address, and our Postgres listens to nothing else: a small bridge stands between. */
async function bridge(connectionString: string): Promise<{ url: string; close(): void }> {
  const url = new URL(connectionString.replace('@/', '@socket/'))
  const socket = join(url.searchParams.get('host') ?? '', `.s.PGSQL.${url.searchParams.get('port')}`)
  const server = createServer((client) => {
    const up = connect(socket)
    client.pipe(up).pipe(client)
    for (const end of [client, up]) end.on('error', () => void (client.destroy(), up.destroy()))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `postgresql://postgres@127.0.0.1:${port}${url.pathname}`, close: () => void server.close() }
}
