import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ShipmentInput } from '#contract/deliveries'
import { findCustomersByEmail, findPaymentMethod } from '#modules/customers'
import { deliveriesModule, upsertShipments } from '#modules/deliveries'
import { lockOrder, type OrderRecord } from '#modules/orders'
import { chargeMethod, creditStoreBalance } from '#modules/refunds'
import { system, type Actor } from '#platform/auth/actor'
import { addDays } from '#platform/time'
import { read } from '#platform/work'
import { runJobs, runUntil } from '#testing/app'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { testServer, type TestServer } from '#testing/server'
import type { ChargeMatch, Invoice, OrderPayments } from './contract.ts'
import { statementsModule } from './index.ts'

let bench: RefundBench
let server: TestServer
let ava: Actor
beforeAll(async () => {
  bench = await refundBench({ also: [deliveriesModule, statementsModule] })
  server = await testServer(bench.app)
  const [customer] = await findCustomersByEmail(read(bench.app, system('test')), 'ava@example.com')
  ava = { kind: 'shopper', customerId: customer?.id ?? '' }
})
afterAll(async () => {
  await server.close()
  await bench.close()
})

const card = { kind: 'card', label: 'Visa ending 4242' }
const asAva = () => server.client(ava)
const payments = (order: OrderRecord, client = asAva()): Promise<OrderPayments> =>
  client.call('GET /me/payments/:order', { order: order.row.id })
const search = async (amount: string, more: Record<string, string> = {}): Promise<ChargeMatch[]> =>
  (await asAva().call('GET /me/charges/search', { amount, ...more })).data
const minor = (amounts: Record<string, { amountMinor: number }>) =>
  Object.fromEntries(Object.entries(amounts).map(([name, { amountMinor }]) => [name, amountMinor]))

/** Two lamps and a rug, paid with a gift card and two captures of one card, sent in two parcels. */
async function splitOrder(reference: string, part: Record<string, unknown> = {}): Promise<OrderRecord> {
  const order = await bench.order({
    reference,
    items: [
      { reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 5000, tax: 800 },
      { reference: 'b', title: 'Rug', quantity: 1, unitPrice: 3000, tax: 240 },
    ],
    shipping: { price: 900, tax: 72 },
    tenders: [
      {
        reference: `${reference}-gift`,
        paymentMethod: 'gift-2',
        kind: 'gift_card',
        label: 'Gift card ending 22',
        captured: 900,
      },
      { reference: `${reference}-1`, ...card, captured: 10000, capturedAt: '2026-02-21T09:00:00Z' },
      { reference: `${reference}-2`, ...card, captured: 3000, capturedAt: '2026-02-24T09:00:00Z' },
    ],
    ...part,
  })
  await ship(order, `${reference}-p1`, 'a', 2, '2026-02-21T09:00:00Z')
  await ship(order, `${reference}-p2`, 'b', 1, '2026-02-24T09:00:00Z')
  return order
}

async function ship(order: OrderRecord, reference: string, item: string, quantity: number, shippedAt: string) {
  const input = ShipmentInput.parse({
    reference,
    order: order.row.id,
    carrier: 'ups',
    trackingNumber: reference,
    shippedAt,
    items: [{ item, quantity }],
  })
  await bench.change(async (work) =>
    upsertShipments(work, 'import', [{ input, order: await lockOrder(work, order.row.id) }], { history: () => false }),
  )
}

