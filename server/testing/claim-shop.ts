import type { Claim } from '#contract/claims'
import { storeFile } from '#modules/files'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { activatePolicyVersion, writePolicyVersion } from '#modules/policy'
import { ledgerOf, recordDispute } from '#modules/refunds'
import { findSeller } from '#modules/sellers'
import { system, type Actor } from '#platform/auth/actor'
import { addDays, addHours } from '#platform/time'
import { read, transact } from '#platform/work'
import sharp from 'sharp'
import { runJobs, runUntil, testApp, type TestApp } from './app.ts'
import { connectFiles } from './files.ts'
import { orderInput, storeOrders } from './order-input.ts'
import { startOutside } from './outside.ts'
import { openStore, orderNow, scan, sendParcel } from './parcels.ts'
import { type TestClient, type TestServer, testServer } from './server.ts'

/** Something bought from a seller of the marketplace. Amounts in minor units; times in hours from the shop's start. */
export interface SoldBySeller {
  price?: number
  shipping?: number
  quantity?: number
  /** Percent of the goods; 10 unless given. */
  commission?: number
  seller?: string
  /** Hours after the order by which it was to be sent; none: no promise. */
  shipBy?: number | null
  /** Days after the order by which it was to arrive. */
  deliverBy?: number
  /** Days ago at which it was placed; now unless given. */
  daysAgo?: number
  captured?: number
  currency?: string
  country?: string
  kind?: 'physical' | 'digital'
  customer?: string
  /** More of the item, as a storefront says it. */
  item?: Record<string, unknown>
  more?: Record<string, unknown>
}

/** A marketplace in New York with sellers, shoppers, and people who decide; everything over HTTP, on a clock that is moved. */
export interface ClaimShop {
  readonly app: TestApp
  readonly server: TestServer
  readonly start: Date
  order(sold?: SoldBySeller): Promise<OrderRecord>
  /** Many at once. */
  orders(sold: readonly SoldBySeller[]): Promise<OrderRecord[]>
  orderNow(order: OrderRecord): Promise<OrderRecord>
  /** A parcel with everything of the order, first scanned some hours after the order; `null`: not scanned at all. */
  ship(
    order: OrderRecord,
    parcel?: { platformLabel?: boolean; scannedAfter?: number | null; reference?: string },
  ): Promise<string>
  /** A scan some hours after the order was placed. */
  scan(
    order: OrderRecord,
    shipmentId: string,
    afterHours: number,
    status: string,
    proof?: Record<string, unknown>,
  ): Promise<void>
  at(order: OrderRecord, hours: number): Date
  shopper(order: OrderRecord): TestClient
  seller(reference: string): Promise<TestClient>
  staff(name: string, role?: string): TestClient
  /** A photo that belongs to whoever calls. */
  photo(client: TestClient, name?: string): Promise<string>
  /** Moves the clock on and runs what becomes due. */
  pass(hours: number, rounds?: number): Promise<void>
  settle(): Promise<void>
  /** A chargeback over all that was paid, and what became of it. */
  dispute(order: OrderRecord, state: 'open' | 'won' | 'lost'): Promise<void>
  claim(client: TestClient, id: string): Promise<Claim>
  /** What moved in the books for an order, summed by account; accounts of people and tenders by their kind. */
  books(order: OrderRecord): Promise<Record<string, number>>
  /** Rules of the store from now on, and of some sellers. */
  rules(store: Record<string, unknown>, layers?: { sellers: Record<string, Record<string, unknown>> }): Promise<void>
  close(): Promise<void>
}

const importer = system('import')

