import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, doors, products, sellers } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { buy } from '../harness/parcels.ts'

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('sellers', sellers)
  await store.importRows('products', products)
  await store.importRows('customers', [customer('ava', 'Ava Moreno', '2025-06-01T00:00:00Z')])
})
afterAll(() => store?.close())

const cancel = (reference: string, confirm = true) =>
  store.as('shopper:ava').call('POST /changes', { order: `ref:import:${reference}`, kind: 'cancel', confirm })
const refunds = async (reference: string) =>
  (await store.as('staff:lea').call('GET /orders/:id/refunds', { id: `ref:import:${reference}` })).data

it('the money goes back once the storefront has said yes, not before', async () => {
  await store.fakes.storefront.control('POST', '/control/confirming', { afterMs: null })
  const reference = await buy(store, {
    customer: 'ava',
    to: doors.elm,
    lines: [{ variant: 'mug-blue', quantity: 2 }],
    shippingMinor: 500,
  })
  const preview = await cancel(reference, false)
  expect(preview).toMatchObject({ id: null, state: 'preview', refund: { amount: { amountMinor: 4300 } } })
  const change = await cancel(reference)
  await store.settle()
  expect(change.state).toBe('pending')
  expect(await refunds(reference)).toEqual([])
  await store.fakes.storefront.control('POST', '/control/decide', { key: change.id, as: 'applied' })
  await store.fakes.storefront.control('POST', '/control/deliver')
  await store.settle()
  expect(await store.as('shopper:ava').call('GET /changes/:id', { id: change.id })).toMatchObject({
    state: 'applied',
    refund: { state: 'succeeded' },
  })
  expect((await refunds(reference)).map((refund: { amount: object }) => refund.amount)).toEqual([
    { amountMinor: 4300, currency: 'USD' },
  ])
  await store.fakes.storefront.control('POST', '/control/confirming', { afterMs: 0 })
})

it('a warehouse that has picked it already says no: nothing moves, and the shopper is offered what still works', async () => {
  const reference = await buy(store, { customer: 'ava', to: doors.elm, lines: [{ variant: 'mug-red', quantity: 1 }] })
  await store.fakes.storefront.control('PUT', `/v1/orders/${reference}`, { state: 'picked' })
  const change = await cancel(reference)
  await store.settle()
  const refused = await store.as('shopper:ava').call('GET /changes/:id', { id: change.id })
  expect(refused).toMatchObject({
    state: 'refused',
    refund: null,
    refusal: { code: 'already_picked', instead: ['refuse_parcel', 'return'] },
  })
  expect(await refunds(reference)).toEqual([])
  const { items, status } = await store.as('shopper:ava').call('GET /orders/:id', { id: `ref:import:${reference}` })
  expect([status, items[0].state.code]).toEqual(['open', 'preparing'])
  expect((await store.mails()).at(-1)?.to).toBe('ava@example.com')
})

it('a seller who does not answer in a day: the storefront is asked, and its word counts', async () => {
  const reference = await buy(store, { customer: 'ava', to: doors.elm, lines: [{ variant: 'scarf-s', quantity: 1 }] })
  await store.wait({ hours: 1 })
  const change = await cancel(reference)
  expect(change).toMatchObject({ state: 'asked', answerBy: expect.any(String), onSilence: expect.any(String) })
  await store.wait({ hours: 23 })
  expect((await store.as('shopper:ava').call('GET /changes/:id', { id: change.id })).state).toBe('asked')
  await store.wait({ hours: 1 })
  expect(await store.as('shopper:ava').call('GET /changes/:id', { id: change.id })).toMatchObject({ state: 'applied' })
  expect((await refunds(reference)).map((refund: { amount: object }) => refund.amount)).toEqual([
    { amountMinor: 2999, currency: 'USD' },
  ])
})

it('a seller who refuses in time keeps the order as it is', async () => {
  const reference = await buy(store, { customer: 'ava', to: doors.elm, lines: [{ variant: 'scarf-l', quantity: 1 }] })
  await store.wait({ hours: 1 })
  const change = await cancel(reference)
  await store
    .as('import')
    .call('POST /changes/:id/answer', { id: change.id, answer: 'refuse', reason: 'Already on the van.' })
  await store.settle()
  expect(await store.as('shopper:ava').call('GET /changes/:id', { id: change.id })).toMatchObject({
    state: 'refused',
    refusal: { code: 'seller_refused' },
  })
  expect(await refunds(reference)).toEqual([])
  await expect(
    store.as('import').call('POST /changes/:id/answer', { id: change.id, answer: 'accept' }),
  ).rejects.toMatchObject({ code: 'not_possible_now' })
})
