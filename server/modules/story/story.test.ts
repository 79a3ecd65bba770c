import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upsertProducts, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { orderInput } from '#testing/order-input'
import { startOutside, type Outside } from '#testing/outside'
import { openStore, orderNow, placeOrder, scan, sendParcel } from '#testing/parcels'
import { testServer, type TestClient, type TestServer } from '#testing/server'

let app: TestApp
let server: TestServer
let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
  app = await testApp({ now: '2026-03-02T15:00:00Z' })
  outside.connect(app)
  server = await testServer(app)
  await openStore(app, { publicUrl: 'https://alder.test/' })
  await transact(app, system('test'), (work) =>
    upsertProducts(work, 'import', [
      {
        reference: 'mug',
        title: 'Mug',
        variants: [
          {
            reference: 'mug-red',
            sku: 'MUG-RED',
            price: 1000,
            currency: 'USD',
            available: true,
            stock: 9,
            options: { color: 'red' },
          },
          {
            reference: 'mug-blue',
            sku: 'MUG-BLUE',
            price: 1250,
            currency: 'USD',
            available: true,
            stock: 9,
            options: { color: 'blue' },
          },
          {
            reference: 'mug-gone',
            sku: 'MUG-GONE',
            price: 900,
            currency: 'USD',
            available: true,
            stock: 0,
            options: { color: 'green' },
          },
        ],
      },
    ]),
  )
})
afterAll(async () => {
  await server?.close()
  await app?.close()
  await outside?.close()
})

let count = 0
/** A shopper of her own, with one order. */
async function bought(part: Record<string, unknown> = {}): Promise<{ order: OrderRecord; shopper: TestClient }> {
  const reference = `s-${++count}`
  const customer = { reference: `c-${reference}`, email: `${reference}@example.com`, name: `Ava ${reference}` }
  const order = await placeOrder(
    app,
    orderInput({
      reference,
      customer,
      promised: { deliverBy: '2026-03-06T23:00:00Z', kind: 'estimated' },
      tenders: [{ reference: 'card', kind: 'card', label: 'Visa ending 4242', captured: 1000 }],
      // A door of her own: a second loss at one door changes what is offered.
      shippingAddress: {
        name: 'Ava',
        line1: `${count} Main Street`,
        city: 'Austin',
        region: 'TX',
        postalCode: '78701',
        country: 'US',
      },
      ...part,
    }),
  )
  return { order, shopper: server.client({ kind: 'shopper', customerId: order.row.customer_id }) }
}
const show = (shopper: TestClient, order: OrderRecord) => shopper.call('GET /orders/:id', { id: order.row.id })
const actions = (of: { allowed: { action: string }[] }) => of.allowed.map(({ action }) => action)

