import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { activatePolicyVersion, writePolicyVersion } from '#modules/policy'
import { problemsOf } from '#modules/problems'
import { ShipmentInput } from '#contract/deliveries'
import { upsertShipments } from '#modules/deliveries'
import { authorizeRefund, paymentPort, recordDispute, recordExternalRefunds, refundsOf } from '#modules/refunds'
import { requestReplacement } from '#modules/replacements'
import { lockOrder, upsertProducts } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { listEvents } from '#platform/events/list-events'
import { read, transact } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { orderInput } from '#testing/order-input'
import { startOutside, type Outside } from '#testing/outside'
import { openStore, orderNow, placeOrder, scan, sendParcel } from '#testing/parcels'
import { testServer } from '#testing/server'
import { tellLate } from './commands/tell-late.ts'
import { findingsOf } from './queries.ts'

let app: TestApp
let outside: Outside
let seed = 0
// The provider keeps its books from test to test: every order is paid with a payment of its own.
let cards = 0
const reader = () => read(app, system('test'))

beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside?.close())
beforeEach(async () => {
  // Another seed each time: compiled rules are kept by their id for the life of the process.
  app = await testApp({ now: '2026-03-02T15:00:00Z', seed: ++seed })
  outside.connect(app)
  await openStore(app)
})
afterEach(() => app?.close())

const promised = (deliverBy: string, kind = 'guaranteed') => ({
  promised: { deliverBy, kind },
  shipping: { price: 599 },
  tenders: [{ reference: `card-${++cards}`, kind: 'card', label: 'Visa ending 4242', captured: 1599 }],
})
const found = async (orderId: string) =>
  (await findingsOf(reader(), orderId)).map(({ kind, subject_kind, resolution }) => [kind, subject_kind, resolution])
const refunds = async (orderId: string) =>
  (await refundsOf(reader(), [orderId])).map(({ row }) => [row.reason, row.amount_minor, row.requested_by])
const names = async (orderId: string) =>
  (await listEvents(reader(), `order:${orderId}`)).map(({ occurrence }) => occurrence.name)
const mails = async (orderId: string) =>
  (
    await app.db
      .selectFrom('notification')
      .select('template')
      .where('order_id', '=', orderId)
      .orderBy('created_at')
      .execute()
  ).map((row) => row.template)

/** Jumps to a moment and runs what is due there: each sweep once. */
async function until(at: string): Promise<void> {
  await app.clock.moveTo(new Date(at))
  await runJobs(app)
}

async function rules(store: Record<string, unknown>): Promise<void> {
  await transact(app, { kind: 'staff', staffId: 'stf_lee', role: 'supervisor' }, async (work) => {
    const { id } = await writePolicyVersion(work, { ruleset: { format: 1, store }, note: '' })
    await activatePolicyVersion(work, { id, activeFrom: new Date('2026-01-01T00:00:00Z') })
  })
}

