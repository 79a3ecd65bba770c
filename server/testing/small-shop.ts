import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Change, ChangeRequest } from '#contract/changes'
import { CustomerInput } from '#contract/customers'
import { ScanInput, ShipmentInput } from '#contract/deliveries'
import { OrderInput, ProductInput } from '#contract/orders'
import type { Problem, ProblemRequest } from '#contract/problems'
import { addScans, upsertShipments } from '#modules/deliveries'
import { upsertCustomers, paymentMethodsOf } from '#modules/customers'
import { findChange, presentChanges, requestChange, storefrontPort } from '#modules/changes'
import { fileStore } from '#modules/files'
import { emailPort } from '#modules/mail'
import { loadOrders, upsertOrders, upsertProducts, type OrderRecord } from '#modules/orders'
import { activatePolicyVersion, writePolicyVersion } from '#modules/policy'
import { findProblem, presentProblems, reportProblem, takeRemedy } from '#modules/problems'
import { balances, paymentPort, refundsOf, type OrderBalance, type RefundDetail } from '#modules/refunds'
import { findReplacementsByReference } from '#modules/replacements'
import { createStore } from '#modules/stores'
import { system, type Actor, type StaffRole } from '#platform/auth/actor'
import { runJob } from '#platform/jobs/run-job'
import { read, transact, type Reader, type Work } from '#platform/work'
import { fileOutbox } from '../adapters/email/file-outbox.ts'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { diskFiles } from '../adapters/files/disk.ts'
import { fakePayments } from '../adapters/payments/fake/adapter.ts'
import { startFake, type RunningFake } from '../adapters/run-fake.ts'
import { fakeStorefront } from '../adapters/storefronts/fake/adapter.ts'
import { runJobs, testApp, type TestApp } from './app.ts'

/** The payment provider and the storefront of one test file, as processes with books of their own. */
export interface ShopOutside {
  payments: RunningFake
  storefront: RunningFake
  folder: string
  close(): Promise<void>
}