describe('an item', () => {
  test('before it is sent: dates first, and what can be changed', async () => {
    const { order, shopper } = await bought()
    const shown = await show(shopper, order)
    expect(shown).toMatchObject({
      status: 'open',
      words: 'Arrives Friday, March 6',
      reference: order.row.reference,
      total: { amountMinor: 1000 },
      refunded: { amountMinor: 0 },
    })
    expect(shown.items[0]).toMatchObject({
      state: { code: 'preparing', words: 'Arrives Friday, March 6', late: false },
      quantity: 1,
      canceledQuantity: 0,
      paid: { amountMinor: 1000 },
      variantReference: 'mug-red',
    })
    expect(actions(shown.items[0])).toEqual(['cancel', 'change_variant', 'buy_again', 'contact'])
    expect(shown.items[0].allowed.find(({ action }: { action: string }) => action === 'buy_again').href).toBe(
      'https://alder.test/products/mug',
    )
    expect(shown.items[0].notAllowed).toMatchObject([{ action: 'problem', code: 'not_delivered_yet' }])
    expect(actions(shown)).toEqual(['cancel', 'change_address', 'change_payment', 'contact'])
  })

  test('on its way, then delivered: what can be reported, likeliest first', async () => {
    const { order, shopper } = await bought()
    const id = await sendParcel(app, order)
    await scan(app, id, [['2026-03-02T08:00:00Z', 'accepted']])
    const sent = await show(shopper, order)
    expect(sent).toMatchObject({
      status: 'shipped',
      shipments: [{ id, state: 'accepted', words: 'Arrives Friday, March 6' }],
    })
    expect(actions(sent.items[0])).toContain('track')
    expect(sent.items[0].notAllowed.map(({ action }: { action: string }) => action)).toContain('cancel')
    await scan(app, id, [['2026-03-02T14:00:00Z', 'delivered', { proof: { leftAt: 'front door' } }]])
    const [item] = (await show(shopper, order)).items
    expect(item.state).toEqual({
      code: 'delivered',
      words: 'Delivered Monday, March 2 — left at the front door',
      at: '2026-03-02T14:00:00.000Z',
      late: false,
    })
    expect(item.allowed).toContainEqual({
      action: 'problem',
      kinds: expect.arrayContaining(['delivered_not_received', 'damaged']),
    })
    expect(item.allowed.find(({ action }: { action: string }) => action === 'problem').kinds[0]).toBe(
      'delivered_not_received',
    )
  })

  test('reported and put right: the answer, and one tap if it turns up', async () => {
    const { order, shopper } = await bought()
    const id = await sendParcel(app, order)
    await scan(app, id, [
      ['2026-02-28T10:00:00Z', 'accepted'],
      ['2026-03-01T14:00:00Z', 'delivered'],
    ])
    const problem = await shopper.call('POST /problems', { item: order.items[0]?.id, kind: 'delivered_not_received' })
    const [open] = (await show(shopper, order)).items
    expect(open).toMatchObject({ problemId: problem.id, state: { code: 'problem_open' } })
    expect(actions(open).slice(0, 2)).toEqual(['view_problem', 'track'])
    expect(open.notAllowed).toMatchObject([{ action: 'problem', code: 'unit_held' }])
    await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_replacement' })
    await runJobs(app)
    const replaced = await show(shopper, order)
    expect(replaced.items[0]).toMatchObject({
      problemId: problem.id,
      quantity: 1,
      paid: { amountMinor: 1000 },
      state: {
        code: 'replaced',
        words: expect.stringMatching(/^A new one is on its way\. Arrives \w+day, March \d+$/),
      },
    })
    expect(actions(replaced.items[0])).toEqual(expect.arrayContaining(['view_problem', 'turned_up']))
    expect((await shopper.call('GET /orders', { state: 'problem' })).data).toEqual([])
  })

  test('of which some units differ says of how many', async () => {
    const { order, shopper } = await bought({
      items: [{ reference: '1', product: 'mug', variant: 'mug-red', title: 'Mug', quantity: 3, unitPrice: 1000 }],
      tenders: [{ reference: 'card', kind: 'card', captured: 3000 }],
    })
    const id = await sendParcel(app, order, { items: [{ item: '1', quantity: 1 }] })
    await scan(app, id, [['2026-03-02T10:00:00Z', 'delivered']])
    const shown = await show(shopper, order)
    expect(shown).toMatchObject({ status: 'dispatching', words: 'Arrives Friday, March 6 (2 of 3)' })
    expect(shown.items[0].state).toMatchObject({ code: 'preparing', words: 'Arrives Friday, March 6 (2 of 3)' })
  })

  test('canceled in part', async () => {
    const { order, shopper } = await bought({
      items: [{ reference: '1', title: 'Mug', quantity: 3, canceledQuantity: 1, unitPrice: 1000 }],
      tenders: [{ reference: 'card', kind: 'card', captured: 3000 }],
    })
    expect((await show(shopper, order)).items[0]).toMatchObject({
      quantity: 3,
      canceledQuantity: 1,
      paid: { amountMinor: 2000 },
    })
  })
})