describe('a promised date', () => {
  test('at risk is told once; missed gives the shipping fee back once; then it arrives', async () => {
    const order = await placeOrder(app, orderInput(promised('2026-03-03T22:00:00Z')))
    const id = await sendParcel(app, order)
    await scan(app, id, [['2026-03-02T10:00:00Z', 'accepted']])
    await until('2026-03-03T15:00:00Z')
    expect(await found(order.row.id)).toEqual([])
    await until('2026-03-03T21:00:00Z')
    expect(await found(order.row.id)).toEqual([['promise_at_risk', 'shipment', null]])
    expect(await mails(order.row.id)).toEqual(['late_notice'])
    await until('2026-03-05T12:00:00Z')
    expect(await found(order.row.id)).toEqual([
      ['promise_at_risk', 'shipment', null],
      ['promise_missed', 'shipment', null],
    ])
    expect(await refunds(order.row.id)).toEqual([['late_delivery', 599, 'system:watch.promises']])
    expect((await mails(order.row.id)).filter((template) => template === 'late_notice')).toHaveLength(1)
    await scan(app, id, [['2026-03-05T11:00:00Z', 'delivered']])
    await until('2026-03-06T12:00:00Z')
    expect(await found(order.row.id)).toEqual([
      ['promise_at_risk', 'shipment', 'arrived_late'],
      ['promise_missed', 'shipment', 'arrived_late'],
    ])
    expect(await refunds(order.row.id)).toHaveLength(1)
    expect((await names(order.row.id)).filter((name) => name.startsWith('promise.'))).toEqual([
      'promise.at_risk',
      'promise.missed',
    ])
  })

  test('missed without a warning before: apology and choice are one mail', async () => {
    const order = await placeOrder(app, orderInput(promised('2026-03-03T22:00:00Z')))
    await scan(app, await sendParcel(app, order), [['2026-03-02T10:00:00Z', 'accepted']])
    await until('2026-03-05T12:00:00Z')
    expect(await mails(order.row.id)).toEqual(['late_made_good'])
    const { body_text: text } = await app.db
      .selectFrom('notification')
      .select('body_text')
      .where('order_id', '=', order.row.id)
      .executeTakeFirstOrThrow()
    expect(text).toContain('goes back to you')
    expect(text).toContain('turn the parcel away at the door')
    expect(text).not.toContain('You don’t have to do anything')
  })

  test('missed between two rounds is found when it arrives', async () => {
    const order = await placeOrder(app, orderInput(promised('2026-03-02T14:58:00Z')))
    const id = await sendParcel(app, order)
    await scan(app, id, [
      ['2026-03-02T10:00:00Z', 'out_for_delivery'],
      ['2026-03-02T14:59:00Z', 'delivered'],
    ])
    await runJobs(app)
    expect(await found(order.row.id)).toEqual([['promise_missed', 'shipment', 'arrived_late']])
    expect(await refunds(order.row.id)).toMatchObject([['late_delivery', 599, expect.any(String)]])
    expect(await mails(order.row.id)).not.toContain('late_notice')
  })

  test('missed while a bank looks into the payment: the fee waits, and comes back once the bank decides for the store', async () => {
    await rules({ 'late.goodwill_credit': true })
    const orders = [
      await placeOrder(app, orderInput({ reference: '2001', ...promised('2026-03-03T22:00:00Z') })),
      await placeOrder(app, orderInput({ reference: '2002', ...promised('2026-03-03T22:00:00Z') })),
    ] as const
    const bank = async ({ row }: (typeof orders)[number], state: 'open' | 'won' | 'lost') => {
      const dispute = {
        reference: row.reference,
        openedAt: new Date('2026-03-02T14:00:00Z'),
        amountMinor: row.total_minor,
      }
      await transact(app, system('import'), (work) => recordDispute(work, { orderId: row.id, ...dispute, state }))
      await runJobs(app)
    }
    for (const order of orders) await bank(order, 'open')
    await until('2026-03-05T12:00:00Z')
    const [won, lost] = orders
    const credit = ['late_goodwill', 100, expect.any(String)]
    expect([await refunds(won.row.id), await refunds(lost.row.id)]).toEqual([[credit], [credit]])
    expect(await mails(won.row.id)).toEqual(['late_made_good'])
    app.clock.advance({ minutes: 5 })
    for (const state of ['won', 'won'] as const) await bank(won, state)
    await bank(lost, 'lost')
    expect(await refunds(won.row.id)).toEqual([credit, ['late_delivery', 599, expect.any(String)]])
    expect(await mails(won.row.id)).toEqual(['late_made_good', 'refund_under_way'])
    expect(await refunds(lost.row.id)).toEqual([credit])
    expect(await mails(lost.row.id)).toEqual(['late_made_good'])
  })

  test('of what was never sent is the order’s; goodwill only where it is switched on', async () => {
    await rules({ 'late.goodwill_credit': true })
    const order = await placeOrder(app, orderInput(promised('2026-03-03T22:00:00Z')))
    await until('2026-03-05T12:00:00Z')
    expect(await found(order.row.id)).toEqual([['promise_missed', 'order', null]])
    expect(await refunds(order.row.id)).toEqual([
      ['late_delivery', 599, 'system:watch.promises'],
      ['late_goodwill', 100, 'system:watch.promises'],
    ])
  })

  test('kept, or history, or canceled: nothing is found', async () => {
    const kept = await placeOrder(app, orderInput({ reference: 'kept', ...promised('2026-03-03T22:00:00Z') }))
    const id = await sendParcel(app, kept)
    await scan(app, id, [
      ['2026-03-02T10:00:00Z', 'out_for_delivery'],
      ['2026-03-02T14:59:00Z', 'delivered'],
    ])
    const old = await placeOrder(app, orderInput({ reference: 'old', ...promised('2026-03-01T22:00:00Z') }), {
      history: true,
    })
    await sendParcel(app, old, {}, { history: true })
    const canceled = await placeOrder(
      app,
      orderInput({ reference: 'gone', ...promised('2026-03-03T22:00:00Z'), canceledAt: '2026-03-01T10:00:00Z' }),
    )
    await until('2026-03-20T12:00:00Z')
    for (const { row } of [kept, old, canceled]) expect(await found(row.id)).toEqual([])
  })

  test('in shadow it is decided and nothing is done', async () => {
    await rules({ 'engine.mode': 'shadow' })
    const order = await placeOrder(app, orderInput(promised('2026-03-03T22:00:00Z')))
    await sendParcel(app, order)
    await until('2026-03-03T21:00:00Z')
    await until('2026-03-05T12:00:00Z')
    expect(await found(order.row.id)).toHaveLength(2)
    expect(await refunds(order.row.id)).toEqual([])
    expect(await mails(order.row.id)).toEqual([])
    const decisions = await app.db
      .selectFrom('decision')
      .select(['kind', 'mode', 'row_id'])
      .where('order_id', '=', order.row.id)
      .orderBy('created_at')
      .execute()
    expect(decisions).toEqual([
      { kind: 'late', mode: 'shadow', row_id: 'at_risk.unsent' },
      { kind: 'late', mode: 'shadow', row_id: 'late.unsent' },
    ])
  })
})

