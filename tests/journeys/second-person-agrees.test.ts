import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { buy } from '../harness/parcels.ts'

let store: OpenStore
let order = ''
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [customer('ava', 'Ava Moreno', '2025-06-01T00:00:00Z')])
  order = `ref:import:${await buy(store, { customer: 'ava', to: doors.elm, lines: [{ variant: 'camera-one', quantity: 1 }] })}`
})
afterAll(() => store?.close())

const ask = (who: string, amount: number) =>
  store.as(who).send('POST', '/refunds', { body: { order, amount, reason: 'The lens is scratched' } })
const decide = (who: string, id: string, decision = 'approve') =>
  store.as(who).send('POST', `/approvals/${id}/decision`, { body: { decision } })

it('inside the limit at once, above it only with another person whose own limit reaches', async () => {
  expect((await ask('staff:sam', 2_500)).status).toBe(201)
  const above = await ask('staff:sam', 30_000)
  expect(above).toMatchObject({
    status: 202,
    body: { approval: { state: 'pending' }, refund: { state: 'preview', amount: { amountMinor: 30_000 } } },
  })
  const { id } = above.body.approval
  expect((await store.as('staff:lea').call('GET /orders/:id/refunds', { id: order })).data).toHaveLength(1)
  expect(await decide('staff:sam', id)).toMatchObject({ status: 422, body: { error: { code: 'own_request' } } })
  expect(await decide('staff:sue', id)).toMatchObject({ status: 422, body: { error: { code: 'above_your_limit' } } })
  expect(await decide('staff:lea', id)).toMatchObject({ status: 200, body: { state: 'approved' } })
  expect(await decide('staff:max', id)).toMatchObject({ status: 422, body: { error: { code: 'not_possible_now' } } })
  await store.settle()
  const { data, remaining } = await store.as('staff:lea').call('GET /orders/:id/refunds', { id: order })
  expect(
    data
      .map((refund: { amount: { amountMinor: number }; state: string }) => [refund.amount.amountMinor, refund.state])
      .toSorted(byText),
  ).toEqual(
    [
      [2_500, 'succeeded'],
      [30_000, 'succeeded'],
    ].toSorted(byText),
  )
  expect(remaining.amountMinor).toBe(134_900 - 32_500)
})

it('what is left can shrink while somebody waits: the approval then finds out, and nothing moves', async () => {
  const asked = await ask('staff:sam', 90_000)
  expect((await ask('staff:max', 80_000)).status).toBe(201)
  const late = await decide('staff:ada', asked.body.approval.id)
  expect(late).toMatchObject({
    status: 422,
    body: { error: { code: 'exceeds_refundable', remaining: { amountMinor: 134_900 - 32_500 - 80_000 } } },
  })
  expect((await store.as('staff:lea').call('GET /approvals/:id', { id: asked.body.approval.id })).state).toBe('pending')
})

it('an approval that nobody gives lapses after a day', async () => {
  const asked = await ask('staff:sam', 4_000)
  await store.wait({ hours: 24 })
  expect((await store.as('staff:lea').call('GET /approvals/:id', { id: asked.body.approval.id })).state).toBe('expired')
  expect(await decide('staff:lea', asked.body.approval.id)).toMatchObject({
    status: 422,
    body: { error: { code: 'expired' } },
  })
})

function byText(one: unknown[], other: unknown[]): number {
  return one.join() < other.join() ? -1 : 1
}