describe('an order', () => {
  it('shows every charge, where each refund is, credit notes, and what it cost in the end', async () => {
    const order = await splitOrder('T-100')
    const [, first] = order.tenders
    await bench.refund(order, {
      amountMinor: 2500,
      tenders: [{ tenderId: first?.id ?? '', amountMinor: 2500 }],
      reason: 'damaged',
    })
    const asked = await payments(order)
    expect(
      asked.charges.map(({ how, state, amount, reference }) => [how, state, amount.amountMinor, reference]),
    ).toEqual([
      ['gift_card', 'taken', 900, null],
      ['card', 'taken', 10000, 'T-100-1'],
      ['card', 'taken', 3000, 'T-100-2'],
    ])
    expect(asked.refunds[0]?.ways.map(({ state, label }) => [state, label])).toEqual([['asked', 'Visa ending 4242']])
    expect(minor(asked.totals)).toMatchObject({
      charged: 13900,
      fromBalances: 900,
      onItsWay: 2500,
      givenBack: 0,
      paid: 13900,
    })

    await runJobs(bench.app)
    const sent = await payments(order)
    const way = sent.refunds[0]?.ways[0]
    expect(way).toMatchObject({ state: 'with_bank', isBalance: false, reference: expect.stringMatching(/./) })
    expect(minor(sent.totals)).toMatchObject({ onItsWay: 0, givenBack: 2500, paid: 11400 })
    expect(sent.documents.creditNotes).toMatchObject([{ gross: { amountMinor: 2500 }, kind: 'credit' }])

    await runUntil(bench.app, addDays(new Date(way?.arrivesBy ?? ''), 1))
    expect((await payments(order)).refunds[0]?.ways[0]?.state).toBe('arrived')
  })

  it('shows store credit in place of money, what was given on top, and what was charged once more', async () => {
    const order = await splitOrder('T-200')
    await bench.refund(order, { amountMinor: 1000, target: 'store_credit', reason: 'late' })
    await bench.change(async (work) => {
      const locked = await lockOrder(work, order.row.id)
      await creditStoreBalance(work, { order: locked, amountMinor: 700, reason: 'goodwill', about: null })
      const about = { kind: 'change', id: 'chg_1' }
      const methodOf = async (reference: string) =>
        (await findPaymentMethod(work, order.row.customer_id, reference))?.id ?? ''
      const amount = { amountMinor: 450, currency: 'USD' }
      await chargeMethod(work, { order: locked, paymentMethodId: await methodOf('card-1'), amount, about })
      await chargeMethod(work, {
        order: locked,
        paymentMethodId: await methodOf('card-declined'),
        amount: { amountMinor: 333, currency: 'USD' },
        about,
      })
    })
    expect((await payments(order)).charges.filter(({ kind }) => kind === 'extra').map(({ state }) => state)).toEqual([
      'under_way',
      'under_way',
    ])
    await runJobs(bench.app, { allowFailures: true })
    const shown = await payments(order)
    expect(
      shown.charges
        .filter(({ kind }) => kind === 'extra')
        .map(({ state, amount, about }) => [state, amount.amountMinor, about?.kind])
        .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
    ).toEqual([
      ['declined', 333, 'change'],
      ['taken', 450, 'change'],
    ])
    expect(shown.refunds.map(({ isOnTop, ways }) => [isOnTop, ways[0]?.to, ways[0]?.state])).toEqual([
      [false, 'store_credit', 'arrived'],
      [true, 'store_credit', 'arrived'],
    ])
    expect(minor(shown.totals)).toMatchObject({ charged: 14350, givenBack: 1000, onTop: 700, paid: 13350 })
    const list = await asAva().call('GET /me/payments')
    expect(list.storeCredit).toEqual([{ amountMinor: 1700, currency: 'USD' }])
    expect(list.giftCards).toEqual([{ label: 'Gift card ending 11', balance: { amountMinor: 1000, currency: 'USD' } }])
    expect(list.data.find((each: OrderPayments) => each.order.id === order.row.id)).toMatchObject({
      charged: { amountMinor: 14350 },
      paid: { amountMinor: 13350 },
    })
    expect((await search('3.33'))[0]).toMatchObject({ kind: 'declined', amount: { amountMinor: 333 } })
  })

  it('shows a chargeback, what is held and not taken, and what was refunded in the shop', async () => {
    const order = await bench.order({
      reference: 'T-300',
      tenders: [{ reference: 'T-300-1', ...card, captured: 1000 }],
      refunds: [{ reference: 'shop-1', at: '2026-02-22T10:00:00Z', amount: 200, tender: 'T-300-1' }],
      disputes: [
        { reference: 'dp-1', openedAt: '2026-02-25T10:00:00Z', amount: 300, state: 'lost', tender: 'T-300-1' },
        { reference: 'dp-2', openedAt: '2026-02-26T10:00:00Z', amount: 100, state: 'open', tender: 'T-300-1' },
      ],
    })
    const shown = await payments(order)
    expect(shown.chargebacks.map(({ state, amount, label }) => [state, amount.amountMinor, label])).toEqual([
      ['lost', 300, 'Visa ending 4242'],
      ['open', 100, 'Visa ending 4242'],
    ])
    expect(shown.refunds[0]).toMatchObject({ isElsewhere: true, ways: [{ state: 'arrived', reference: 'shop-1' }] })
    expect(minor(shown.totals)).toMatchObject({
      charged: 1000,
      givenBack: 200,
      byTheBank: 300,
      atTheBank: 100,
      paid: 500,
    })

    const held = await bench.order({
      reference: 'T-301',
      tenders: [{ reference: 'T-301-1', ...card, authorized: 1000, captured: 0 }],
    })
    expect((await payments(held)).charges[0]).toMatchObject({ state: 'held', held: { amountMinor: 1000 } })
    expect((await payments(held)).documents.invoice).toBeNull()
    const [likely] = await search('10.00', { text: 'SHOP T-301' })
    expect(likely).toMatchObject({ kind: 'held', isSure: true })
    await expect(asAva().call('GET /me/payments/:order/invoice', { order: held.row.id })).rejects.toMatchObject({
      status: 422,
      code: 'nothing_paid_yet',
    })
  })

  it('hides from whoever gave a gift what its recipient got back', async () => {
    const order = await bench.order({
      reference: 'T-350',
      gift: {},
      tenders: [{ reference: 'T-350-1', ...card, captured: 1000 }],
    })
    await bench.refund(order, {
      amountMinor: 731,
      target: { storeCreditOf: 'cus_recipient' },
      about: { kind: 'return', id: 'ret_1' },
      reason: 'gift_return',
    })
    const shown = await payments(order)
    expect(shown.refunds).toEqual([])
    expect(shown.documents.creditNotes).toEqual([])
    expect(minor(shown.totals)).toMatchObject({ charged: 1000, givenBack: 0, paid: 1000 })
    expect((await search('7.31')).concat(await search('2.69'))).toEqual([])
  })

  it('is nobody else’s; a guest sees the one that they proved', async () => {
    const mine = await splitOrder('T-400')
    const other = await bench.order({
      reference: 'T-401',
      customer: { reference: 'c-9', email: 'ben@example.com', name: 'Ben' },
      tenders: [{ reference: 'T-401-1', ...card, captured: 1000 }],
    })
    for (const route of ['GET /me/payments/:order', 'GET /me/payments/:order/invoice'])
      await expect(asAva().call(route, { order: other.row.id })).rejects.toMatchObject({ status: 404 })
    const guest = server.client({ kind: 'guest', customerId: other.row.customer_id, orderId: other.row.id })
    expect((await guest.call('GET /me/payments')).data.map((each: OrderPayments) => each.order.id)).toEqual([
      other.row.id,
    ])
    expect((await guest.call('GET /me/payments')).storeCredit).toEqual([])
    await expect(payments(mine, guest)).rejects.toMatchObject({ status: 404 })
    const found = await guest.call('GET /me/charges/search', { amount: '10.00' })
    expect(found.data.map((each: ChargeMatch) => each.order.id)).toEqual([other.row.id])
    expect((await search('10.00')).map((each) => each.order.id)).not.toContain(other.row.id)
    for (const who of ['anonymous', 'staff:sam:administrator', 'key:read'])
      expect((await server.client(who).send('GET', '/me/payments')).status, who).toBeGreaterThanOrEqual(401)
  })
})

