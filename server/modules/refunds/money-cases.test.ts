import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPaymentMethod } from '#modules/customers'
import { cancelUnits, currentUnits, holdUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { toMajor } from '#platform/money'
import { read } from '#platform/work'
import { runJobs } from '#testing/app'
import { loadRefunds } from './queries.ts'
import { sellerShare, type RefundOrder } from './index.ts'
import { refundBench, type RefundBench } from '#testing/refund-bench'

/**
 * Reported faults of shop systems, each with the value that is right. Amounts in minor units. `sent` is what the payment
 * provider has in its books in the end: what is shown, what is stored and what is sent are the same.
 */
interface MoneyCase {
  /** Of the table of cases; `note` for the one below it, `more` for threads that it names beside. */
  number: number | 'note' | 'more'
  thread: string
  order: Record<string, unknown>
  /** What happened before the refund. */
  before?: (bench: RefundBench, order: OrderRecord) => Promise<unknown>
  wish: (order: OrderRecord) => Partial<RefundOrder>
  amount: number
  tax?: number
  /** By tender reference; the card `card` unless the order has other tenders. */
  sent?: Record<string, number>
  remaining: number
  /** What the seller bears of it, and what of the commission comes back. */
  seller?: { debit: number; commissionBack: number }
  after?: (bench: RefundBench, order: OrderRecord) => Promise<unknown>
}

const everything = { goods: true, shipping: true, fees: true }
const goods = { goods: true, shipping: false, fees: false }
const line = (part: Record<string, unknown>) => ({ reference: 'a', title: 'Thing', quantity: 1, ...part })
const paidByCard = (captured: number) => [
  { reference: 'card', kind: 'card', label: 'Visa ending 4242', captured, capturedAt: '2026-02-20T10:01:00Z' },
]
const unitsOf = (order: OrderRecord, item: string) =>
  currentUnits(order)
    .filter((unit) => unit.item_id === order.items.find((each) => each.reference === item)?.id)
    .map((unit) => unit.id)

const lamps = { reference: 'lamps', name: 'Lamps and more' }

const cases: MoneyCase[] = [
  {
    number: 1,
    thread: 'medusajs/medusa#15885',
    order: {
      taxIncluded: false,
      items: [line({ quantity: 2, unitPrice: 10000, discount: 2000, tax: 1800 })],
      tenders: paidByCard(19800),
    },
    before: (bench, order) =>
      bench.change((work) =>
        holdUnits(work, {
          kind: 'return',
          refId: 'ret_1',
          orderId: order.row.id,
          unitIds: unitsOf(order, 'a').slice(0, 1),
        }),
      ),
    wish: (order) => ({ unitIds: unitsOf(order, 'a').slice(1), parts: goods }),
    amount: 9900,
    tax: 900,
    remaining: 9900,
  },
  {
    number: 2,
    thread: 'medusajs/medusa#13883',
    order: { items: [line({ unitPrice: 2400, tax: 400 })], tenders: paidByCard(2400) },
    wish: () => ({ parts: everything }),
    amount: 2400,
    tax: 400,
    remaining: 0,
  },
  {
    // Three were announced and two arrived: the return holds all, and two are paid.
    number: 3,
    thread: 'spree/spree#14678',
    order: {
      items: [line({ quantity: 3, unitPrice: 8999, seller: lamps, commission: { rate: 0.1 } })],
      tenders: paidByCard(26997),
    },
    before: (bench, order) =>
      bench.change((work) =>
        holdUnits(work, { kind: 'return', refId: 'ret_3', orderId: order.row.id, unitIds: unitsOf(order, 'a') }),
      ),
    wish: (order) => ({ unitIds: unitsOf(order, 'a').slice(0, 2), about: { kind: 'return', id: 'ret_3' } }),
    amount: 17998,
    remaining: 8999,
    seller: { debit: 16198, commissionBack: 1800 },
  },
  {
    number: 4,
    thread: 'solidusio/solidus#512',
    order: {
      items: [line({ unitPrice: 600 }), line({ reference: 'b', unitPrice: 400 })],
      discounts: [{ scope: 'order', amount: 100 }],
      tenders: paidByCard(900),
    },
    wish: (order) => ({ unitIds: unitsOf(order, 'a') }),
    amount: 540,
    remaining: 360,
    after: async (bench, order) => {
      expect((await bench.refund(order, { unitIds: unitsOf(order, 'b') }))?.row.amount_minor).toBe(360)
      expect((await bench.balance(order)).remainingMinor).toBe(0)
    },
  },
  {
    number: 5,
    thread: 'spree/spree#10099',
    order: {
      taxIncluded: false,
      items: [line({ unitPrice: 1000, tax: 210 })],
      shipping: { price: 500, tax: 105 },
      tenders: paidByCard(1815),
    },
    wish: () => ({ parts: everything }),
    amount: 1815,
    tax: 315,
    remaining: 0,
  },
  {
    number: 6,
    thread: 'woocommerce/woocommerce#64668',
    order: { items: [line({ quantity: 10, unitPrice: 2390, discount: 5975, tax: 2988 })], tenders: paidByCard(17925) },
    wish: () => ({ parts: everything }),
    amount: 17925,
    tax: 2988,
    remaining: 0,
  },
  {
    // The same order told in net prices, which add up to a minor unit more than was charged.
    number: 6,
    thread: 'woocommerce/woocommerce#64668',
    order: {
      taxIncluded: false,
      items: [line({ quantity: 10, unitPrice: 1992, discount: 4982, tax: 2988 })],
      tenders: paidByCard(17925),
    },
    wish: () => ({ parts: everything }),
    amount: 17925,
    tax: 2988,
    remaining: 0,
  },
  {
    number: 7,
    thread: 'woocommerce/woocommerce-ios#17630',
    order: { taxIncluded: false, items: [line({ unitPrice: 88, tax: 12 })], tenders: paidByCard(100) },
    wish: () => ({ parts: everything }),
    amount: 100,
    tax: 12,
    remaining: 0,
  },
  {
    // Net price rounded the other way: the document says 1.01, and 1.00 was charged.
    number: 7,
    thread: 'woocommerce/woocommerce-ios#17630',
    order: { taxIncluded: false, items: [line({ unitPrice: 89, tax: 12 })], tenders: paidByCard(100) },
    wish: () => ({ parts: everything }),
    amount: 100,
    tax: 12,
    remaining: 0,
  },
  {
    number: 10,
    thread: 'vendurehq/vendure#3885',
    order: {
      items: [line({ quantity: 5, unitPrice: 550 })],
      discounts: [{ scope: 'order', amount: 275 }],
      shipping: { price: 50 },
      tenders: paidByCard(2525),
    },
    before: (bench, order) => cancel(bench, order, unitsOf(order, 'a').slice(0, 2)),
    wish: (order) => ({ unitIds: unitsOf(order, 'a').slice(0, 2), parts: goods }),
    amount: 990,
    remaining: 1535,
    after: async (bench, order) => {
      const left = currentUnits(await bench.reload(order)).filter((unit) => unit.canceled_at === null)
      expect(left.map((unit) => unit.goods_minor)).toEqual([495, 495, 495])
      expect((await bench.reload(order)).row).toMatchObject({ shipping_minor: 50, canceled_at: null })
    },
  },
  {
    number: 12,
    thread: 'vendurehq/vendure#5038',
    order: { items: [line({ unitPrice: 1000 })], shipping: { price: 290, tax: 56 }, tenders: paidByCard(1290) },
    before: (bench, order) => cancel(bench, order, unitsOf(order, 'a')),
    wish: (order) => ({ unitIds: unitsOf(order, 'a'), parts: everything }),
    amount: 1290,
    tax: 56,
    remaining: 0,
    after: async (bench, order) => {
      const [unit] = Object.values((await bench.balance(order)).perUnit)
      expect(unit).toMatchObject({ remaining: 0, shipping: { refunded: 290, taxCounted: 56, remaining: 0 } })
    },
  },
  {
    number: 13,
    thread: 'smartlabsAT/sonata-project-ecommerce#177',
    order: {
      items: [line({ quantity: 3, unitPrice: 10000 })],
      discounts: [{ scope: 'order', amount: 3000 }],
      tenders: paidByCard(27000),
    },
    wish: (order) => ({ unitIds: unitsOf(order, 'a').slice(0, 2) }),
    amount: 18000,
    remaining: 9000,
    after: async (bench, order) =>
      expect((await bench.refund(order, { unitIds: unitsOf(order, 'a').slice(2) }))?.row.amount_minor).toBe(9000),
  },
  {
    number: 15,
    thread: 'Adyen/adyen-prestashop#147',
    order: { items: [line({ unitPrice: 3999 })], shipping: { price: 750 }, tenders: paidByCard(4749) },
    wish: () => ({ everythingLeft: true, parts: everything }),
    amount: 4749,
    remaining: 0,
  },
  {
    // The label is taken off what came back; it stays under the ceiling until somebody gives it back.
    number: 17,
    thread: 'medusajs/admin#522',
    order: { items: [line({ unitPrice: 4000 })], tenders: paidByCard(4000) },
    wish: (order) => ({ unitIds: unitsOf(order, 'a'), amountMinor: 4000 - 590 }),
    amount: 3410,
    remaining: 590,
  },
  {
    number: 18,
    thread: 'woocommerce/woocommerce-gateway-stripe#435',
    order: { currency: 'JPY', items: [line({ unitPrice: 9899 })], tenders: paidByCard(9899) },
    wish: () => ({ parts: everything }),
    amount: 9899,
    remaining: 0,
  },
  {
    number: 19,
    thread: 'woocommerce/woocommerce-gateway-stripe#5162',
    order: { currency: 'KWD', items: [line({ unitPrice: 12345 })], tenders: paidByCard(12340) },
    wish: () => ({ parts: everything }),
    amount: 12340,
    remaining: 0,
    after: async (_bench, order) =>
      expect(toMajor({ amountMinor: order.tenders[0]?.captured_minor ?? 0, currency: 'KWD' })).toBe('12.340'),
  },
  {
    number: 20,
    thread: 'FreeOpenSourcePOS/FloCafe#618',
    order: {
      currency: 'KWD',
      taxIncluded: false,
      items: [line({ unitPrice: 1255, tax: 126 })],
      tenders: paidByCard(1381),
    },
    wish: () => ({ parts: everything }),
    amount: 1381,
    tax: 126,
    remaining: 0,
  },
  {
    number: 24,
    thread: 'woocommerce/woocommerce-gateway-stripe#5703',
    order: {
      items: [line({ unitPrice: 7500 })],
      tenders: paidByCard(6000),
      refunds: [{ reference: 'earlier', at: '2026-02-21T08:00:00Z', amount: 1500, tender: 'card' }],
    },
    before: (bench, order) => cancel(bench, order, unitsOf(order, 'a')),
    wish: (order) => ({ unitIds: unitsOf(order, 'a'), parts: everything, everythingLeft: true }),
    amount: 4500,
    remaining: 0,
  },
  {
    number: 24,
    thread: 'woocommerce/woocommerce-gateway-stripe#5703, only authorized',
    order: {
      items: [line({ unitPrice: 7500 })],
      tenders: [{ reference: 'card', kind: 'card', authorized: 7500, captured: 0 }],
    },
    before: (bench, order) => cancel(bench, order, unitsOf(order, 'a')),
    wish: (order) => ({ unitIds: unitsOf(order, 'a'), parts: everything, everythingLeft: true }),
    amount: 0,
    remaining: 0,
  },
  {
    number: 25,
    thread: 'multivendorx/dc-woocommerce-multi-vendor#976',
    order: {
      items: [line({ unitPrice: 10000, seller: lamps, commission: { rate: 0.1 } })],
      shipping: { price: 2000 },
      tenders: paidByCard(12000),
    },
    wish: (order) => ({ unitIds: unitsOf(order, 'a'), amountMinor: 5000 }),
    amount: 5000,
    remaining: 7000,
    seller: { debit: 4500, commissionBack: 500 },
    after: async (_bench, order) => {
      // What the seller was credited with, less what it bears, less the gateway's fee.
      const [unit] = order.units
      const credited = (unit?.goods_minor ?? 0) + (unit?.shipping_minor ?? 0) - (unit?.commission_minor ?? 0)
      expect(credited - 4500 - 900).toBe(5600)
    },
  },
  {
    // Two of the same for 100 each, sold at 10 % and, after the rate was raised, at 15 %: each keeps its own.
    number: 26,
    thread: 'productdevbook/tezgah#144',
    order: {
      items: [
        line({ unitPrice: 10000, seller: lamps, commission: { rate: 0.1 } }),
        line({ reference: 'b', unitPrice: 10000, seller: lamps, commission: { rate: 0.15 } }),
      ],
      tenders: paidByCard(20000),
    },
    wish: (order) => ({ unitIds: unitsOf(order, 'a') }),
    amount: 10000,
    remaining: 10000,
    seller: { debit: 9000, commissionBack: 1000 },
  },
  {
    number: 27,
    thread: 'woocommerce/woocommerce-android#9484',
    order: {
      items: [line({ unitPrice: 1780 })],
      tenders: [
        {
          reference: 'gift-1',
          kind: 'gift_card',
          label: 'Gift card ending 11',
          captured: 500,
          capturedAt: '2026-02-20T10:01:00Z',
        },
        { reference: 'card-27', kind: 'card', captured: 1280, capturedAt: '2026-02-20T10:01:00Z' },
      ],
    },
    wish: () => ({ parts: everything }),
    amount: 1780,
    sent: { 'card-27': 1280 },
    remaining: 0,
    after: async (bench, order) => {
      const method = await findPaymentMethod(read(bench.app, system('test')), order.row.customer_id, 'gift-1')
      expect(method?.balance?.amountMinor).toBe(1500)
    },
  },
  {
    // Net 46.14 with 7.75 % (3.58) and 0.625 % (0.29) is 50.01, and 50.00 was charged.
    number: 'note',
    thread: 'woocommerce/woocommerce#63046',
    order: { taxIncluded: false, items: [line({ unitPrice: 4614, tax: 387 })], tenders: paidByCard(5000) },
    wish: () => ({ parts: everything }),
    amount: 5000,
    tax: 387,
    remaining: 0,
  },
  {
    // Net 45.45 with 7.75 % (3.52) and 2.25 % (1.02) is 49.99.
    number: 'note',
    thread: 'woocommerce/woocommerce#63046, the other way',
    order: { taxIncluded: false, items: [line({ unitPrice: 4545, tax: 454 })], tenders: paidByCard(5000) },
    wish: () => ({ parts: everything }),
    amount: 5000,
    tax: 454,
    remaining: 0,
  },
  {
    number: 'note',
    thread: 'woocommerce/woocommerce#63046, in two halves',
    order: { taxIncluded: false, items: [line({ unitPrice: 4614, tax: 387 })], tenders: paidByCard(5000) },
    wish: (order) => ({ unitIds: unitsOf(order, 'a'), amountMinor: 2501 }),
    amount: 2501,
    remaining: 2499,
    after: async (bench, order) => {
      expect((await bench.refund(order, { unitIds: unitsOf(order, 'a') }))?.row.amount_minor).toBe(2499)
      const [unit] = Object.values((await bench.balance(order)).perUnit)
      expect(unit?.goods).toMatchObject({ refunded: 2501, pending: 2499, taxCounted: 387, remaining: 0 })
    },
  },
  {
    number: 'more',
    thread: 'magento/magento2#39644, 19 % on shipping of 149',
    order: {
      taxIncluded: false,
      items: [line({ unitPrice: 10000, tax: 1900 })],
      shipping: { price: 14900, tax: 2831 },
      tenders: paidByCard(29631),
    },
    wish: () => ({ parts: { goods: false, shipping: true, fees: false } }),
    amount: 17731,
    tax: 2831,
    remaining: 11900,
  },
  {
    number: 'more',
    thread: 'antiwork/gumroad#3749, 5,800 yen stay 5,800',
    order: { currency: 'JPY', items: [line({ unitPrice: 5800 })], tenders: paidByCard(5800) },
    wish: () => ({ parts: everything }),
    amount: 5800,
    remaining: 0,
  },
  {
    number: 'more',
    thread: 'Automattic/woocommerce-payments#6378, disputed as a whole',
    order: {
      items: [line({ unitPrice: 2500 })],
      tenders: paidByCard(2500),
      disputes: [{ reference: 'd-1', openedAt: '2026-02-22T08:00:00Z', amount: 2500, state: 'open' }],
    },
    wish: () => ({ parts: everything }),
    amount: 0,
    remaining: 0,
  },
  {
    number: 'more',
    thread: 'medusajs/medusa#11481, the second refund sees the first',
    order: {
      items: [line({ quantity: 2, unitPrice: 1099, tax: 201 })],
      tenders: [{ reference: 'card-twice', kind: 'card', captured: 2198 }],
    },
    before: (bench, order) => bench.refund(order, { unitIds: unitsOf(order, 'a').slice(0, 1) }),
    wish: (order) => ({ unitIds: unitsOf(order, 'a').slice(1) }),
    amount: 1099,
    tax: 100,
    sent: { 'card-twice': 2198 },
    remaining: 0,
  },
]

let bench: RefundBench
beforeAll(async () => {
  bench = await refundBench()
})
afterAll(() => bench.close())

describe('money cases', () => {
  it('are all of the table, and 29 below', () => {
    const numbers = new Set(cases.flatMap((each) => (typeof each.number === 'number' ? [each.number] : [])))
    expect([...numbers].sort((one, other) => one - other)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 10, 12, 13, 15, 17, 18, 19, 20, 24, 25, 26, 27,
    ])
  })

  it.each(cases)('$number $thread', async (each) => {
    const tenders = (each.order.tenders as { reference: string }[]).map((tender) => ({
      ...tender,
      reference: tender.reference === 'card' ? `card-${each.number}-${cases.indexOf(each)}` : tender.reference,
    }))
    const refunds = ((each.order.refunds ?? []) as { tender: string }[]).map((refund) => ({
      ...refund,
      tender: tenders[0]?.reference,
    }))
    const order = await bench.order({ ...each.order, tenders, refunds })
    await each.before?.(bench, order)
    const before = await bench.balance(order)
    const refund = await bench.refund(order, each.wish(order))
    expect(refund?.row.amount_minor ?? 0).toBe(each.amount)
    const [detail] = refund ? await loadRefunds(read(bench.app, system('test')), [refund.id]) : []
    const lines = detail?.lines ?? []
    const sum = (fields: (keyof (typeof lines)[number])[]) =>
      lines.reduce((total, row) => total + fields.reduce((part, field) => part + Number(row[field]), 0), 0)
    expect(sum(['goods_minor', 'shipping_minor', 'fee_minor', 'other_minor'])).toBe(each.amount)
    if (each.seller) {
      const [share] = sellerShare(
        order,
        before,
        lines.map((row) => ({
          unitId: row.unit_id,
          goodsMinor: row.goods_minor,
          shippingMinor: row.shipping_minor,
        })),
      )
      expect(share).toMatchObject({
        debitMinor: each.seller.debit,
        commissionBackMinor: each.seller.commissionBack,
      })
    }
    if (each.tax !== undefined) expect(sum(['goods_tax_minor', 'shipping_tax_minor'])).toBe(each.tax)
    expect((await bench.balance(order)).remainingMinor).toBe(each.remaining)
    await runJobs(bench.app)
    const sent = each.sent ?? { [tenders[0]?.reference ?? '']: each.amount }
    for (const [reference, amount] of Object.entries(sent)) expect(await bench.paidBack(reference)).toBe(amount)
    await each.after?.(bench, order)
    expect(await bench.ledgerImbalance()).toBe(0)
  })

  it('29 woocommerce/woocommerce-gateway-stripe#4405', async () => {
    const order = await bench.order({
      items: [line({ unitPrice: 2500 })],
      tenders: [{ reference: 'card-29', kind: 'card', captured: 2500 }],
    })
    await bench.provider.control('POST', '/control/switches', { next: [{ do: 'pend' }] })
    await bench.provider.control('POST', '/control/settling', { afterMs: null })
    const refund = await bench.refund(order, { parts: everything })
    await runJobs(bench.app)
    expect((await bench.balance(order)).perTender[order.tenders[0]?.id ?? '']).toMatchObject({
      refunded: 0,
      pending: 2500,
      remaining: 0,
    })
    await bench.provider.control('POST', '/control/settle', {
      key: `refund:${refund?.movements[0]?.id}`,
      as: 'failed',
      reason: 'account_closed',
    })
    bench.app.clock.advance({ minutes: 30 })
    await runJobs(bench.app)
    expect((await bench.balance(order)).remainingMinor).toBe(2500)
    const [detail] = await loadRefunds(read(bench.app, system('test')), [refund?.id ?? ''])
    expect(detail?.row.state).toBe('failed')
    expect(detail?.movements[0]).toMatchObject({ state: 'failed', failure_code: 'account_closed' })
    expect(await bench.events(order)).toEqual(['order.recorded', 'refund.requested', 'refund.failed'])
    expect((await bench.reload(order)).units[0]?.settled_by).toBeNull()
    await bench.provider.control('POST', '/control/settling', { afterMs: 0 })
  })
})

async function cancel(to: RefundBench, order: OrderRecord, unitIds: string[]): Promise<void> {
  await to.change(async (work) => {
    await lockOrder(work, order.row.id)
    await cancelUnits(work, order.row.id, unitIds, {
      reason: 'no longer needed',
      about: { kind: 'test', id: 'test_1' },
    })
  })
}
