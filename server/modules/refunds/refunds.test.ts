import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPaymentMethod } from '#modules/customers'
import {
  currentUnits,
  holdUnits,
  lockOrder,
  settleUnits,
  supersedeUnits,
  unsettleUnits,
  type OrderRecord,
} from '#modules/orders'
import { system } from '#platform/auth/actor'
import { Refusal } from '#platform/errors'
import { addDays } from '#platform/time'
import { read } from '#platform/work'
import { runJobs } from '#testing/app'
import { orderInput, storeOrders } from '#testing/order-input'
import {
  chargeMethod,
  chargesOf,
  creditStoreBalance,
  ledgerOf,
  loadRefunds,
  openMismatches,
  planRefund,
  presentPlan,
  presentRefunds,
  recordDispute,
  refundCharge,
  refundsOf,
  settleMovement,
  storeCreditOf,
  unsettledMovements,
} from './index.ts'
import { refundBench, type RefundBench } from '#testing/refund-bench'

const everything = { goods: true, shipping: true, fees: true }
const about = { kind: 'problem', id: 'prb_1' }
let bench: RefundBench
let count = 0
beforeAll(async () => {
  bench = await refundBench()
})
afterAll(() => bench.close())

const reader = () => read(bench.app, system('test'))
const firstUnits = (order: OrderRecord, quantity = 1) =>
  currentUnits(order)
    .slice(0, quantity)
    .map((unit) => unit.id)
const simple = (part: Record<string, unknown> = {}) =>
  bench.order({
    items: [
      { reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 5000 },
      { reference: 'b', title: 'Rug', quantity: 1, unitPrice: 3000 },
    ],
    shipping: { price: 900 },
    tenders: [{ reference: `card-${++count}`, kind: 'card', label: 'Visa ending 4242', captured: 13900 }],
    ...part,
  })