describe('what is this charge', () => {
  it('finds one charge, several together, one parcel, what is left after a refund, and the refund', async () => {
    const order = await splitOrder('T-500', {
      items: [
        { reference: 'a', title: 'Sofa', quantity: 2, unitPrice: 61103 },
        { reference: 'b', title: 'Chair', quantity: 1, unitPrice: 20117 },
      ],
      shipping: { price: 0 },
      tenders: [
        { reference: 'T-500-1', ...card, captured: 100000, capturedAt: '2026-02-21T09:00:00Z' },
        {
          reference: 'T-500-2',
          kind: 'card',
          label: 'Mastercard ending 5100',
          captured: 42323,
          capturedAt: '2026-02-24T09:00:00Z',
        },
      ],
    })
    const [first] = order.tenders
    await bench.refund(order, { amountMinor: 1234, tenders: [{ tenderId: first?.id ?? '', amountMinor: 1234 }] })
    await runJobs(bench.app)
    const kinds = async (amount: string, more?: Record<string, string>) =>
      (await search(amount, more)).map(({ kind, isSure, parts }) => [kind, isSure, parts.length])
    expect(await kinds('1,000.00')).toEqual([['exact', true, 1]])
    expect(await kinds('1.000,00 $')).toEqual([['exact', true, 1]])
    expect(await kinds('USD 1423.23')).toEqual([['together', true, 2]])
    expect(await kinds('1222.06')).toEqual([['parcel', true, 1]])
    expect(await kinds('987.66')).toEqual([['after_refund', true, 2]])
    expect(await kinds('+12.34')).toEqual([['refund', true, 1]])
    expect(await kinds('1000', { date: '2026-02-23' })).toEqual([['exact', true, 1]])
    expect(await kinds('1000', { date: '2026-05-23' })).toEqual([['exact', false, 1]])
    expect(await kinds('995.00')).toEqual([['close', false, 1]])
    expect(await kinds('1025.00', { text: 'SHOP*T500 NY' })).toEqual([['with_fee', false, 1]])
    expect(await kinds('77777.77')).toEqual([])
    const [euros] = await search('€893.20', { date: '2026-02-22' })
    expect(euros).toMatchObject({
      kind: 'other_currency',
      isSure: false,
      matches: ['date'],
      amount: { amountMinor: 100000 },
    })
    expect((await search('€93.20', { date: '2026-02-22' })).map((each) => each.amount.amountMinor)).not.toContain(
      100000,
    )
  })

  it('says what of ours the words name, and what it cannot read', async () => {
    const ask = (more: Record<string, string>) => asAva().call('GET /me/charges/search', { amount: '5', ...more })
    expect((await ask({ text: 'SHOP ONLINE 4242' })).names).toBe('store')
    expect((await ask({ text: 'POS 88 T-500' })).names).toBe('order')
    expect((await ask({ text: 'BAKERY DOWNTOWN' })).names).toBeNull()
    for (const amount of ['five', '0', '12x'])
      await expect(search(amount)).rejects.toMatchObject({ status: 400, param: 'amount' })
  })
})