export async function startShopOutside(): Promise<ShopOutside> {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-shop-'))
  const [payments, storefront] = await Promise.all([
    startFake('payments', { booksFile: join(folder, 'payments.jsonl') }),
    startFake('storefronts', { booksFile: join(folder, 'storefronts.jsonl') }),
  ])
  const outside: ShopOutside = {
    payments,
    storefront,
    folder,
    async close() {
      await Promise.all([outside.payments.stop(), outside.storefront.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return outside
}

/** What an order of the small shop is made of; everything may be left out. */
export interface Bought {
  /** `mug-blue` and so on with quantities; one blue mug unless given. */
  items?: { variant: string; quantity?: number; discount?: number; tax?: number; seller?: string; unitPrice?: number }[]
  customer?: string
  placedAt?: string
  shipping?: number
  taxOnTop?: boolean
  tenders?: { kind: 'card' | 'gift_card' | 'paypal' | 'store_credit'; amount?: number; method?: string }[]
  country?: string
  street?: string
  promisedBy?: string
  more?: Record<string, unknown>
}

/** A store in New York with a few goods, shoppers with a card, a second card, one that is declined and a gift card, and people who work there. */
export interface SmallShop {
  readonly app: TestApp
  readonly outside: ShopOutside
  /** Writes `{ payments, storefront }` as they are known to the shop. */
  order(bought?: Bought): Promise<OrderRecord>
  orderNow(order: OrderRecord): Promise<OrderRecord>
  ship(
    order: OrderRecord,
    options?: {
      items?: { item: string; quantity: number }[]
      reference?: string
      promisedBy?: string | null
      of?: string
    },
  ): Promise<string>
  scan(shipmentId: string, ...scans: [at: string, status: string, proof?: Record<string, unknown>][]): Promise<void>
  rules(store: Record<string, unknown>, more?: Record<string, unknown>): Promise<void>
  as(who: string | Actor): Actor
  act<T>(who: string | Actor, run: (work: Work) => Promise<T>): Promise<T>
  read(who?: string | Actor): Reader
  change(input: Record<string, unknown> & { order: string }, who?: string | Actor): Promise<Change>
  changeNow(id: string, who?: string | Actor): Promise<Change>
  report(request: ProblemRequest, who?: string | Actor): Promise<Problem>
  take(
    problemId: string,
    remedy: string,
    more?: { statement?: boolean; note?: string },
    who?: string | Actor,
  ): Promise<Problem>
  problemNow(id: string, who?: string | Actor): Promise<Problem>
  money(order: OrderRecord): Promise<{ balance: OrderBalance; refunds: RefundDetail[] }>
  method(reference: string): Promise<{ id: string; balance: number | null }>
  stock(variant: string): Promise<number | null>
  settle(options?: { allowFailures?: boolean }): Promise<number>
  /** Runs one job now, as the queue would: again, too. */
  job(name: string, data: unknown, retryCount?: number): Promise<void>
  events(name: string): Promise<Record<string, unknown>[]>
  row<T = Record<string, unknown>>(table: string, id: string): Promise<T>
  storefront: {
    switches(settings: object): Promise<void>
    calm(): Promise<void>
    books(): Promise<StorefrontBooks>
    order(reference: string, body: object): Promise<void>
    stock(variant: string, available: number): Promise<void>
    confirming(afterMs: number | null): Promise<void>
    decide(key: string, as: 'applied' | 'refused', reason?: string): Promise<void>
  }
  payments: {
    switches(settings: object): Promise<void>
    calm(): Promise<void>
    books(): Promise<PaymentBooks>
    settling(afterMs: number | null): Promise<void>
    settleAs(key: string, as: 'succeeded' | 'failed', reason?: string): Promise<void>
  }
  close(): Promise<void>
}

interface StorefrontBooks {
  orders: { reference: string; state: string; canceled: Record<string, number> }[]
  stock: Record<string, number>
  changes: { idempotency_key: string; order: string; kind: string; status: string; detail: Record<string, unknown> }[]
  replacements: {
    idempotency_key: string
    id: string
    status: string
    speed: string
    items: { variant: string; quantity: number }[]
    [more: string]: unknown
  }[]
}

interface PaymentBooks {
  movements: { object: string; amount: number; status: string; source: string; idempotency_key: string }[]
}

const goods: Record<string, { product: string; price: number; seller?: string }> = {
  'mug-blue': { product: 'mug', price: 1900 },
  'mug-red': { product: 'mug', price: 1900 },
  'mug-gold': { product: 'mug', price: 2600 },
  'mug-tin': { product: 'mug', price: 1200 },
  'mug-gone': { product: 'mug', price: 1900 },
  'mug-euro': { product: 'mug', price: 1900 },
  'lamp-oak': { product: 'lamp', price: 4599 },
  'tv-one': { product: 'tv', price: 134_900 },
  'scarf-s': { product: 'scarf', price: 2999, seller: 'northwind' },
  'scarf-l': { product: 'scarf', price: 3499, seller: 'northwind' },
  'belt-one': { product: 'belt', price: 2500, seller: 'leatherly' },
}

const stocks: Record<string, number | null> = { 'mug-gone': 0, 'lamp-oak': 1, 'tv-one': 5 }

const people: Record<string, StaffRole> = {
  sam: 'associate',
  sue: 'senior',
  lea: 'lead',
  max: 'supervisor',
  ada: 'administrator',
}

const importer = system('import')
let shops = 0

export async function openSmallShop(
  outside: ShopOutside,
  { now = '2026-03-02T15:00:00Z' }: { now?: string } = {},
): Promise<SmallShop> {
  // Keys and references of one test never meet those of another in the books that they share.
  const number = ++shops
  const app = await testApp({ now, seed: 1000 + number })
  const fetch = createGuardedFetch({ allowOrigins: [outside.payments.url, outside.storefront.url] })
  const clock = () => app.clock.now()
  app.ports.set(paymentPort, fakePayments({ url: outside.payments.url, fetch, timeoutMs: 1_500 }))
  app.ports.set(storefrontPort, fakeStorefront({ url: outside.storefront.url, fetch, now: clock, timeoutMs: 1_500 }))
  app.ports.set(fileStore, diskFiles(join(outside.folder, `files-${number}`)))
  app.ports.set(emailPort, fileOutbox({ folder: join(outside.folder, `mail-${number}`), now: clock }))
  const act = <T>(actor: Actor, run: (work: Work) => Promise<T>) => transact(app, actor, run)
  await act(importer, async (work) => {
    await createStore(work, {
      name: 'Harbor Goods',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@harbor-goods.test',
      marketplace: true,
    })
    await upsertProducts(work, 'import', productRows())
    await upsertCustomers(
      work,
      'import',
      ['ava', 'ben', 'sam'].map((name) => customerRow(name, number)),
    )
  })
  await app.db
    .insertInto('staff')
    .values(
      Object.entries(people).map(([name, role]) => ({
        store_id: app.storeId,
        id: `stf_${name}`,
        name,
        email: `${name}@harbor-goods.test`,
        role,
        active: true,
        created_at: clock(),
        version: 1,
      })),
    )
    .execute()
  const known = await app.db
    .selectFrom('customer')
    .select(['id', 'reference'])
    .where('store_id', '=', app.storeId)
    .execute()
  const customers = new Map(known.map((row) => [String(row.reference), String(row.id)]))
  let orders = 0

  const actorOf = (who: string | Actor): Actor => {
    if (typeof who !== 'string') return who
    if (who === 'warehouse') return { kind: 'key', keyId: 'key_warehouse', scopes: ['import'] }
    const role = people[who]
    if (role && who !== 'ava' && who !== 'ben') return { kind: 'staff', staffId: `stf_${who}`, role }
    return { kind: 'shopper', customerId: customers.get(who) ?? `cus_${who}` }
  }
  const reader = (who: string | Actor = importer) => read(app, actorOf(who))

  const shop: SmallShop = {
    app,
    outside,
    as: actorOf,
    act: (who, run) => act(actorOf(who), run),
    read: reader,
    async order(bought = {}) {
      const reference = `T${number}-${1000 + ++orders}`
      const input = orderInput(reference, bought, number)
      const [outcome] = await act(importer, (work) => upsertOrders(work, 'import', [input], { history: false }))
      if (!outcome?.id || outcome.problem) throw new Error(`no order: ${JSON.stringify(outcome)}`)
      const items = Object.fromEntries(input.items.map((item) => [item.reference, item.quantity]))
      await outside.storefront.control('PUT', `/v1/orders/${reference}`, { state: 'open', items })
      return await load(outcome.id)
    },
    orderNow: (order) => load(order.row.id),
    async ship(order, options = {}) {
      const current = await load(order.row.id)
      const input = ShipmentInput.parse({
        reference: options.reference ?? `P-${order.row.reference}`,
        order: options.of ?? order.row.reference,
        carrier: 'Acme Post',
        trackingNumber: `1Z${order.row.reference}`,
        items: options.items ?? [],
        ...(options.promisedBy ? { promisedDeliverBy: options.promisedBy } : {}),
      })
      return await act(importer, async (work) => {
        const replacement = options.of
          ? (await findReplacementsByReference(work, [options.of])).get(options.of)
          : undefined
        const [outcome] = await upsertShipments(
          work,
          'import',
          [
            {
              input,
              order: current,
              ...(replacement
                ? {
                    replacement: { id: replacement.row.id, unitIds: replacement.units.map((unit) => unit.new_unit_id) },
                  }
                : {}),
            },
          ],
          { history: () => false },
        )
        if (!outcome || outcome.problem) throw new Error(`no parcel: ${JSON.stringify(outcome)}`)
        return outcome.id
      })
    },
    async scan(shipmentId, ...scans) {
      await act(importer, (work) =>
        addScans(
          work,
          shipmentId,
          scans.map(([at, status, proof]) => ScanInput.parse({ at, status, ...(proof ? { proof } : {}) })),
          { history: false },
        ),
      )
    },
    async rules(store, more = {}) {
      await act({ kind: 'staff', staffId: 'stf_ada', role: 'administrator' }, async (work) => {
        const { id } = await writePolicyVersion(work, { ruleset: { format: 1, name: 'Test rules', store, ...more } })
        await activatePolicyVersion(work, { id })
      })
    },
    async change(input, who = 'ava') {
      const id = await act(actorOf(who), (work) =>
        requestChange(work, ChangeRequest.parse({ confirm: true, ...input })),
      )
      return await shop.changeNow(id, who)
    },
    async changeNow(id, who = 'ava') {
      const [shown] = await presentChanges(reader(who), [await findChange(reader(who), id)])
      return shown as Change
    },
    async report(request, who = 'ava') {
      return await shop.problemNow(await act(actorOf(who), (work) => reportProblem(work, request)), who)
    },
    async take(problemId, remedy, more = {}, who = 'ava') {
      await act(actorOf(who), (work) => takeRemedy(work, { id: problemId, remedy, ...more }))
      return await shop.problemNow(problemId, who)
    },
    async problemNow(id, who = 'ava') {
      const [shown] = await presentProblems(reader(who), [await findProblem(reader(who), id)])
      return shown as Problem
    },
    async money(order) {
      const balance = (await balances(reader(), [order.row.id])).get(order.row.id) as OrderBalance
      return { balance, refunds: await refundsOf(reader(), [order.row.id]) }
    },
    async method(reference) {
      const methods = await paymentMethodsOf(reader(), [...customers.values()])
      const method = methods.find((each) => each.reference === `${reference}-${number}`)
      if (!method) throw new Error(`no payment method ${reference}`)
      return { id: method.id, balance: method.balance?.amountMinor ?? null }
    },
    async stock(variant) {
      const row = await app.db
        .selectFrom('variant')
        .select('stock')
        .where('reference', '=', variant)
        .executeTakeFirstOrThrow()
      return row.stock as number | null
    },
    settle: async (options) => (await runJobs(app, options)).failures.length,
    job: (name, data, retryCount = 0) =>
      runJob(app, {
        id: `job-${name}`,
        name,
        data: { data, key: `again:${name}` },
        retryCount,
        retryLimit: 20,
        signal: new AbortController().signal,
      }),
    async events(name) {
      const rows = await app.db
        .selectFrom('event')
        .select(['payload', 'id'])
        .where('name', '=', name)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map((row) => row.payload as Record<string, unknown>)
    },
    row: async <T>(table: string, id: string) =>
      (await app.db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as T,
    storefront: {
      switches: async (settings) => void (await outside.storefront.control('POST', '/control/switches', settings)),
      async calm() {
        await outside.storefront.control('DELETE', '/control/switches')
        await shop.storefront.confirming(0)
      },
      books: () => outside.storefront.control('GET', '/books'),
      order: async (reference, body) => void (await outside.storefront.control('PUT', `/v1/orders/${reference}`, body)),
      stock: async (variant, available) =>
        void (await outside.storefront.control('PUT', `/v1/stock/${variant}`, { available })),
      confirming: async (afterMs) =>
        void (await outside.storefront.control('POST', '/control/confirming', { afterMs })),
      decide: async (key, as, reason) =>
        void (await outside.storefront.control('POST', '/control/decide', { key, as, ...(reason ? { reason } : {}) })),
    },
    payments: {
      switches: async (settings) => void (await outside.payments.control('POST', '/control/switches', settings)),
      async calm() {
        await outside.payments.control('DELETE', '/control/switches')
        await shop.payments.settling(0)
      },
      books: () => outside.payments.control('GET', '/books'),
      settling: async (afterMs) => void (await outside.payments.control('POST', '/control/settling', { afterMs })),
      settleAs: async (key, as, reason) =>
        void (await outside.payments.control('POST', '/control/settle', { key, as, ...(reason ? { reason } : {}) })),
    },
    async close() {
      await shop.storefront.calm()
      await shop.payments.calm()
      await app.close()
    },
  }

  async function load(id: string): Promise<OrderRecord> {
    const [order] = await loadOrders(reader(), [id])
    if (!order) throw new Error(`no order ${id}`)
    return order
  }
  return shop
}

function productRows(): ProductInput[] {
  const products = Map.groupBy(Object.entries(goods), ([, each]) => each.product)
  return [...products].map(([reference, variants]) =>
    ProductInput.parse({
      reference,
      title: reference,
      category: 'home',
      variants: variants.map(([variant, { price }]) => ({
        reference: variant,
        sku: variant.toUpperCase(),
        price,
        currency: variant === 'mug-euro' ? 'EUR' : 'USD',
        available: true,
        stock: stocks[variant] === undefined ? 50 : stocks[variant],
        options: { kind: variant.split('-')[1] ?? '' },
      })),
    }),
  )
}

function customerRow(name: string, number: number): CustomerInput {
  return CustomerInput.parse({
    reference: name,
    email: name === 'sam' ? 'sam@harbor-goods.test' : `${name}@example.com`,
    name: `${name} Moore`,
    createdAt: '2024-01-01T00:00:00Z',
    paymentMethods: [
      { reference: `card-${name}-${number}`, kind: 'card', label: 'Visa ending 4242' },
      { reference: `second-${name}-${number}`, kind: 'card', label: 'Mastercard ending 5454' },
      { reference: `declined-${name}-${number}`, kind: 'card', label: 'Card ending 0002' },
      { reference: `gift-${name}-${number}`, kind: 'gift_card', label: 'Gift card', balance: 5000 },
    ],
  })
}

function orderInput(reference: string, bought: Bought, number: number): OrderInput {
  const {
    customer = 'ava',
    items = [{ variant: 'mug-blue' }],
    placedAt = '2026-03-02T14:50:00Z',
    shipping = 0,
  } = bought
  const lines = items.map(({ variant, quantity = 1, discount, tax, seller, unitPrice }, index) => {
    const good = goods[variant]
    if (!good) throw new Error(`no such good: ${variant}`)
    const from = seller ?? good.seller
    return {
      reference: `${reference}-${index + 1}`,
      product: good.product,
      variant,
      sku: variant.toUpperCase(),
      title: good.product,
      quantity,
      unitPrice: unitPrice ?? good.price,
      ...(discount ? { discount } : {}),
      ...(tax === undefined ? {} : { tax }),
      category: 'home',
      ...(from ? { seller: { reference: from } } : {}),
    }
  })
  const total =
    lines.reduce(
      (sum, line) =>
        sum + line.unitPrice * line.quantity - (line.discount ?? 0) + (bought.taxOnTop ? (line.tax ?? 0) : 0),
      0,
    ) + shipping
  const tenders = bought.tenders ?? [{ kind: 'card' as const }]
  const others = tenders.slice(1).reduce((sum, tender) => sum + (tender.amount ?? 0), 0)
  return OrderInput.parse({
    reference,
    placedAt,
    currency: 'USD',
    taxIncluded: !bought.taxOnTop,
    customer,
    shippingAddress: {
      name: `${customer} Moore`,
      line1: bought.street ?? `${customer} Street ${reference}`,
      city: 'New York',
      region: 'NY',
      postalCode: '10001',
      country: bought.country ?? 'US',
      geo: { lat: 40.7, lng: -74, tier: 'rooftop' },
    },
    items: lines,
    ...(shipping ? { shipping: { price: shipping } } : {}),
    ...(bought.promisedBy ? { promised: { deliverBy: bought.promisedBy, kind: 'estimated' } } : {}),
    tenders: tenders.map((tender, index) => ({
      reference: `pay-${reference}-${index}`,
      kind: tender.kind,
      label: tender.kind === 'gift_card' ? 'Gift card' : 'Visa ending 4242',
      captured: index === 0 ? total - others : (tender.amount ?? 0),
      capturedAt: placedAt,
      paymentMethod: `${tender.method ?? (tender.kind === 'gift_card' ? `gift-${customer}` : `card-${customer}`)}-${number}`,
    })),
    ...bought.more,
  })
}