describe('Your Orders', () => {
  test('newest first, by page, by word, state and date', async () => {
    const { order, shopper } = await bought({ placedAt: '2026-02-01T12:00:00Z' })
    const customer = { reference: `c-${order.row.reference}` }
    for (const [index, title] of ['Crème kettle', 'Wool throw', 'Brass lamp'].entries()) {
      await placeOrder(
        app,
        orderInput({
          reference: `list-${index}`,
          customer,
          placedAt: `2026-02-1${index}T12:00:00Z`,
          items: [{ reference: '1', title, quantity: 1, unitPrice: 1000 }],
        }),
      )
    }
    const titles = async (query: Record<string, unknown>) =>
      (await shopper.call('GET /orders', query)).data.map(
        (each: { items: { title: string }[] }) => each.items[0]?.title,
      )
    expect(await titles({})).toEqual(['Brass lamp', 'Wool throw', 'Crème kettle', 'Mug'])
    const page = await shopper.call('GET /orders', { limit: 3 })
    expect(page.data).toHaveLength(3)
    expect(await titles({ limit: 3, cursor: page.nextCursor })).toEqual(['Mug'])
    for (const q of ['kettle', 'creme', 'CRÈME K']) expect(await titles({ q }), q).toEqual(['Crème kettle'])
    expect(await titles({ q: 'list-2' })).toEqual(['Brass lamp'])
    expect(await titles({ from: '2026-02-11', to: '2026-02-11' })).toEqual(['Wool throw'])
    expect(await titles({ state: 'delivered' })).toEqual([])
    expect((await shopper.send('GET', '/orders?cursor=nonsense')).status).toBe(400)
    // The list and the page say the same.
    expect((await shopper.call('GET /orders', { q: 'list-1' })).data[0]).toEqual(
      await shopper.call('GET /orders/:id', { id: 'ref:import:list-1' }),
    )
  })

  test('is one’s own; a guest has the one order; staff ask whose', async () => {
    const { order, shopper } = await bought()
    const other = await bought()
    expect((await shopper.call('GET /orders', { customer: other.order.row.customer_id })).data).toHaveLength(1)
    expect((await shopper.send('GET', `/orders/${other.order.row.id}`)).status).toBe(404)
    const guest = server.client({ kind: 'guest', customerId: order.row.customer_id, orderId: order.row.id })
    expect((await guest.call('GET /orders')).data).toMatchObject([{ id: order.row.id }])
    expect((await guest.send('GET', `/orders/${other.order.row.id}`)).status).toBe(404)
    expect(
      (await server.client('staff:sam').call('GET /orders', { customer: `ref:import:c-${order.row.reference}` })).data,
    ).toHaveLength(1)
    expect((await server.client('anonymous').send('GET', '/orders')).status).toBe(401)
    for (const path of [`/orders/${order.row.id}/story`, `/customers/${order.row.customer_id}/story`, '/search?q=ava'])
      expect((await shopper.send('GET', path)).status).toBe(403)
  })

  test('a shopper’s page is the same number of queries, whatever is on it', async () => {
    const { order, shopper } = await bought()
    for (let index = 0; index < 6; index++) {
      const next = await placeOrder(
        app,
        orderInput({ reference: `q-${index}`, customer: { reference: `c-${order.row.reference}` } }),
      )
      const id = await sendParcel(app, next)
      await scan(app, id, [['2026-03-01T14:00:00Z', 'delivered']])
      if (index > 3) await shopper.call('POST /problems', { order: next.row.id, kind: 'damaged' })
    }
    const counted = async (limit: number) => {
      let queries = 0
      const pool = app.pool as unknown as {
        on(event: 'acquire', run: () => void): void
        off(event: 'acquire', run: () => void): void
      }
      const count = () => void queries++
      pool.on('acquire', count)
      await shopper.call('GET /orders', { limit })
      pool.off('acquire', count)
      return queries
    }
    await counted(3)
    expect(await counted(7)).toBe(await counted(3))
  })
})