describe('a lost parcel', () => {
  const stocked = async (stock: number) => {
    await transact(app, system('test'), (work) =>
      upsertProducts(work, 'import', [
        {
          reference: 'mug',
          title: 'Mug',
          variants: [
            { reference: 'mug-red', sku: 'MUG-RED', price: 1000, currency: 'USD', available: true, stock, options: {} },
          ],
        },
      ]),
    )
  }
  const moving = async (reference: string) => {
    const order = await placeOrder(app, orderInput({ reference, ...promised('2026-03-03T22:00:00Z') }))
    const id = await sendParcel(app, order)
    await scan(app, id, [['2026-03-02T10:00:00Z', 'accepted']])
    return { order, id }
  }

  test('by silence is put right unasked: a new one while there is stock, else the money', async () => {
    await stocked(1)
    const [first, second] = [await moving('l-1'), await moving('l-2')]
    await until('2026-03-11T03:59:00Z')
    expect((await found(first.order.row.id)).filter(([kind]) => kind === 'presumed_lost')).toEqual([])
    await until('2026-03-11T06:00:00Z')
    const outcomes = await Promise.all(
      [first, second].map(async ({ order }) => {
        const [problem] = await problemsOf(reader(), [order.row.id])
        return [problem?.row.opened_by, problem?.row.state, problem?.row.remedy_kind, problem?.row.remedied_by]
      }),
    )
    expect(outcomes).toEqual(
      expect.arrayContaining([
        ['system:watch.lost', 'remedied', 'refund', 'system:watch.lost'],
        ['system:watch.lost', 'remedied', 'replacement', 'system:watch.lost'],
      ]),
    )
    expect((await found(first.order.row.id)).at(-1)).toEqual(['presumed_lost', 'shipment', 'put_right'])
    for (const { order } of [first, second]) {
      expect(await names(order.row.id)).toContain('shipment.presumed_lost')
      expect((await mails(order.row.id)).filter((template) => template === 'lost_put_right')).toHaveLength(1)
    }
    // Nobody claimed anything: no claim is on the record, but what was given counts.
    const signals = await app.db.selectFrom('trust_signal').select('kind').execute()
    expect(signals.map((row) => row.kind)).toEqual(['not_received_remedy', 'not_received_remedy'])
    await until('2026-03-20T06:00:00Z')
    expect(await problemsOf(reader(), [first.order.row.id])).toHaveLength(1)
  })

  test('declared by the carrier needs no silence', async () => {
    await stocked(5)
    const { order, id } = await moving('l-3')
    await scan(app, id, [['2026-03-02T14:00:00Z', 'lost']])
    await runJobs(app)
    expect((await problemsOf(reader(), [order.row.id]))[0]?.row).toMatchObject({
      state: 'remedied',
      remedy_kind: 'replacement',
    })
    expect((await orderNow(app, order.row.id)).units).toHaveLength(2)
  })

  test('untracked is never presumed lost; what the shopper told us of already is left alone', async () => {
    await stocked(5)
    const untracked = await placeOrder(app, orderInput({ reference: 'l-4', ...promised('2026-03-03T22:00:00Z') }))
    await sendParcel(app, untracked, { shippedAt: '2026-03-02T10:00:00Z' })
    const { order } = await moving('l-5')
    const server = await testServer(app)
    await until('2026-03-08T12:00:00Z')
    const shopper = server.client({ kind: 'shopper', customerId: order.row.customer_id })
    await shopper.call('POST /problems', { order: order.row.id, kind: 'not_received' })
    await until('2026-03-15T12:00:00Z')
    expect((await found(untracked.row.id)).map(([kind]) => kind)).toEqual(['promise_missed'])
    expect(await problemsOf(reader(), [order.row.id])).toHaveLength(1)
    const { data } = await server.client('staff:sam').call('GET /findings', { open: 'true', limit: 1 })
    expect(data).toMatchObject([
      {
        kind: 'presumed_lost',
        words: 'Nothing heard since Monday, March 2: taken as lost. It was being put right already.',
        resolvedAt: null,
      },
    ])
    expect((await shopper.send('GET', '/findings')).status).toBe(403)
    await server.close()
  })

  test('where the policy does not help unasked it is only found', async () => {
    await rules({ 'lost.proactive': false })
    const { order } = await moving('l-6')
    await until('2026-03-12T06:00:00Z')
    expect(await problemsOf(reader(), [order.row.id])).toEqual([])
    expect(await names(order.row.id)).toContain('shipment.presumed_lost')
  })
})

