import { upsertOrders, upsertProducts } from '#modules/orders'
import { addScans, upsertShipments, type ScanInput } from '#modules/deliveries'
import { findOrder, loadOrders } from '#modules/orders'
import { recordDispute, recordExternalRefunds } from '#modules/refunds'
import { createStore } from '#modules/stores'
import type { Actor } from '#platform/auth/actor'
import { read, transact } from '#platform/transact'
import type { Work } from '#platform/work'
import { addHours } from '#platform/time'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OrderInput as OrderShape } from '#contract/orders'
import { reportProblem } from './commands/report-problem.ts'
import { takeRemedy } from './commands/take-remedy.ts'
import { turnedUp } from './commands/turned-up.ts'
import { presentProblems } from './present.ts'
import { withdrawProblem } from './commands/withdraw-problem.ts'
import { findProblem, reviewsAbout } from './queries.ts'

const now = '2026-03-02T15:00:00Z'
const system: Actor = { kind: 'system', name: 'test' }
let app: TestApp

beforeEach(async () => {
  app = await testApp({ now })
  await transact(app, system, (work) =>
    createStore(work, {
      name: 'Shop',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@shop.test',
    }),
  )
  await transact(app, system, (work) =>
    upsertProducts(work, 'import', [
      {
        reference: 'mug',
        title: 'Blue mug',
        variants: [{ reference: 'mug-1', available: true, stock: 5, price: 4599, currency: 'USD', options: {} }],
      },
    ]),
  )
})

afterEach(async () => app.close())

interface Bought {
  price?: number
  stock?: number
  scans?: ScanInput[]
  customer?: string
  reference?: string
}

const door = { lat: 40.7, lng: -74, tier: 'rooftop' as const }

async function bought({ price = 4599, scans = delivered(), customer = 'ava', reference = 'A-1' }: Bought = {}) {
  const input = OrderShape.parse({
    reference,
    placedAt: '2026-02-20T12:00:00Z',
    currency: 'USD',
    taxIncluded: true,
    customer: { reference: customer, email: `${customer}@example.com`, name: 'Ava Moore' },
    shippingAddress: {
      name: 'Ava Moore',
      line1: `${customer} Street 1`,
      city: 'New York',
      postalCode: '10001',
      country: 'US',
      geo: door,
    },
    items: [
      { reference: 'line-1', title: 'Blue mug', product: 'mug', variant: 'mug-1', quantity: 1, unitPrice: price },
    ],
    tenders: [
      {
        reference: `pay-${reference}`,
        kind: 'card',
        label: 'Visa ending 4242',
        captured: price,
        capturedAt: '2026-02-20T12:00:00Z',
      },
    ],
    promised: { deliverBy: '2026-02-28T23:59:59Z', kind: 'estimated' },
  })
  return await transact(app, system, async (work) => {
    const [outcome] = await upsertOrders(work, 'import', [input], { history: false })
    const [order] = await loadOrders(work, [outcome?.id ?? ''])
    if (!order) throw new Error('the order was stored')
    const [shipment] = await upsertShipments(
      work,
      'import',
      [
        {
          input: {
            reference: `S-${reference}`,
            order: reference,
            items: [],
            trackingNumber: '1Z1',
            shippedAt: '2026-02-21T12:00:00Z',
          },
          order,
        },
      ],
      { history: () => false },
    )
    if (scans.length > 0) await addScans(work, shipment?.id ?? '', scans, { history: false })
    const [item] = order.items
    return {
      orderId: order.row.id,
      itemId: item?.id ?? '',
      customerId: order.row.customer_id,
      shipmentId: shipment?.id ?? '',
    }
  })
}

function delivered(proof?: ScanInput['proof'], at = '2026-02-26T16:00:00Z'): ScanInput[] {
  return [
    { at: '2026-02-22T12:00:00Z', status: 'in_transit' },
    { at: '2026-02-26T08:00:00Z', status: 'out_for_delivery' },
    { at, status: 'delivered', ...(proof ? { proof } : {}) },
  ]
}

const shopper = (customerId: string): Actor => ({ kind: 'shopper', customerId })

async function report(
  order: Awaited<ReturnType<typeof bought>>,
  kind: 'delivered_not_received' | 'not_received' = 'delivered_not_received',
) {
  const id = await transact(app, shopper(order.customerId), (work) => reportProblem(work, { item: order.itemId, kind }))
  return await shown(id, order.customerId)
}

async function take(order: Awaited<ReturnType<typeof bought>>, id: string, remedy: string, statement?: boolean) {
  await transact(app, shopper(order.customerId), (work) => takeRemedy(work, { id, remedy, statement }))
  return await shown(id, order.customerId)
}