describe('an invoice', () => {
  const invoice = (order: OrderRecord): Promise<Invoice> =>
    asAva().call('GET /me/payments/:order/invoice', { order: order.row.id })

  it('is numbered once, without a gap however many ask, and stays as it was', async () => {
    const orders = [await splitOrder('T-600'), await splitOrder('T-601')]
    const all = await Promise.all([...orders, ...orders, ...orders].map(invoice))
    const numbers = [...new Set(all.map((each) => each.number))].toSorted()
    expect(numbers).toEqual(['INV-2026-000001', 'INV-2026-000002'])
    const [one] = all
    expect(one).toMatchObject({
      seller: { legalName: 'Shop', supportEmail: 'help@example.com' },
      gross: { amountMinor: 13900 },
      missing: ['seller_tax_number'],
    })
    const net = one?.taxes.reduce((sum, tax) => sum + tax.net.amountMinor + tax.tax.amountMinor, 0)
    expect(net).toBe(13900)
    expect(one?.taxes.reduce((sum, tax) => sum + tax.tax.amountMinor, 0)).toBe(800 + 240 + 72)
    const gives = await payments(orders[0] as OrderRecord)
    expect(gives.documents.invoice?.number).toBe(all[0]?.number)
  })

  it('says that a tax was not told instead of making one up, and names the seller', async () => {
    const untold = await bench.order({
      reference: 'T-610',
      items: [
        { reference: 'a', title: 'Lamp', quantity: 1, unitPrice: 5000, tax: 0 },
        {
          reference: 'b',
          title: 'Vase',
          quantity: 1,
          unitPrice: 3000,
          seller: { reference: 's-1', name: 'Acme Pots' },
        },
      ],
      shipping: { price: 500 },
      fees: [{ kind: 'gift_wrap', amount: 300, refundable: true }],
      tenders: [{ reference: 'T-610-1', ...card, captured: 8800 }],
    })
    const shown = await invoice(untold)
    expect(shown.missing).toEqual(['some_tax', 'seller_tax_number'])
    expect(
      shown.lines.map(({ part, title, soldBy, tax, gross }) => [
        part,
        title,
        soldBy,
        tax?.amountMinor ?? null,
        gross.amountMinor,
      ]),
    ).toEqual([
      ['goods', 'Lamp', null, 0, 5000],
      ['goods', 'Vase', 'Acme Pots', null, 3000],
      ['shipping', null, null, null, 500],
      ['fee', null, null, null, 300],
    ])
    expect(shown.taxes.map(({ gross }) => gross.amountMinor)).toEqual([5000])
  })
})