describe('what people have to look at', () => {
  test('money that never settled, once, until it does', async () => {
    const order = await placeOrder(
      app,
      orderInput({
        reference: 'u-1',
        tenders: [{ reference: `card-${++cards}`, kind: 'card', label: 'Visa', captured: 1000 }],
      }),
    )
    await transact(app, system('test'), async (work) => {
      const locked = await lockOrder(work, order.row.id)
      await authorizeRefund(work, {
        order: locked,
        unitIds: locked.units.map(({ id }) => id),
        parts: { goods: true, shipping: true, fees: true },
        reason: 'test',
        about: null,
      })
    })
    // The provider is away the whole time.
    app.ports.set(paymentPort, {
      ...app.ports.get(paymentPort),
      refund: () => Promise.reject(new Error('away')),
      lookUp: () => Promise.reject(new Error('away')),
    })
    const away = async (at: string) => {
      await app.clock.moveTo(new Date(at))
      await runJobs(app, { allowFailures: true })
    }
    await away('2026-03-16T13:00:00Z')
    expect(await found(order.row.id)).toEqual([])
    await away('2026-03-16T15:00:00Z')
    await away('2026-03-18T16:00:00Z')
    expect(await found(order.row.id)).toEqual([['refund_unsettled', 'movement', null]])
    outside.connect(app)
    await until('2026-03-25T16:00:00Z')
    expect(await found(order.row.id)).toEqual([['refund_unsettled', 'movement', 'settled']])
  })

  test('a replacement without a parcel, until it is sent', async () => {
    const order = await placeOrder(app, orderInput({ reference: 'u-2' }))
    const replacement = await transact(app, system('test'), async (work) => {
      await upsertProducts(work, 'import', [
        {
          reference: 'mug',
          title: 'Mug',
          variants: [{ reference: 'mug-red', price: 1000, currency: 'USD', available: true, stock: 3, options: {} }],
        },
      ])
      const locked = await lockOrder(work, order.row.id)
      return await requestReplacement(work, {
        order: locked,
        unitIds: locked.units.map(({ id }) => id),
        about: { kind: 'problem', id: 'prb_1' },
        deliveryRequirement: 'none',
        expectedBy: null,
      })
    })
    await until('2026-03-04T14:00:00Z')
    expect(await found(order.row.id)).toEqual([])
    await until('2026-03-04T16:00:00Z')
    expect(await found(order.row.id)).toEqual([['replacement_unsent', 'replacement', null]])
    const now = await orderNow(app, order.row.id)
    await transact(app, system('test'), (work) =>
      upsertShipments(
        work,
        'import',
        [
          {
            input: ShipmentInput.parse({ reference: 'rp-1', order: 'x', shippedAt: now.row.placed_at.toISOString() }),
            order: now,
            replacement: { id: replacement.row.id, unitIds: replacement.units.map((unit) => unit.new_unit_id) },
          },
        ],
        { history: () => false },
      ),
    )
    await runJobs(app)
    expect(await found(order.row.id)).toEqual([['replacement_unsent', 'replacement', 'sent']])
  })

  test('two rounds at once find one thing once', async () => {
    const order = await placeOrder(app, orderInput({ reference: 'u-3', ...promised('2026-03-03T22:00:00Z') }))
    const id = await sendParcel(app, order)
    await app.clock.moveTo(new Date('2026-03-05T12:00:00Z'))
    await Promise.all(
      Array.from({ length: 5 }, () =>
        transact(app, system('watch.promises'), (work) => tellLate(work, { kind: 'shipment', id })),
      ),
    )
    expect(await found(order.row.id)).toEqual([['promise_missed', 'shipment', null]])
    expect(await refunds(order.row.id)).toEqual([['late_delivery', 599, 'system:watch.promises']])
  })

  test('money that was given back here and elsewhere is seen, with how much it is too much', async () => {
    const order = await placeOrder(
      app,
      orderInput({
        reference: 'twice-1',
        tenders: [{ reference: `card-${++cards}`, kind: 'card', label: 'Visa', captured: 1000 }],
      }),
    )
    await transact(app, system('test'), async (work) => {
      const locked = await lockOrder(work, order.row.id)
      await authorizeRefund(work, {
        order: locked,
        unitIds: locked.units.map(({ id }) => id),
        parts: { goods: true, shipping: true, fees: true },
        reason: 'test',
        about: null,
      })
    })
    await runJobs(app)
    const tender = order.tenders[0]
    await transact(app, system('test'), (work) =>
      recordExternalRefunds(work, [
        {
          orderId: order.row.id,
          reference: 'elsewhere-1',
          at: work.now,
          tender: tender?.reference ?? '',
          amountMinor: 700,
        },
      ]),
    )
    await runJobs(app)
    expect(await found(order.row.id)).toContainEqual(['refunded_twice', 'order', null])
    const [finding] = (await findingsOf(reader(), order.row.id)).filter(({ kind }) => kind === 'refunded_twice')
    expect(finding?.details).toMatchObject({ amountMinor: 700, currency: 'USD' })
  })
})
