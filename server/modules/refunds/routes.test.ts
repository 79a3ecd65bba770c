import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { ledgerOf, storeCreditOf } from '#modules/refunds'
import { addFirstAdministrator, addStaff } from '#modules/staff'
import { system, type Actor, type StaffRole } from '#platform/auth/actor'
import { read } from '#platform/work'
import { testServer, type TestServer } from '#testing/server'
import { refundBench, type RefundBench } from '#testing/refund-bench'

let bench: RefundBench
let server: TestServer
const people: Record<string, Actor> = {}
beforeAll(async () => {
  bench = await refundBench()
  await bench.change((work) =>
    addFirstAdministrator(work, { name: 'Rosa', email: 'rosa@store.test', password: 'kettle sings at noon' }),
  )
  for (const role of ['associate', 'lead', 'supervisor'] satisfies StaffRole[]) {
    const staffId = await bench.change((work) => addStaff(work, { name: role, email: `${role}@store.test`, role }))
    people[role] = { kind: 'staff', staffId, role }
  }
  server = await testServer(bench.app, people)
})
afterAll(async () => {
  await server?.close()
  await bench.close()
})

const reader = () => read(bench.app, system('test'))
let count = 0
const order = () =>
  bench.order({
    items: [
      { reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 2000, tax: 300 },
      { reference: 'b', title: 'Rug', quantity: 1, unitPrice: 6000 },
    ],
    shipping: { price: 500 },
    fees: [
      { kind: 'gift_wrap', amount: 300, refundable: true },
      { kind: 'service', amount: 200, refundable: false },
    ],
    tenders: [{ reference: `route-card-${++count}`, kind: 'card', label: 'Visa ending 4242', captured: 11000 }],
  })
const post = (who: string, body: object) => server.client(who).send('POST', '/refunds', { body })
const shopper = (of: OrderRecord): Actor => ({ kind: 'shopper', customerId: of.row.customer_id })

