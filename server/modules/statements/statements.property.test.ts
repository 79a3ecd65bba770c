import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPaymentMethod } from '#modules/customers'
import { lockOrder, type OrderRecord } from '#modules/orders'
import {
  balances,
  chargeMethod,
  creditStoreBalance,
  ledgerOf,
  openMismatches,
  refundsOf,
  settleMovement,
} from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { runJobs } from '#testing/app'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { paymentsOfOrder } from './payments-of-order.ts'

let bench: RefundBench
beforeAll(async () => {
  bench = await refundBench()
})
afterAll(() => bench.close())

const amount = fc.integer({ min: 1, max: 4000 })
const step = fc.oneof(
  fc.record({ do: fc.constant('refund' as const), amount, toCredit: fc.boolean() }),
  fc.record({ do: fc.constant('on_top' as const), amount }),
  fc.record({ do: fc.constant('charge' as const), amount, declined: fc.boolean() }),
  fc.record({ do: fc.constant('jobs' as const) }),
  fc.record({ do: fc.constant('fail' as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant('succeed' as const), which: fc.nat(5) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const sale = fc.record({
  prices: fc.array(fc.integer({ min: 100, max: 9999 }), { minLength: 1, maxLength: 3 }),
  gift: fc.boolean(),
  elsewhere: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  dispute: fc.option(fc.constantFrom('open' as const, 'won' as const, 'lost' as const), { nil: undefined }),
})
type Sale = typeof sale extends fc.Arbitrary<infer T> ? T : never

const seed = Number(process.env.SEED ?? 1)

it(`what is shown adds up to the books, whatever happened (SEED=${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(sale, fc.array(step, { minLength: 3, maxLength: 10 }), async (facts, steps) => {
      const order = await sell(facts)
      for (const each of steps) {
        await take(order, each)
        await check(order)
      }
    }),
    { seed, numRuns: Number(process.env.RUNS ?? 8), endOnFailure: true },
  )
}, 120_000)

let count = 0
async function sell({ prices, gift, elsewhere, dispute }: Sale): Promise<OrderRecord> {
  const total = prices.reduce((sum, price) => sum + price, 0)
  const half = Math.floor(total / 2)
  const reference = `p${++count}`
  return await bench.order({
    reference,
    items: prices.map((unitPrice, index) => ({ reference: String(index), title: 'Thing', quantity: 1, unitPrice })),
    tenders: [
      {
        reference: `${reference}-a`,
        kind: gift ? 'gift_card' : 'card',
        label: gift ? 'Gift card ending 22' : 'Visa ending 4242',
        ...(gift ? { paymentMethod: 'gift-2' } : {}),
        captured: half,
      },
      { reference: `${reference}-b`, kind: 'card', label: 'Visa ending 4242', captured: total - half },
    ],
    ...(elsewhere ? { refunds: [{ reference: 'e', at: '2026-02-21T10:00:00Z', amount: elsewhere }] } : {}),
    ...(dispute ? { disputes: [{ reference: 'd', openedAt: '2026-02-22T10:00:00Z', amount: 5, state: dispute }] } : {}),
  })
}

async function take(order: OrderRecord, each: Step): Promise<void> {
  switch (each.do) {
    case 'refund': {
      const { remainingMinor } = await bench.balance(order)
      const amountMinor = Math.min(each.amount, remainingMinor)
      if (amountMinor > 0)
        await bench.refund(await bench.reload(order), {
          amountMinor,
          priceDifference: true,
          ...(each.toCredit ? { target: 'store_credit' } : {}),
        })
      return
    }
    case 'on_top':
      return await bench.change(async (work) => {
        const locked = await lockOrder(work, order.row.id)
        await creditStoreBalance(work, { order: locked, amountMinor: each.amount, reason: 'goodwill', about: null })
      })
    case 'charge':
      return await bench.change(async (work) => {
        const locked = await lockOrder(work, order.row.id)
        const reference = each.declined ? 'card-declined' : 'card-1'
        const method = await findPaymentMethod(work, order.row.customer_id, reference)
        await chargeMethod(work, {
          order: locked,
          paymentMethodId: method?.id ?? '',
          amount: { amountMinor: each.amount, currency: 'USD' },
          about: { kind: 'change', id: 'chg_1' },
        })
      })
    case 'jobs':
      return void (await runJobs(bench.app, { allowFailures: true }))
    case 'fail':
    case 'succeed': {
      const refunds = await refundsOf(read(bench.app, system('test')), [order.row.id])
      const mine = refunds
        .flatMap((refund) => refund.movements)
        .filter(({ provider_key: key, target_kind: kind }) => key.startsWith('refund:') && kind === 'tender')
      const movement = mine[each.which % Math.max(1, mine.length)]
      const isBalance = order.tenders.some((tender) => tender.id === movement?.target_id && tender.kind === 'gift_card')
      if (!movement || isBalance) return
      await bench.change((work) =>
        settleMovement(work, movement.provider_key, {
          state: each.do === 'fail' ? 'failed' : 'succeeded',
          reference: null,
          reason: each.do === 'fail' ? 'account_closed' : null,
        }),
      )
    }
  }
}

/** The shopper’s side of the books: money back and given on top, less what was charged here once more. */
async function check(order: OrderRecord): Promise<void> {
  const shopper = read(bench.app, { kind: 'shopper', customerId: order.row.customer_id })
  const { totals, charges, refunds } = await paymentsOfOrder(shopper, order.row.id)
  const ledger = await ledgerOf(shopper, order.row.id)
  const theirs = (states: readonly string[]) =>
    ledger
      .filter(({ row }) => states.includes(row.state))
      .flatMap(({ entries }) => entries)
      .filter(({ account }) => /^(tender|method|credit):/.test(account))
      .reduce((sum, entry) => sum + entry.amount_minor, 0)
  const extra = (state: string) =>
    charges
      .filter((each) => each.kind === 'extra' && each.state === state)
      .reduce((sum, each) => sum + each.amount.amountMinor, 0)
  expect(totals.givenBack.amountMinor + totals.onTop.amountMinor - extra('taken') - theirs(['posted'])).toBe(0)
  expect(totals.onItsWay.amountMinor - extra('under_way') - theirs(['pending'])).toBe(0)
  const taken = charges.filter((each) => each.state === 'taken').reduce((sum, each) => sum + each.amount.amountMinor, 0)
  expect(totals.charged.amountMinor).toBe(taken)
  expect(totals.paid.amountMinor + totals.givenBack.amountMinor + totals.byTheBank.amountMinor).toBe(taken)
  const ways = refunds.flatMap((refund) => refund.ways.map((way) => ({ ...way, isOnTop: refund.isOnTop })))
  const done = ways.filter((way) => !way.isOnTop && ['arrived', 'with_bank', 'asked'].includes(way.state))
  expect(done.reduce((sum, way) => sum + way.amount.amountMinor, 0)).toBe(
    totals.givenBack.amountMinor + totals.onItsWay.amountMinor,
  )
  // What the rules of refunds hold, seen from here: nobody is given more than was taken. Only a bank that pays after all
  // what it had refused can do that, and people are told.
  const left = (await balances(shopper, [order.row.id])).get(order.row.id)?.remainingMinor ?? 0
  const kept = totals.charged.amountMinor - totals.givenBack.amountMinor - totals.onItsWay.amountMinor
  expect(left).toBeLessThanOrEqual(Math.max(0, kept))
  const mismatches = await openMismatches(read(bench.app, system('test')), { limit: 1000 })
  if (kept < 0) expect(mismatches.filter(({ orderId }) => orderId === order.row.id)).not.toEqual([])
}