describe('for the people who help', () => {
  test('the story of an order holds everything, in order', async () => {
    const { order, shopper } = await bought()
    const id = await sendParcel(app, order)
    await scan(app, id, [
      ['2026-02-28T10:00:00Z', 'accepted', { place: { city: 'Dallas' } }],
      ['2026-03-01T14:00:00Z', 'delivered'],
    ])
    const problem = await shopper.call('POST /problems', {
      order: order.row.id,
      kind: 'delivered_not_received',
      note: 'Looked everywhere',
    })
    await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_refund' })
    await runJobs(app)
    const story = await server.client('staff:sam').call('GET /orders/:id/story', { id: order.row.id })
    expect(story).toMatchObject({
      order: { id: order.row.id, refunded: { amountMinor: 1000 } },
      customer: { email: `${order.row.reference}@example.com` },
      units: [
        {
          state: 'Refunded',
          refunded: { amountMinor: 1000 },
          refundable: { amountMinor: 0 },
          settledBy: expect.stringMatching(/^refund:/),
        },
      ],
      shipments: [{ id }],
      problems: [{ id: problem.id, decision: { riskBand: 'low' } }],
      refunds: [{ amount: { amountMinor: 1000 } }],
      changes: [],
      replacements: [],
      reviews: [],
      approvals: [],
      refundable: { amountMinor: 0, currency: 'USD' },
    })
    expect(story.decisions).toMatchObject([
      {
        kind: 'dnr',
        mode: 'live',
        outcome: 'now',
        policyVersion: { number: 0 },
        reasons: [{ words: expect.any(String) }],
      },
    ])
    expect(story.decisions[0].trace).toContainEqual({
      step: 'dnr.instant.max_count',
      words: 'After 2 remedies in 180 days missing-parcel remedies in 180 days a person looks.',
    })
    expect(story.notifications.map(({ to }: { to: string }) => to)).toContain(`${order.row.reference}@example.com`)
    expect(
      story.ledger[0].entries.reduce(
        (sum: number, { amount }: { amount: { amountMinor: number } }) => sum + amount.amountMinor,
        0,
      ),
    ).toBe(0)
    const lines = story.timeline.map(({ kind, words, by }: { kind: string; words: string; by: string | null }) => [
      kind,
      words,
      by,
    ])
    expect(lines.slice(0, 5)).toEqual([
      ['order.placed', `Order ${order.row.reference} placed`, null],
      ['scan.accepted', 'Handed to the carrier — Dallas', 'Acme Post'],
      ['scan.delivered', 'Delivered', 'Acme Post'],
      [
        'problem.reported',
        expect.stringContaining('says delivered, but it isn’t there — “Looked everywhere”'),
        `Ava ${order.row.reference}`,
      ],
      ['problem.remedied', 'Put right: refund', `Ava ${order.row.reference}`],
    ])
    expect(lines).toContainEqual(['refund.succeeded', '$10.00 to Visa ending 4242: succeeded', null])
  })

  test('the story of a shopper; and finding them by whatever they say', async () => {
    const { order, shopper } = await bought()
    await sendParcel(app, order, { trackingNumber: '1Z999AA10123456784' })
    const sam = server.client('staff:sam')
    const story = await sam.call('GET /customers/:id/story', { id: order.row.customer_id })
    expect(story).toMatchObject({
      customer: { name: `Ava ${order.row.reference}`, storeCredit: [] },
      trust: { band: 'low' },
      orders: [{ id: order.row.id }],
      problems: [],
      refunds: [],
    })
    const found = async (q: string) => sam.call('GET /search', { q })
    expect((await found('1Z999AA10123456784')).orders).toMatchObject([
      { id: order.row.id, customerName: `Ava ${order.row.reference}`, words: 'Arrives Friday, March 6' },
    ])
    expect((await found(order.row.reference.toUpperCase())).orders.map(({ id }: { id: string }) => id)).toContain(
      order.row.id,
    )
    expect((await found(`${order.row.reference}@exa`)).customers).toMatchObject([
      { id: order.row.customer_id, orders: 1 },
    ])
    expect((await found(`ava ${order.row.reference}`)).customers).toMatchObject([{ id: order.row.customer_id }])
    await app.db
      .updateTable('customer')
      .set({ name: 'José Müller-García' })
      .where('id', '=', order.row.customer_id)
      .execute()
    for (const q of ['jose mu', 'JOSÉ', 'muller'])
      expect((await found(q)).customers, q).toMatchObject([{ id: order.row.customer_id }])
    expect(await found('nobody at all')).toEqual({ orders: [], customers: [] })
    expect((await sam.send('GET', '/search?q=x')).status).toBe(400)
    expect((await shopper.send('GET', '/customers/cus_none/story')).status).toBe(403)
  })
})