async function shown(id: string, customerId: string) {
  const reader = read(app, shopper(customerId))
  const [problem] = await presentProblems(reader, [await findProblem(reader, id)])
  if (!problem) throw new Error('the problem can be shown')
  return problem
}

describe('delivered, but not there', () => {
  test('without any evidence the shopper is believed, and a new one is sent at one tap', async () => {
    const order = await bought()
    const problem = await report(order)
    expect(problem).toMatchObject({ state: 'open', decision: { outcome: 'now', evidence: { verdict: 'none' } } })
    expect(problem.remedies.map(({ kind, recommended }) => [kind, recommended])).toEqual([
      ['replacement', true],
      ['refund', false],
      ['person', false],
    ])
    expect(problem.words).toContain('We believe you')
    expect(problem.decision.riskBand).toBeUndefined()
    const done = await take(order, problem.id, 'rem_replacement')
    expect(done).toMatchObject({
      state: 'remedied',
      taken: { kind: 'replacement' },
      replacement: { state: 'requested' },
    })
    expect(done.headline).toMatch(/A new one is on its way\. Arrives \w+day, March \d+\./)
  })

  test('a refund is offered with amount, method and date, and given exactly once', async () => {
    const order = await bought()
    const problem = await report(order)
    expect(problem.remedies[1]).toMatchObject({
      title: 'Refund $45.99 to Visa ending 4242',
      amount: { amountMinor: 4599, currency: 'USD' },
    })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => take(order, problem.id, 'rem_refund')))
    expect(tries.every(({ status }) => status === 'fulfilled')).toBe(true)
    const done = await shown(problem.id, order.customerId)
    expect(done.refund).toMatchObject({
      amount: { amountMinor: 4599 },
      state: 'requested',
      remaining: { amountMinor: 0 },
    })
    const { rows } = await app.pool.query<{ count: number }>('select count(*)::int as count from refund')
    expect(rows[0]?.count).toBe(1)
  })

  test('of two remedies taken at once one wins, and the other is refused', async () => {
    const order = await bought()
    const problem = await report(order)
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => take(order, problem.id, index % 2 ? 'rem_refund' : 'rem_replacement')),
    )
    const refused = tries
      .filter((each) => each.status === 'rejected')
      .map((each) => (each.reason as { code: string }).code)
    expect(new Set(refused)).toEqual(new Set(['remedy_already_taken']))
    expect(refused).toHaveLength(10)
  })

  test('a fix far from the door is said in words, with its distance', async () => {
    const order = await bought({
      price: 90_000,
      scans: delivered({
        gps: { lat: 40.711, lng: -74, accuracyMeters: 8, at: '2026-02-26T16:00:00Z', atDepot: false },
        batchSizeWithin60s: 1,
      }),
    })
    const problem = await report(order)
    expect(problem.decision.evidence).toMatchObject({ verdict: 'against' })
    expect(problem.decision.evidence?.distanceMeters).toBeGreaterThan(1200)
    expect(problem).toMatchObject({ state: 'open', decision: { outcome: 'now' } })
  })

  test('above the limit a person decides, and silence goes to a lead', async () => {
    const order = await bought({ price: 30_000 })
    const problem = await report(order)
    expect(problem).toMatchObject({ state: 'in_review', remedies: [], review: { onSilence: 'to_lead' } })
    await expect(take(order, problem.id, 'rem_refund')).rejects.toMatchObject({ code: 'not_possible_now' })
  })

  test('a code given at the door brings a person within 24 hours', async () => {
    const order = await bought({ scans: delivered({ codeVerified: true }) })
    const problem = await report(order)
    expect(problem.state).toBe('in_review')
    expect(new Date(problem.review?.decideBy ?? '')).toEqual(addHours(new Date(now), 24))
    expect(problem.headline).toMatch(/A person is on it/)
  })

  test('the same item cannot be reported twice while it is open', async () => {
    const order = await bought()
    const first = await report(order)
    await expect(report(order)).rejects.toMatchObject({
      code: 'unit_held',
      details: { about: { kind: 'problem', id: first.id } },
    })
    await take(order, first.id, 'rem_refund')
    await expect(report(order)).rejects.toMatchObject({ code: 'unit_already_settled' })
  })

  test('another shopper’s item is not found', async () => {
    const order = await bought()
    const other = await bought({ customer: 'ben', reference: 'B-1' })
    await expect(
      transact(app, shopper(other.customerId), (work) =>
        reportProblem(work, { item: order.itemId, kind: 'delivered_not_received' }),
      ),
    ).rejects.toMatchObject({ type: 'not_found' })
  })

  test('another shopper’s problem is answered as one that does not exist', async () => {
    const order = await bought()
    const other = await bought({ customer: 'ben', reference: 'B-1' })
    const mine = await report(order)
    const answers = (id: string) =>
      Promise.all(
        [
          (work: Work) => takeRemedy(work, { id, remedy: 'rem_refund' }),
          (work: Work) => withdrawProblem(work, { id }),
          (work: Work) => turnedUp(work, { id, choice: 'return' }),
        ].map((act) => transact(app, shopper(other.customerId), act).catch((error: Error) => error.message)),
      )
    expect(await answers(mine.id)).toEqual(await answers('prb_none'))
  })

  test('it turned up after all: thanked, and it leaves every count', async () => {
    const order = await bought()
    const problem = await report(order)
    await transact(app, shopper(order.customerId), (work) => turnedUp(work, { id: problem.id }))
    expect(await shown(problem.id, order.customerId)).toMatchObject({ state: 'turned_up' })
    const { rows } = await app.pool.query<{ count: number }>(
      'select count(*)::int as count from trust_signal where voided_at is null',
    )
    expect(rows[0]?.count).toBe(0)
    const after = await findOrder(read(app, shopper(order.customerId)), order.orderId)
    expect(after.holds).toEqual([])
  })
})

