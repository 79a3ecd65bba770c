import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, reportMissing, takeRemedy } from '../harness/parcels.ts'

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows(
    'customers',
    ['ava', 'ben'].map((name) => customer(name, `${name} Shopper`, '2025-06-01T00:00:00Z')),
  )
})
afterAll(() => store?.close())

const trustIn = (name: string) => store.as('staff:lea').call('GET /customers/:id/trust', { id: store.customerId(name) })
const mugs = { to: doors.elm, lines: [{ variant: 'mug-blue', quantity: 1 }] }

it('before anything was given: thanked, and the loss leaves every count', async () => {
  const { reference } = await deliver(store, { customer: 'ava', ...mugs })
  const problem = await reportMissing(store, 'ava', reference)
  const done = await store.as('shopper:ava').call('POST /problems/:id/turned-up', { id: problem.id })
  expect(done).toMatchObject({ state: 'turned_up', turnedUp: { at: expect.any(String) } })
  const { signals } = await trustIn('ava')
  expect(signals.length).toBeGreaterThan(0)
  expect(signals.every((signal: { voided: boolean }) => signal.voided)).toBe(true)
  await store.settle()
  // Nothing is in the way of a later report.
  expect((await reportMissing(store, 'ava', reference)).state).toBe('open')
})

it('after the money went back: kept and paid for, and it can be refunded again like anything that was bought', async () => {
  const { reference } = await deliver(store, { customer: 'ben', ...mugs })
  const problem = await reportMissing(store, 'ben', reference)
  await takeRemedy(store, 'ben', problem.id, 'rem_refund')
  await expect(store.as('shopper:ben').call('POST /problems/:id/turned-up', { id: problem.id })).rejects.toMatchObject({
    code: 'not_possible_now',
    choices: ['keep_and_pay', 'return'],
  })
  const done = await store
    .as('shopper:ben')
    .call('POST /problems/:id/turned-up', { id: problem.id, choice: 'keep_and_pay' })
  expect(done.state).toBe('turned_up')
  await store.settle()
  const { movements } = await store.fakes.payments.control<{
    movements: { object: string; amount: number; status: string }[]
  }>('GET', '/books')
  expect(movements.map(({ object, amount, status }) => ({ object, amount, status }))).toEqual([
    { object: 'refund', amount: 1900, status: 'succeeded' },
    { object: 'charge', amount: 1900, status: 'succeeded' },
  ])
  const { remaining } = await store.as('staff:lea').call('GET /orders/:id/refunds', { id: `ref:import:${reference}` })
  expect(remaining).toEqual({ amountMinor: 1900, currency: 'USD' })
  expect((await trustIn('ben')).signals.every((signal: { voided: boolean }) => signal.voided)).toBe(true)
})