test('the variants that an item can be changed to, with what they cost more', async () => {
  const { order, shopper } = await bought()
  const { data } = await shopper.call('GET /orders/:id/variants', { id: order.row.id, item: order.items[0]?.id })
  expect(
    data.map(({ reference, current, difference }: { reference: string; current: boolean; difference: object }) => [
      reference,
      current,
      difference,
    ]),
  ).toEqual([
    ['mug-red', true, { amountMinor: 0, currency: 'USD' }],
    ['mug-blue', false, { amountMinor: 250, currency: 'USD' }],
  ])
  expect((await shopper.send('GET', `/orders/${order.row.id}/variants?item=itm_none`)).status).toBe(404)
})

test('whoever may see an order may watch it live', async () => {
  const { order, shopper } = await bought()
  const [own, other] = [await shopper.live(), await server.client('shopper:nobody').live()]
  for (const socket of [own, other]) socket.watch(`order:${order.row.id}`)
  expect(await other.next()).toMatchObject({ error: { type: 'not_found' } })
  const hello = await own.next()
  await sendParcel(app, await orderNow(app, order.row.id))
  expect(JSON.stringify(hello)).not.toContain('error')
  expect(await own.next()).toMatchObject({ topic: `order:${order.row.id}` })
  for (const socket of [own, other]) socket.close()
})

test('a new one that runs late is late in the same words on every page', async () => {
  const { order, shopper } = await bought()
  await scan(app, await sendParcel(app, order), [['2026-03-01T14:00:00Z', 'delivered']])
  const { id } = await shopper.call('POST /problems', { item: order.items[0]?.id, kind: 'delivered_not_received' })
  await shopper.call('POST /problems/:id/remedy', { id, remedy: 'rem_replacement' })
  await runJobs(app)
  for (const days of [0, 10]) {
    app.clock.advance({ days })
    const [item] = (await show(shopper, order)).items
    const { headline, replacement } = await shopper.call('GET /problems/:id', { id })
    expect(headline).toBe(`${item.state.words}.`)
    expect([item.state.late, replacement.late]).toEqual([days > 0, days > 0])
    expect(headline).toContain(days > 0 ? 'Running late — it was due' : 'Arrives')
  }
})

test('calls about an order stand in its story, with how long they spoke or why nobody was reached', async () => {
  const { order, shopper } = await bought()
  const { times } = await shopper.call('GET /call-options')
  const about = { kind: 'order', id: order.row.id }
  const { id } = await shopper.call('POST /call-requests', { about, way: 'browser', at: times[0] })
  for (const [name, result, minutes] of [
    ['cat_1', 'no_agent', 1],
    ['cat_2', 'busy', 2],
    ['cat_3', 'talked', 6],
  ] as const)
    await sql`insert into call_attempt (store_id, id, request_id, contact_id, staff_id, state, result, placed_at, answered_at, ended_at)
      values (${app.storeId}, ${name}, ${id}, 'cta_1', 'stf_gone', 'ended', ${result}, ${app.clock.now()},
        ${app.clock.now()}, ${new Date(app.clock.now().getTime() + minutes * 60_000)})`.execute(app.db)
  await shopper.call('POST /call-requests/:id/cancellation', { id })
  const staff = server.client('staff:sam')
  const { timeline } = await staff.call('GET /orders/:id/story', { id: order.row.id })
  const calls = timeline.filter(({ kind }: { kind: string }) => kind.startsWith('call.'))
  expect(calls.map(({ words }: { words: string }) => words)).toEqual([
    'Asked to talk in the browser',
    'The call was canceled',
    'Called in the browser: busy',
    'Spoke in the browser, 6 minutes',
  ])
})