async function refused(run: Promise<unknown>): Promise<{ code: string; details: Record<string, unknown> | undefined }> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`)
  return { code: error.code, details: error.details }
}

describe('the ceiling', () => {
  it('lets exactly one of twenty refunds of the same unit through at the same moment', async () => {
    const order = await simple()
    const wish = { unitIds: firstUnits(order), parts: { goods: true, shipping: true, fees: true }, amountMinor: 5000 }
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => bench.refund(order, wish)))
    expect(results.filter((result) => result.status === 'fulfilled' && result.value !== null)).toHaveLength(1)
    expect((await bench.balance(order)).remainingMinor).toBe(8900)
    expect(await refundsOf(reader(), [order.row.id])).toHaveLength(1)
    expect(await bench.ledgerImbalance()).toBe(0)
  })

  it('never refunds more than was captured when many partial refunds race', async () => {
    const order = await simple()
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => bench.refund(order, { amountMinor: 1000 })),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(13)
    await runJobs(bench.app)
    expect(await bench.paidBack(order.tenders[0]?.reference ?? '')).toBe(13000)
    expect((await bench.balance(order)).remainingMinor).toBe(900)
  })

  it('says what is left when more is asked for', async () => {
    const order = await simple()
    expect(await refused(bench.refund(order, { amountMinor: 13901 }))).toEqual({
      code: 'exceeds_refundable',
      details: { remaining: { amountMinor: 13900, currency: 'USD' } },
    })
    expect(await refused(bench.refund(order, { unitIds: firstUnits(order), amountMinor: 5001 }))).toMatchObject({
      code: 'exceeds_refundable',
      details: { remaining: { amountMinor: 5000 } },
    })
  })

  it('counts open and lost disputes, and frees them when they are won', async () => {
    const order = await simple()
    const dispute = { orderId: order.row.id, reference: 'dp_1', openedAt: bench.app.clock.now(), amountMinor: 10000 }
    expect(await bench.change((work) => recordDispute(work, { ...dispute, state: 'open' }))).toBe('created')
    expect((await bench.balance(order)).remainingMinor).toBe(3900)
    expect((await bench.refund(order, { parts: everything }))?.row.amount_minor).toBe(3900)
    expect(await bench.change((work) => recordDispute(work, { ...dispute, state: 'open' }))).toBe('unchanged')
    expect(await bench.change((work) => recordDispute(work, { ...dispute, state: 'won' }))).toBe('updated')
    expect((await bench.balance(order)).remainingMinor).toBe(10000)
    await bench.change((work) => recordDispute(work, { ...dispute, state: 'lost' }))
    expect((await bench.balance(order)).remainingMinor).toBe(0)
    expect(await bench.refund(order, { parts: everything })).toBeNull()
  })

  it('refuses a unit that was made good or that another matter holds, and not what the matter itself holds', async () => {
    const order = await simple()
    const [first = '', second = ''] = firstUnits(order, 2)
    await bench.change((work) =>
      holdUnits(work, { kind: 'problem', refId: about.id, orderId: order.row.id, unitIds: [first] }),
    )
    await bench.change((work) => settleUnits(work, [second], 'external'))
    expect(await refused(bench.refund(order, { unitIds: [first] }))).toMatchObject({
      code: 'unit_held',
      details: { heldBy: { kind: 'problem', id: 'prb_1' } },
    })
    expect(await refused(bench.refund(order, { unitIds: [second] }))).toMatchObject({ code: 'unit_already_settled' })
    const refund = await bench.refund(order, { unitIds: [first], about })
    expect(refund?.row.amount_minor).toBe(5000)
    expect((await bench.reload(order)).units.find((unit) => unit.id === first)).toMatchObject({
      settled_by: `refund:${refund?.id}`,
      money_moved_at: expect.any(Date),
    })
  })

  it('follows a unit to the one that replaced it', async () => {
    const order = await simple()
    const [first = ''] = firstUnits(order)
    await bench.refund(order, { unitIds: [first], parts: { goods: false, shipping: true, fees: false } })
    const [next = ''] = await bench.change(async (work) => {
      await lockOrder(work, order.row.id)
      return supersedeUnits(work, order.row.id, [{ unitId: first }], { reason: 'replacement', about })
    })
    const balance = (await bench.balance(order)).perUnit[next]
    expect(balance).toMatchObject({ goods: { remaining: 5000 }, shipping: { remaining: 0 } })
    expect((await bench.refund(order, { unitIds: [first], parts: everything }))?.row.amount_minor).toBe(5000)
    expect((await bench.reload(order)).units.find((unit) => unit.id === next)?.settled_by).toMatch(/^refund:/)
  })
})

describe('bundles', () => {
  it('refunds a bundle through its parts, which carry its price', async () => {
    const order = await simple({
      items: [
        { reference: 'set', kind: 'bundle_parent', title: 'Tea set', quantity: 2, unitPrice: 6000 },
        { reference: 'pot', bundleParent: 'set', title: 'Pot', quantity: 2, unitPrice: 0 },
        { reference: 'cup', bundleParent: 'set', title: 'Cup', quantity: 4, unitPrice: 0 },
      ],
      shipping: { price: 1900 },
    })
    const bundle = order.units.find((unit) => unit.item_id === order.items[0]?.id)
    const refund = await bench.refund(order, { unitIds: [bundle?.id ?? ''] })
    expect(refund?.row.amount_minor).toBe(6000)
    expect((await bench.refund(order, { parts: everything }))?.row.amount_minor).toBe(7900)
    expect((await bench.balance(order)).remainingMinor).toBe(0)
  })
})

describe('where the money goes', () => {
  it('refills the gift card last drawn first, then store credit as it was drawn, then cards as they were captured', async () => {
    const order = await bench.order({
      items: [{ reference: 'a', title: 'Lamp', quantity: 1, unitPrice: 10000 }],
      tenders: [
        {
          reference: 'late-card',
          kind: 'card',
          label: 'Visa credit ending 1',
          captured: 4000,
          capturedAt: '2026-02-20T12:00:00Z',
        },
        {
          reference: 'early-card',
          kind: 'card',
          label: 'Visa debit ending 2',
          captured: 3000,
          capturedAt: '2026-02-20T11:00:00Z',
        },
        {
          reference: 'gift-1',
          kind: 'gift_card',
          label: 'Gift card ending 11',
          captured: 2000,
          capturedAt: '2026-02-20T10:00:00Z',
        },
        { reference: 'credit', kind: 'store_credit', captured: 1000, capturedAt: '2026-02-20T10:30:00Z' },
      ],
    })
    const plan = await planRefund(reader(), { order, amountMinor: 7000 })
    expect(
      plan.movements.map((movement) => [movement.label, movement.amountMinor, movement.targetKind, movement.atOnce]),
    ).toEqual([
      ['Store credit', 1000, 'store_credit', true],
      ['Gift card ending 11', 2000, 'tender', true],
      ['Visa debit ending 2', 3000, 'tender', false],
      ['Visa credit ending 1', 1000, 'tender', false],
    ])
    // From Monday 2 March: five business days for credit, ten for debit, two to three hours for what is ours; ends of days in the store's zone.
    expect(plan.movements.map((movement) => movement.expectedBy.toISOString())).toEqual([
      '2026-03-02T17:24:00.000Z',
      '2026-03-02T17:24:00.000Z',
      '2026-03-17T04:59:59.999Z',
      '2026-03-10T04:59:59.999Z',
    ])
    expect(presentPlan(plan, order)).toMatchObject({
      state: 'preview',
      amount: { amountMinor: 7000 },
      remaining: { amountMinor: 3000 },
    })
  })

  it('goes to other balances of the shopper when they ask for it, and still counts against the card', async () => {
    const order = await simple()
    const gift = await findPaymentMethod(reader(), order.row.customer_id, 'gift-2')
    const first = await bench.refund(order, { unitIds: firstUnits(order), target: { paymentMethodId: 'gift-2' } })
    expect(first?.row.state).toBe('succeeded')
    expect((await findPaymentMethod(reader(), order.row.customer_id, 'gift-2'))?.balance?.amountMinor).toBe(
      (gift?.balance?.amountMinor ?? 0) + 5000,
    )
    await bench.refund(order, { amountMinor: 900, target: 'store_credit' })
    expect(await storeCreditOf(reader(), [order.row.customer_id])).toContainEqual({ amountMinor: 900, currency: 'USD' })
    expect((await bench.balance(order)).remainingMinor).toBe(8000)
    const card = await planRefund(reader(), { order, amountMinor: 100, target: { paymentMethodId: 'card-1' } })
    expect(card.movements[0]).toMatchObject({ targetKind: 'tender', atOnce: false })
    expect(
      await refused(bench.refund(order, { amountMinor: 100, target: { paymentMethodId: 'somebody-else' } })),
    ).toMatchObject({ code: 'payment_method_unknown' })
  })

  it('takes exactly the tenders that were named', async () => {
    const order = await bench.order({
      items: [{ reference: 'a', title: 'Lamp', quantity: 1, unitPrice: 10000 }],
      tenders: [
        { reference: 'one', kind: 'card', captured: 4000 },
        { reference: 'two', kind: 'paypal', captured: 6000 },
      ],
    })
    const [one, two] = order.tenders.map((tender) => tender.id)
    expect(
      await refused(
        bench.refund(order, {
          amountMinor: 5000,
          tenders: [
            { tenderId: one ?? '', amountMinor: 4500 },
            { tenderId: two ?? '', amountMinor: 500 },
          ],
        }),
      ),
    ).toMatchObject({ code: 'exceeds_refundable', details: { remaining: { amountMinor: 4000 } } })
    expect(
      await refused(bench.refund(order, { amountMinor: 5000, tenders: [{ tenderId: two ?? '', amountMinor: 4999 }] })),
    ).toMatchObject({ code: 'tenders_do_not_add_up' })
    expect(
      await refused(
        bench.refund(order, { amountMinor: 5000, tenders: [{ tenderId: 'tnd_other', amountMinor: 5000 }] }),
      ),
    ).toMatchObject({ code: 'tender_unknown' })
    const refund = await bench.refund(order, {
      amountMinor: 5000,
      tenders: [{ tenderId: two ?? '', amountMinor: 5000 }],
    })
    expect(refund?.movements.map((movement) => movement.tender_id)).toEqual([two])
  })

  it('gives goodwill beyond what was paid, which no ceiling holds', async () => {
    const order = await simple()
    await bench.refund(order, { everythingLeft: true, parts: everything })
    const before = (await storeCreditOf(reader(), [order.row.customer_id]))[0]?.amountMinor ?? 0
    const goodwill = await bench.change(async (work) =>
      creditStoreBalance(work, {
        order: await lockOrder(work, order.row.id),
        amountMinor: 1390,
        reason: 'late',
        about,
      }),
    )
    expect(goodwill.row.state).toBe('succeeded')
    expect((await storeCreditOf(reader(), [order.row.customer_id]))[0]?.amountMinor).toBe(before + 1390)
    expect((await ledgerOf(reader(), order.row.id)).at(-1)).toMatchObject({
      row: { kind: 'goodwill', state: 'posted' },
      entries: [{ account: 'store:concessions', amount_minor: -1390 }, { amount_minor: 1390 }],
    })
  })
})

describe('what the provider says', () => {
  it('sends a refund once, whatever the connection does', async () => {
    for (const trouble of [
      'lost_answer',
      'error_before',
      'error_after',
      'rate_limit',
      'answer_twice',
      'lost_request',
    ]) {
      const order = await simple()
      await bench.provider.control('POST', '/control/switches', { next: [{ do: trouble }] })
      const refund = await bench.refund(order, { unitIds: firstUnits(order) })
      await runJobs(bench.app, { allowFailures: true })
      await runJobs(bench.app, { allowFailures: true })
      expect(await bench.paidBack(order.tenders[0]?.reference ?? ''), trouble).toBe(5000)
      const [detail] = await loadRefunds(reader(), [refund?.id ?? ''])
      expect(detail?.row.state, trouble).toBe('succeeded')
    }
    const movements = (await bench.books()).movements
    expect(new Set(movements.map((movement) => movement.idempotency_key)).size).toBe(movements.length)
  })

  it('takes up again what a lost job left behind', async () => {
    const order = await simple()
    const refund = await bench.refund(order, { unitIds: firstUnits(order) })
    await bench.app.db.deleteFrom('pgboss.job').where('name', '=', 'refunds.send-movement').execute()
    await runJobs(bench.app)
    expect((await loadRefunds(reader(), [refund?.id ?? '']))[0]?.row.state).toBe('requested')
    expect(
      await unsettledMovements(reader(), { requestedBefore: addDays(bench.app.clock.now(), 1), limit: 10 }),
    ).toMatchObject([{ refundId: refund?.id, attempts: 0 }])
    bench.app.clock.advance({ minutes: 11 })
    await runJobs(bench.app)
    expect((await loadRefunds(reader(), [refund?.id ?? '']))[0]?.row.state).toBe('succeeded')
  })

  it('hears notices twice and out of order, reverses what came back and corrects what was paid after all', async () => {
    const order = await simple()
    await bench.provider.control('POST', '/control/switches', { next: [{ do: 'pend' }] })
    await bench.provider.control('POST', '/control/settling', { afterMs: null })
    const refund = await bench.refund(order, { unitIds: firstUnits(order), about })
    await runJobs(bench.app)
    const key = `refund:${refund?.movements[0]?.id}`
    const say = (state: 'requested' | 'succeeded' | 'failed', reason: string | null = null) =>
      bench.change((work) => settleMovement(work, key, { state, reference: 're_1', reason }))
    const state = async () => (await loadRefunds(reader(), [refund?.id ?? '']))[0]?.row.state
    await say('succeeded')
    await say('requested')
    await say('succeeded')
    expect(await state()).toBe('succeeded')
    expect((await bench.balance(order)).remainingMinor).toBe(8900)
    await say('failed', 'account_closed')
    await say('failed', 'account_closed')
    expect(await state()).toBe('failed')
    expect((await bench.balance(order)).remainingMinor).toBe(13900)
    expect((await bench.reload(order)).units[0]?.settled_by).toBeNull()
    await say('succeeded')
    expect(await state()).toBe('succeeded')
    expect((await bench.balance(order)).remainingMinor).toBe(8900)
    expect((await bench.reload(order)).units[0]?.settled_by).toBe(`refund:${refund?.id}`)
    expect((await bench.events(order)).filter((name) => name.startsWith('refund.'))).toEqual([
      'refund.requested',
      'refund.succeeded',
      'refund.failed',
      'refund.succeeded',
    ])
    const transfers = await ledgerOf(reader(), order.row.id)
    expect(transfers.map(({ row }) => [row.kind, row.state])).toEqual([
      ['refund', 'posted'],
      ['refund_returned', 'posted'],
      ['refund', 'posted'],
    ])
    expect(
      await bench.change((work) =>
        settleMovement(work, 'refund:nobody', { state: 'succeeded', reference: null, reason: null }),
      ),
    ).toBe(false)
    await bench.provider.control('POST', '/control/settling', { afterMs: 0 })
  })

  it('tells people of what was paid after all when it had been given another way meanwhile', async () => {
    const order = await simple()
    const refund = await bench.refund(order, { unitIds: firstUnits(order), about })
    const key = `refund:${refund?.movements[0]?.id}`
    const say = (state: 'succeeded' | 'failed') =>
      bench.change((work) => settleMovement(work, key, { state, reference: 're_2', reason: null }))
    const twice = async () =>
      (await openMismatches(reader(), { limit: 10 })).filter(({ orderId }) => orderId === order.row.id)
    await say('failed')
    await say('succeeded')
    expect(await twice()).toEqual([])
    await say('failed')
    await bench.refund(await bench.reload(order), {
      amountMinor: (await bench.balance(order)).remainingMinor,
      priceDifference: true,
      target: 'store_credit',
    })
    await say('succeeded')
    expect(await twice()).toMatchObject([{ kind: 'paid_twice', refundId: refund?.id, theirs: { amountMinor: 5000 } }])
    expect((await bench.balance(order)).remainingMinor).toBe(0)
  })

  it('gives back only the part that failed', async () => {
    const order = await bench.order({
      items: [{ reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 5000 }],
      tenders: [
        { reference: 'gift-1', kind: 'gift_card', label: 'Gift card ending 11', captured: 2500 },
        { reference: 'card-partly', kind: 'card', captured: 7500 },
      ],
    })
    await bench.provider.control('POST', '/control/switches', { next: [{ do: 'refuse', reason: 'declined' }] })
    const refund = await bench.refund(order, { parts: everything })
    await runJobs(bench.app)
    const [detail] = await loadRefunds(reader(), [refund?.id ?? ''])
    expect(detail?.row.state).toBe('partly_failed')
    const balance = await bench.balance(order)
    expect(balance.remainingMinor).toBe(7500)
    expect(Object.values(balance.perUnit).map((unit) => unit.goods.remaining)).toEqual([3750, 3750])
    expect((await bench.reload(order)).units.map((unit) => unit.settled_by)).toEqual([null, null])
    expect(
      (await presentRefunds(reader(), [refund?.id ?? '']))[0]?.perTender.map((movement) => [
        movement.state,
        movement.failureCode,
      ]),
    ).toEqual([
      ['succeeded', null],
      ['failed', 'declined'],
    ])
  })
})

describe('charges', () => {
  it('takes from a gift card at once and adds a tender', async () => {
    const order = await simple()
    const charge = await bench.change(async (work) =>
      chargeMethod(work, {
        order: await lockOrder(work, order.row.id),
        paymentMethodId: 'gift-1',
        amount: { amountMinor: 300, currency: 'USD' },
        about,
      }),
    )
    expect(charge.state).toBe('succeeded')
    expect((await bench.reload(order)).tenders.at(-1)).toMatchObject({
      kind: 'gift_card',
      captured_minor: 300,
      charge_id: charge.id,
    })
    expect((await bench.balance(order)).remainingMinor).toBe(14200)
    expect(
      await refused(
        bench.change(async (work) =>
          chargeMethod(work, {
            order: await lockOrder(work, order.row.id),
            paymentMethodId: 'gift-1',
            amount: { amountMinor: 999_999, currency: 'USD' },
            about,
          }),
        ),
      ),
    ).toMatchObject({ code: 'gift_card_balance_too_low' })
    const back = await bench.change(async (work) => {
      await lockOrder(work, order.row.id)
      return refundCharge(work, { chargeId: charge.id, reason: 'change_refused', about })
    })
    expect(back?.row).toMatchObject({ amount_minor: 300, state: 'succeeded' })
    expect((await bench.balance(order)).remainingMinor).toBe(13900)
  })

  it('charges a card through the provider, and says when it was declined', async () => {
    const order = await simple()
    const charge = (paymentMethodId: string) =>
      bench.change(async (work) =>
        chargeMethod(work, {
          order: await lockOrder(work, order.row.id),
          paymentMethodId,
          amount: { amountMinor: 700, currency: 'USD' },
          about,
        }),
      )
    const [good, bad] = [await charge('card-1'), await charge('card-declined')]
    expect(good.state).toBe('requested')
    await runJobs(bench.app)
    expect((await chargesOf(reader(), [order.row.id])).map((row) => [row.id, row.state, row.failure_code])).toEqual([
      [good.id, 'succeeded', null],
      [bad.id, 'failed', 'declined'],
    ])
    expect((await bench.reload(order)).tenders).toHaveLength(2)
    expect((await bench.events(order)).filter((name) => name.startsWith('charge.')).sort()).toEqual([
      'charge.failed',
      'charge.succeeded',
    ])
    expect(await bench.ledgerImbalance()).toBe(0)
  })

  it('gives a charge straight back that is paid after it was no longer wanted', async () => {
    const order = await simple()
    const charge = await bench.change(async (work) =>
      chargeMethod(work, {
        order: await lockOrder(work, order.row.id),
        paymentMethodId: 'card-1',
        amount: { amountMinor: 700, currency: 'USD' },
        about,
      }),
    )
    await bench.change(async (work) => {
      await lockOrder(work, order.row.id)
      await refundCharge(work, { chargeId: charge.id, reason: 'change_refused', about })
    })
    await runJobs(bench.app)
    expect(await refundsOf(reader(), [order.row.id])).toMatchObject([
      { row: { amount_minor: 700, reason: 'change_refused', state: 'succeeded' } },
    ])
    expect((await bench.balance(order)).remainingMinor).toBe(13900)
  })

  it('lets what turned up and was paid again be refunded again', async () => {
    const order = await simple()
    const units = firstUnits(order)
    const refund = await bench.refund(order, { unitIds: units, about })
    await runJobs(bench.app)
    await bench.change(async (work) => {
      await chargeMethod(work, {
        order: await lockOrder(work, order.row.id),
        paymentMethodId: 'card-1',
        amount: { amountMinor: 5000, currency: 'USD' },
        about,
        repaysRefundId: refund?.id,
      })
      await unsettleUnits(work, units)
    })
    await runJobs(bench.app)
    const balance = await bench.balance(order)
    expect(balance.remainingMinor).toBe(13900)
    expect(balance.perUnit[units[0] ?? '']?.goods.remaining).toBe(5000)
  })
})

describe('what happened elsewhere', () => {
  it('lowers the ceilings as if it had happened here, once', async () => {
    const document = {
      reference: 'EXT-1',
      items: [
        { reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 5000 },
        { reference: 'b', title: 'Rug', quantity: 1, unitPrice: 3000 },
      ],
      shipping: { price: 900 },
      tenders: [{ reference: 'ext-card', kind: 'card', captured: 13900 }],
      refunds: [
        {
          reference: 'r1',
          at: '2026-02-25T10:00:00Z',
          tender: 'ext-card',
          amount: 5000,
          units: [{ item: 'a', quantity: 1 }],
        },
        { reference: 'r2', at: '2026-02-26T10:00:00Z', amount: 800 },
      ],
    }
    const [outcome] = await storeOrders(bench.app, [orderInput(document)])
    await storeOrders(bench.app, [orderInput({ ...document, channel: 'web' })])
    const order = await bench.reload({ row: { id: outcome?.id } } as OrderRecord)
    expect(await refundsOf(reader(), [order.row.id])).toHaveLength(2)
    const balance = await bench.balance(order)
    expect(balance.remainingMinor).toBe(8100)
    expect(Object.values(balance.perUnit).map((unit) => unit.goods.remaining)).toEqual([0, 4500, 2700])
    expect(order.units.map((unit) => unit.settled_by)).toEqual(['external', null, null])
    expect((await bench.events(order)).filter((name) => name.startsWith('refund.'))).toEqual([
      'refund.recorded',
      'refund.recorded',
    ])
    expect((await bench.refund(order, { everythingLeft: true, parts: everything }))?.row.amount_minor).toBe(8100)
  })

  it('lays a refund of a canceled order on what was canceled', async () => {
    const order = await simple({
      items: [
        { reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 5000, canceledQuantity: 1 },
        { reference: 'b', title: 'Rug', quantity: 1, unitPrice: 3000 },
      ],
      refunds: [{ reference: 'r', at: '2026-02-25T10:00:00Z', amount: 5000 }],
    })
    const balance = await bench.balance(order)
    expect(order.units.map((unit) => [balance.perUnit[unit.id]?.goods.remaining, unit.canceled_at !== null])).toEqual([
      [5000, false],
      [0, true],
      [3000, false],
    ])
  })

  it('records more than was captured, and then nothing is left, never less', async () => {
    const order = await simple({ refunds: [{ reference: 'r', at: '2026-02-25T10:00:00Z', amount: 20000 }] })
    const balance = await bench.balance(order)
    expect(balance.remainingMinor).toBe(0)
    expect(Object.values(balance.perTender)[0]).toMatchObject({ captured: 13900, refunded: 20000, remaining: 0 })
    expect(await bench.refund(order, { parts: everything })).toBeNull()
  })

  it('lets what went over one tender elsewhere be missing on the others', async () => {
    const order = await bench.order({
      items: [{ reference: 'a', title: 'Lamp', quantity: 1, unitPrice: 10000 }],
      tenders: [
        { reference: 'x', kind: 'card', captured: 4000 },
        { reference: 'y', kind: 'card', captured: 6000 },
      ],
      refunds: [{ reference: 'r', at: '2026-02-25T10:00:00Z', amount: 5000, tender: 'x' }],
    })
    expect((await bench.balance(order)).remainingMinor).toBe(5000)
  })
})