describe('POST /refunds', () => {
  it('refunds the fee that was named and no other', async () => {
    const bought = await bench.order({
      items: [{ reference: 'a', title: 'Lamp', quantity: 2, unitPrice: 2000 }],
      fees: [
        { kind: 'gift_wrap', amount: 300, refundable: true },
        { kind: 'duty', amount: 1100, refundable: true },
      ],
      tenders: [{ reference: `route-fee-${++count}`, kind: 'card', label: 'Visa ending 4242', captured: 5400 }],
    })
    const refund = (body: Record<string, unknown>) =>
      server.client('lead').send('POST', '/refunds', { body: { order: bought.row.id, reason: 'asked', ...body } })
    expect((await refund({ fees: ['gift_wrap'], shipping: true })).body.error).toMatchObject({ code: 'fees_apart' })
    expect((await refund({ fees: ['gift_wrap'] })).body.feesAmount).toEqual({ amountMinor: 300, currency: 'USD' })
    expect((await refund({ fees: ['gift_wrap', 'duty'] })).body.feesAmount.amountMinor).toBe(1100)
  })

  it('gives goodwill as store credit, on top of what was paid, inside the same limits and seen by a second person above them', async () => {
    const of = await order()
    const wish = { order: of.row.id, reason: 'goodwill', to: 'store_credit' }
    const credit = async () => (await storeCreditOf(reader(), [of.row.customer_id]))[0]?.amountMinor ?? 0
    const before = await credit()
    const preview = await post('associate', { ...wish, amount: 900, preview: true })
    expect(preview).toMatchObject({
      status: 200,
      body: { state: 'preview', amount: { amountMinor: 900 }, perTender: [{ label: 'Store credit', tender: null }] },
    })
    expect(await credit()).toBe(before)
    const given = await post('associate', { ...wish, amount: 900 })
    expect(given).toMatchObject({
      status: 201,
      body: { state: 'succeeded', reason: 'goodwill', remaining: { amountMinor: 11000 } },
    })
    expect(await credit()).toBe(before + 900)
    expect((await ledgerOf(reader(), of.row.id)).map(({ row }) => row.kind)).toEqual(['goodwill'])
    const shown = await server.client(shopper(of)).call('GET /orders/:id/refunds', { id: of.row.id })
    expect(shown.data).toMatchObject([{ id: given.body.id, perTender: [{ targetKind: 'store_credit' }] }])

    const asked = await post('associate', { ...wish, amount: 5000 })
    expect(asked).toMatchObject({ status: 202, body: { approval: { state: 'pending' } } })
    expect(await credit()).toBe(before + 900)
    await server
      .client('lead')
      .call('POST /approvals/:id/decision', { id: asked.body.approval.id, decision: 'approve' })
    expect(await credit()).toBe(before + 5900)
  })

  it('gives store credit where nothing can go back to how it was paid, but never more than was paid', async () => {
    const of = await order()
    await post('supervisor', { order: of.row.id, amount: 11000, reason: 'asked' })
    expect((await post('supervisor', { order: of.row.id, amount: 500, reason: 'goodwill' })).body.error.code).toBe(
      'exceeds_refundable',
    )
    const wish = { order: of.row.id, reason: 'goodwill', to: 'store_credit' }
    expect((await post('supervisor', { ...wish, amount: 500 })).status).toBe(201)
    expect((await post('supervisor', { ...wish, amount: 10501 })).body.error).toMatchObject({
      code: 'exceeds_refundable',
      details: { remaining: { amountMinor: 10500 } },
    })
  })

  it.each([
    [{ items: [{ item: 'a', quantity: 1 }] }, 'to'],
    [{ shipping: true }, 'to'],
    [{}, 'amount'],
    [{ amount: 0 }, 'amount'],
    [{ amount: { amountMinor: 100, currency: 'EUR' } }, 'amount'],
    [{ amount: 100, to: 'cash' }, 'to'],
  ])('refuses store credit for %j, naming the field', async (wish, param) => {
    const of = await order()
    const answer = await post('supervisor', { order: of.row.id, reason: 'goodwill', to: 'store_credit', ...wish })
    expect(answer).toMatchObject({ status: 400, body: { error: { param } } })
  })

  it('refunds items inside the limit, for an order and items named by the store’s own references', async () => {
    const of = await order()
    const { status, body } = await post('associate', {
      order: `ref:import:${of.row.reference}`,
      items: [{ item: 'a', quantity: 1 }],
      shipping: true,
      reason: 'damaged',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      state: 'requested',
      reason: 'damaged',
      amount: { amountMinor: 2100 },
      lines: [{ item: of.items[0]?.id, quantity: 1, amount: { amountMinor: 2000 }, tax: { amountMinor: 150 } }],
      shippingAmount: { amountMinor: 100 },
      feesAmount: { amountMinor: 0 },
      perTender: [{ label: 'Visa ending 4242', state: 'requested', amount: { amountMinor: 2100 } }],
      remaining: { amountMinor: 8900 },
    })
  })

  it('shows what would happen without doing it', async () => {
    const of = await order()
    const { status, body } = await post('associate', {
      order: of.row.id,
      items: [{ item: 'b', quantity: 1 }],
      reason: 'damaged',
      preview: true,
    })
    expect([status, body.state, body.amount.amountMinor, body.remaining.amountMinor]).toEqual([
      200,
      'preview',
      6000,
      5000,
    ])
    expect((await bench.balance(of)).remainingMinor).toBe(11000)
  })

  it('asks a second person above the limit, and does it when they agree', async () => {
    const of = await order()
    const asked = await post('associate', { order: of.row.id, items: [{ item: 'b', quantity: 1 }], reason: 'damaged' })
    expect(asked.status).toBe(202)
    expect(asked.body).toMatchObject({
      approval: { state: 'pending' },
      refund: { state: 'preview', amount: { amountMinor: 6000 } },
    })
    expect((await bench.balance(of)).remainingMinor).toBe(11000)
    const path = `/approvals/${asked.body.approval.id}/decision`
    expect(
      (await server.client('associate').send('POST', path, { body: { decision: 'approve' } })).body.error.code,
    ).toMatch(/own_request|above_your_limit|forbidden/)
    expect((await server.client('supervisor').send('POST', path, { body: { decision: 'approve' } })).status).toBe(200)
    expect((await bench.balance(of)).remainingMinor).toBe(5000)
    const listed = await server.client('associate').send('GET', `/orders/${of.row.id}/refunds`)
    expect(listed.body.data).toHaveLength(1)
    expect(currentUnits(await bench.reload(of)).filter((unit) => unit.settled_by)).toHaveLength(1)
  })

  it.each([
    [{ amount: 11001 }, 422, 'exceeds_refundable'],
    [{ items: [{ item: 'a', quantity: 3 }] }, 422, 'exceeds_refundable'],
    [{ items: [{ item: 'a', quantity: 1 }], amount: 2001 }, 422, 'exceeds_refundable'],
    [{ items: [{ item: 'z', quantity: 1 }] }, 422, 'item_unknown'],
    [{ amount: 100, tenders: [{ tender: 'nobody', amount: 100 }] }, 422, 'tender_unknown'],
    [{ amount: { amountMinor: 100, currency: 'EUR' } }, 400, 'currency_mismatch'],
    [{ amount: 0 }, 400, 'amount_not_positive'],
    [{ fees: ['service'] }, 400, 'fee_kept'],
    [{ fees: ['other'] }, 400, 'fee_unknown'],
    [{}, 400, 'nothing_named'],
  ])('answers what is wrong with %j', async (wish, status, code) => {
    const of = await order()
    const answer = await post('supervisor', { order: of.row.id, reason: 'goodwill', ...wish })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    if (code === 'exceeds_refundable') expect(JSON.stringify(answer.body.error)).toContain('"remaining"')
  })

  it('is for staff, and shows a shopper their own refunds only', async () => {
    const of = await order()
    const made = await post('lead', { order: of.row.id, fees: ['gift_wrap'], reason: 'forgotten' })
    expect(made.body).toMatchObject({ feesAmount: { amountMinor: 300 }, amount: { amountMinor: 300 } })
    expect(
      (
        await server
          .client(shopper(of))
          .send('POST', '/refunds', { body: { order: of.row.id, amount: 1, reason: 'x' } })
      ).status,
    ).toBe(403)
    expect((await server.client(shopper(of)).send('GET', `/refunds/${made.body.id}`)).status).toBe(200)
    const other = server.client('shopper:other')
    const [theirs, none] = [
      await other.send('GET', `/refunds/${made.body.id}`),
      await other.send('GET', '/refunds/ref_none'),
    ]
    expect([theirs.status, theirs.body]).toEqual([404, none.body])
    expect((await server.client('anonymous').send('GET', `/orders/${of.row.id}/refunds`)).status).toBe(401)
  })
})
