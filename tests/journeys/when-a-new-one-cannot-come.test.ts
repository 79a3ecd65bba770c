import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, reportMissing, scan, send, takeRemedy } from '../harness/parcels.ts'

vi.setConfig({ testTimeout: 60_000 })

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows(
    'customers',
    ['ava', 'ben', 'cho'].map((name) => customer(name, `${name} Shopper`, '2025-06-01T00:00:00Z')),
  )
})
afterAll(() => store?.close())

const kinds = (problem: { remedies: { kind: string }[] }) => problem.remedies.map((remedy) => remedy.kind)

it('out of stock offers the money only', async () => {
  const { reference } = await deliver(store, {
    customer: 'ava',
    to: doors.elm,
    lines: [{ variant: 'chair-one', quantity: 1 }],
  })
  const problem = await reportMissing(store, 'ava', reference)
  expect(kinds(problem)).toEqual(['refund', 'person'])
  const done = await takeRemedy(store, 'ava', problem.id, 'rem_refund')
  expect(done.refund.amount).toEqual({ amountMinor: 7900, currency: 'USD' })
})

it('a storefront that finds the shelf empty: the report opens again, and the money is one tap away', async () => {
  const { reference } = await deliver(store, {
    customer: 'ben',
    to: doors.oak,
    lines: [{ variant: 'lamp-ash', quantity: 1 }],
  })
  await store.fakes.storefront.control('PUT', '/v1/stock/lamp-ash', { available: 0 })
  const problem = await reportMissing(store, 'ben', reference)
  await takeRemedy(store, 'ben', problem.id, 'rem_replacement')
  const reopened = await store.as('shopper:ben').call('GET /problems/:id', { id: problem.id })
  expect(reopened).toMatchObject({ state: 'open', replacement: null })
  expect(kinds(reopened)).toEqual(['refund', 'person'])
  const done = await takeRemedy(store, 'ben', problem.id, 'rem_refund')
  expect(done).toMatchObject({ state: 'remedied', refund: { amount: { amountMinor: 4999, currency: 'USD' } } })
  await store.fakes.storefront.control('PUT', '/v1/stock/lamp-ash', { available: 200 })
  expect(
    (await store.as('staff:lea').call('GET /orders/:id/refunds', { id: `ref:import:${reference}` })).remaining
      .amountMinor,
  ).toBe(0)
})

it('a second loss at the same door: the next one is handed over, and a lost replacement is put right like anything else', async () => {
  const to = { ...doors.pier, line1: '9 Pier Road' }
  const { reference } = await deliver(store, { customer: 'cho', to, lines: [{ variant: 'mug-blue', quantity: 1 }] })
  const first = await reportMissing(store, 'cho', reference)
  await takeRemedy(store, 'cho', first.id, 'rem_replacement')
  const { replacement } = await store.as('shopper:cho').call('GET /problems/:id', { id: first.id })
  expect(replacement).toMatchObject({ state: 'accepted', deliveryRequirement: 'none' })
  const parcel = await send(store, reference, { order: replacement.storefrontReference })
  await scan(store, parcel, 'out_for_delivery')
  await store.wait({ days: 2 })
  await scan(store, parcel, 'delivered')
  await store.settle()
  expect((await store.as('shopper:cho').call('GET /replacements/:id', { id: replacement.id })).state).toBe('delivered')

  const second = await reportMissing(store, 'cho', reference)
  expect(second.decision.reasons.map((reason: { code: string }) => reason.code)).toContain('second_loss_here')
  const remedies = kinds(second)
  expect(remedies[0]).toBe('refund')
  const done = await takeRemedy(store, 'cho', second.id, 'rem_replacement')
  expect(done.replacement.deliveryRequirement).not.toBe('none')
})