describe('money that moves elsewhere while a remedy stands there', () => {
  test('nobody is paid less than what was shown: the offer follows, and an old one is refused', async () => {
    const order = await bought()
    const problem = await report(order)
    const elsewhere = {
      orderId: order.orderId,
      reference: 'R-1',
      at: new Date(now),
      tender: 'pay-A-1',
      amountMinor: 1000,
    }
    await transact(app, system, (work) => recordExternalRefunds(work, [elsewhere]))
    await expect(take(order, problem.id, 'rem_refund')).rejects.toMatchObject({ code: 'exceeds_refundable' })
    await runJobs(app, { allowFailures: true })
    const after = await shown(problem.id, order.customerId)
    expect(after.remedies.find(({ kind }) => kind === 'refund')?.amount).toEqual({ amountMinor: 3599, currency: 'USD' })
    expect(await take(order, problem.id, 'rem_refund')).toMatchObject({
      state: 'remedied',
      refund: { amount: { amountMinor: 3599 } },
    })
  })
})

test('what was paid back elsewhere is not sent again on top', async () => {
  const order = await bought()
  const problem = await report(order)
  const elsewhere = {
    orderId: order.orderId,
    reference: 'R-1',
    at: new Date(now),
    tender: 'pay-A-1',
    amountMinor: 4599,
  }
  await transact(app, system, (work) => recordExternalRefunds(work, [elsewhere]))
  // At once, before anything has reacted.
  await expect(take(order, problem.id, 'rem_replacement')).rejects.toMatchObject({ code: 'unit_already_settled' })
  await expect(take(order, problem.id, 'rem_refund')).rejects.toMatchObject({ type: 'refused' })
  await runJobs(app, { allowFailures: true })
  const after = await shown(problem.id, order.customerId)
  expect(after.remedies.map(({ kind }) => kind)).toEqual(['person'])
  await expect(take(order, problem.id, 'rem_replacement')).rejects.toMatchObject({ type: 'refused' })
})

test('money that could not be offered while a bank looked is offered again once it has decided for the store', async () => {
  const order = await bought()
  const problem = await report(order)
  const kinds = async () => (await shown(problem.id, order.customerId)).remedies.map(({ kind }) => kind)
  const before = await kinds()
  const bank = async (state: 'open' | 'won') => {
    const facts = { orderId: order.orderId, reference: 'D-1', openedAt: new Date(now), amountMinor: 4599 }
    await transact(app, system, (work) => recordDispute(work, { ...facts, state }))
    await runJobs(app, { allowFailures: true })
  }
  await bank('open')
  expect(await kinds()).not.toContain('refund')
  await bank('won')
  expect(await kinds()).toEqual(before)
  expect(await take(order, problem.id, 'rem_refund')).toMatchObject({ refund: { amount: { amountMinor: 4599 } } })
})

describe('not delivered yet', () => {
  test('on time there is nothing to report', async () => {
    app.clock.advance({ days: 0 })
    const order = await bought({ scans: [{ at: '2026-02-22T12:00:00Z', status: 'in_transit' }] })
    const problem = await report(order, 'not_received')
    expect(['waiting', 'open', 'in_review']).toContain(problem.state)
    await expect(reviewsAbout(read(app, system), [problem.id])).resolves.toEqual([])
  })
})