export async function openClaimShop(now = '2026-03-02T15:00:00Z'): Promise<ClaimShop> {
  const app = await testApp({ now })
  const outside = await startOutside()
  outside.connect(app)
  const files = connectFiles(app)
  await openStore(app)
  const server = await testServer(app)
  let orders = 0
  const start = app.clock.now()
  const placed = new Map<string, Date>()
  const at = (order: OrderRecord, hours: number) => addHours(placed.get(order.row.id) ?? start, hours)
  const shop: ClaimShop = {
    app,
    server,
    start,
    at,
    async order(sold = {}) {
      const [order] = await shop.orders([sold])
      if (!order) throw new Error('no order')
      return order
    },
    async orders(list) {
      const inputs = list.map((sold) => {
        const { price = 5000, shipping = 500, quantity = 1, currency = 'USD' } = sold
        const facts = { reference: `C-${++orders}`, placedAt: addDays(app.clock.now(), -(sold.daysAgo ?? 0)) }
        return { ...facts, input: orderInput(inputOf(sold, { ...facts, price, shipping, quantity, currency })) }
      })
      const outcomes = await storeOrders(
        app,
        inputs.map(({ input }) => input),
      )
      const ids = outcomes.map((outcome) => {
        if (!outcome.id || outcome.problem) throw new Error(outcome.problem?.message ?? 'no order')
        return outcome.id
      })
      for (const [index, id] of ids.entries()) placed.set(id, inputs[index]?.placedAt ?? start)
      const found = new Map((await loadOrders(read(app, importer), ids)).map((order) => [order.row.id, order]))
      return ids.map((id) => found.get(id) as OrderRecord)
    },
    orderNow: (order) => orderNow(app, order.row.id),
    async ship(order, { platformLabel = false, scannedAfter = 20, reference } = {}) {
      const id = await sendParcel(app, order, {
        shippedAt: at(order, scannedAfter ?? 20).toISOString(),
        label: { platformBought: platformLabel },
        ...(reference ? { reference } : {}),
        ...(scannedAfter === null ? { trackingNumber: undefined } : {}),
      })
      if (scannedAfter !== null) await scan(app, id, [[at(order, scannedAfter).toISOString(), 'accepted']])
      return id
    },
    async scan(order, shipmentId, afterHours, status, proof) {
      await scan(app, shipmentId, [[at(order, afterHours).toISOString(), status, proof ? { proof } : {}]])
      await runJobs(app)
    },
    shopper: (order) => server.client({ kind: 'shopper', customerId: order.row.customer_id }),
    async seller(reference) {
      const seller = await findSeller(read(app, importer), `ref:import:${reference}`)
      return server.client({ kind: 'seller', sellerId: seller.id, memberId: 'mem_one', role: 'owner' })
    },
    staff: (name, role = 'lead') => server.client(`staff:${name}:${role}`),
    async photo(client, name = 'photo.png') {
      const file = await storeFile(
        { app, transact: (run) => transact(app, client.actor, run) },
        { content: await picture(), name, owner: ownerOf(client.actor) },
      )
      return file.id
    },
    async pass(hours, rounds = 2) {
      // What decides a claim is its deadlines, which are timers.
      await runUntil(app, addHours(app.clock.now(), hours), { rounds })
    },
    async settle() {
      await runJobs(app)
    },
    async dispute(order, state) {
      await transact(app, importer, (work) =>
        recordDispute(work, {
          orderId: order.row.id,
          reference: `dispute-${order.row.reference}`,
          openedAt: app.clock.now(),
          amountMinor: order.row.total_minor,
          state,
        }),
      )
      await runJobs(app)
    },
    claim: (client, id) => client.call('GET /claims/:id', { id }),
    async books(order) {
      const sums = new Map<string, number>()
      for (const transfer of await ledgerOf(read(app, importer), order.row.id)) {
        if (transfer.row.state === 'voided') continue
        for (const entry of transfer.entries) {
          const name = entry.account.startsWith('seller:')
            ? 'seller'
            : entry.account.replace(/^(tender|method|credit):.*/, 'shopper')
          sums.set(name, (sums.get(name) ?? 0) + entry.amount_minor)
        }
      }
      return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0))
    },
    async rules(store, layers) {
      await writeRules(app, store, layers)
    },
    async close() {
      await server.close()
      await app.close()
      await files.close()
      await outside.close()
    },
  }
  return shop
}

function inputOf(
  sold: SoldBySeller,
  facts: { reference: string; placedAt: Date; price: number; shipping: number; quantity: number; currency: string },
): Record<string, unknown> {
  const { reference, placedAt, price, shipping, quantity, currency } = facts
  const { commission = 10, seller = 'northwind', shipBy = 48, deliverBy = 7, country = 'US' } = sold
  const goods = price * quantity
  const who = sold.customer ?? reference.toLowerCase()
  return {
    reference,
    placedAt: placedAt.toISOString(),
    currency,
    customer: { reference: who, email: `${who}@example.com`, name: 'Ava Stone' },
    shippingAddress: {
      name: 'Ava Stone',
      line1: `${reference} Main Street`,
      city: country === 'US' ? 'New York' : 'Berlin',
      postalCode: '10001',
      country,
      geo: { lat: 40.7, lng: -74, tier: 'rooftop' },
    },
    items: [
      {
        reference: '1',
        sku: 'BAG',
        product: `bag-${seller}`,
        variant: `bag-${seller}-one`,
        title: 'Canvas bag',
        quantity,
        unitPrice: price,
        seller: { reference: seller, name: seller },
        commission: { amount: Math.round((goods * commission) / 100) },
        ...(sold.kind ? { kind: sold.kind } : {}),
        ...sold.item,
      },
    ],
    shipping: { price: shipping },
    tenders: [
      {
        reference: `pay-${reference}`,
        kind: 'card',
        label: 'Visa 4242',
        captured: sold.captured ?? goods + shipping,
        capturedAt: placedAt.toISOString(),
      },
    ],
    promised: {
      ...(shipBy === null ? {} : { shipBy: addHours(placedAt, shipBy).toISOString() }),
      deliverBy: addDays(placedAt, deliverBy).toISOString(),
      kind: 'estimated',
    },
    ...sold.more,
  }
}

async function writeRules(
  app: TestApp,
  store: Record<string, unknown>,
  layers: { sellers?: Record<string, Record<string, unknown>> } = {},
): Promise<void> {
  await transact(app, { kind: 'staff', staffId: 'stf_ada', role: 'administrator' }, async (work) => {
    const { id } = await writePolicyVersion(work, { ruleset: { format: 1, name: 'Test rules', store, ...layers } })
    await activatePolicyVersion(work, { id })
  })
}

let made: Promise<Buffer> | undefined
let tint = 0

async function picture(): Promise<Uint8Array> {
  made ??= sharp({ create: { width: 64, height: 48, channels: 3, background: '#c04020' } })
    .png()
    .toBuffer()
  await made
  tint = (tint + 1) % 200
  return await sharp({ create: { width: 64, height: 48, channels: 3, background: { r: tint, g: 60, b: 90 } } })
    .png()
    .toBuffer()
}

function ownerOf(actor: Actor): { kind: string; id: string } {
  if (actor.kind === 'shopper') return { kind: 'shopper', id: actor.customerId }
  if (actor.kind === 'seller') return { kind: 'seller', id: actor.sellerId }
  if (actor.kind === 'staff') return { kind: 'staff', id: actor.staffId }
  throw new Error(`a photo of ${actor.kind} is not needed`)
}
