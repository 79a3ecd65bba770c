import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver } from '../harness/parcels.ts'

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [
    customer('ava', 'Ava Moreno', '2025-06-01T00:00:00Z'),
    customer('ben', 'Ben Okoro', '2025-06-01T00:00:00Z'),
  ])
})
afterAll(() => store?.close())

const two = { to: doors.elm, lines: [{ variant: 'mug-blue', quantity: 2 }] }

it('one of two goes back: shown first, then asked for, received, paid, and told', async () => {
  const { reference } = await deliver(store, { customer: 'ava', ...two })
  await store.settle()
  const ava = store.as('shopper:ava')
  const order = await ava.call('GET /orders/:id', { id: `ref:import:${reference}` })
  const [item] = order.items
  expect(item.allowed.find((each: { action: string }) => each.action === 'return')).toMatchObject({
    until: expect.any(String),
  })
  const { items } = await ava.call('GET /orders/:id/returnable', { id: order.id })
  expect(items[0]).toMatchObject({ quantity: 2, late: false })
  expect(items[0].reasons.find((each: { code: string }) => each.code === 'defective')).toMatchObject({
    free: true,
    problem: 'defective',
  })
  const wish = { items: [{ item: item.id, quantity: 1, reason: 'changed_mind' }], resolution: 'refund' }
  const quote = await ava.call('POST /returns/quote', wish)
  expect(quote).toMatchObject({ refund: { amountMinor: 1900 }, needsPerson: null })
  expect((await ava.call('GET /returns', { order: order.id })).data).toEqual([])

  const wrong = await ava.send('POST', '/returns', {
    body: { ...wish, quote: { refund: { amountMinor: 5, currency: 'USD' } } },
  })
  expect([wrong.status, wrong.body.error.code]).toEqual([422, 'quote_changed'])
  const bad = await ava.send('POST', '/returns', {
    body: { items: [{ item: item.id, quantity: 0, reason: 'changed_mind' }] },
  })
  expect([bad.status, bad.body.error.param]).toEqual([400, 'items[0].quantity'])
  const foreign = await store.as('shopper:ben').send('POST', '/returns', { body: wish })
  expect(foreign.status).toBe(404)
  expect((await store.as('shopper:ben').send('POST', '/returns/quote', { body: wish })).status).toBe(404)

  const made = await ava.call('POST /returns', { ...wish, quote: { refund: quote.refund, fee: quote.fee } })
  expect(made.state.code).toBe('to_hand_over')
  await store.settle()
  expect((await store.as('shopper:ben').send('GET', `/returns/${made.id}`)).status).toBe(404)
  expect((await store.as('shopper:ben').send('POST', `/returns/${made.id}/cancellation`, { body: {} })).status).toBe(
    404,
  )
  const waiting = await ava.call('GET /orders/:id', { id: order.id })
  expect(waiting.items[0]).toMatchObject({
    returnId: made.id,
    state: { code: 'return_open', words: expect.stringMatching(/^Return: Hand it over by /) },
  })
  const again = await ava.send('POST', '/returns', { body: { ...wish, items: [{ ...wish.items[0], quantity: 2 }] } })
  expect([again.status, again.body.error.code]).toEqual([422, 'quantity_too_high'])

  await store.as('staff:sam').call('POST /returns/:id/receipt', { id: made.id })
  await store.settle()
  expect(await ava.call('GET /returns/:id', { id: made.id })).toMatchObject({
    state: { code: 'done' },
    refund: { amountMinor: 1900 },
    lines: [{ receivedQuantity: 1, money: 'succeeded' }],
  })
  const { movements } = await store.fakes.payments.control<{ movements: { amount: number }[] }>('GET', '/books')
  expect(movements.map(({ amount }) => amount)).toEqual([1900])
  const story = await store.as('staff:sam').call('GET /orders/:id/story', { id: order.id })
  expect(story.returns).toHaveLength(1)
  const codes = story.timeline.map((entry: { kind: string }) => entry.kind)
  expect(codes).toEqual(expect.arrayContaining(['return.requested', 'return.received', 'return.closed']))
  expect(story.decisions.some((each: { kind: string }) => each.kind === 'return')).toBe(true)
})

it('what needs a person is answered by one, never by whoever’s it is; and a no is not an associate’s', async () => {
  await store.as('admin').call('PUT /policy', {
    ruleset: { format: 1, name: 'Careful', store: { 'return.authorize.in_policy': 'manual' } },
    note: 'A person says yes first',
  })
  await store.wait({ minutes: 10 })
  const { reference } = await deliver(store, { customer: 'ben', ...two })
  await store.settle()
  const ben = store.as('shopper:ben')
  const order = await ben.call('GET /orders/:id', { id: `ref:import:${reference}` })
  const made = await ben.call('POST /returns', {
    items: [{ item: order.items[0].id, quantity: 2, reason: 'no_longer_needed' }],
  })
  expect(made).toMatchObject({ state: { code: 'needs_review' }, approveBy: expect.any(String) })
  expect((await store.as('staff:sam').call('GET /returns', { queue: 'needs_review' })).data).toHaveLength(1)
  const answer = (who: string, decision: string) =>
    store.as(who).send('POST', `/returns/${made.id}/approval`, { body: { decision, note: 'Looked at it.' } })
  expect((await answer('shopper:ben', 'approve')).status).toBe(403)
  expect((await answer('staff:sam', 'decline')).body.error.code).toBe('role_too_low')
  expect((await answer('staff:sam', 'approve')).body.state.code).toBe('to_hand_over')
  await store.settle()
  expect((await store.mails()).map((mail) => mail.subject)).toEqual(
    expect.arrayContaining([expect.stringContaining('Your return is fine')]),
  )
})
