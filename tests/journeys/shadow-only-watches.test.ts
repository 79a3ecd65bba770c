import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, fixAt, reportMissing } from '../harness/parcels.ts'

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [customer('ava', 'Ava Moreno', '2025-06-01T00:00:00Z')])
  await store
    .as('admin')
    .call('PUT /policy', { ruleset: { format: 1, store: { 'engine.mode': 'shadow' } }, note: 'Watch first' })
})
afterAll(() => store?.close())

it('decides and logs, and leaves the doing to a person', async () => {
  const { reference } = await deliver(
    store,
    { customer: 'ava', to: doors.elm, lines: [{ variant: 'mug-blue', quantity: 1 }] },
    () => fixAt(store, doors.elm, 3000),
  )
  const problem = await reportMissing(store, 'ava', reference)
  expect(problem).toMatchObject({
    state: 'in_review',
    decision: { outcome: 'person' },
    review: { onSilence: 'to_lead' },
  })
  const { data } = await store.as('staff:lea').call('GET /orders/:id/decisions', { id: problem.orderId })
  expect(data.filter((decision: { kind: string }) => decision.kind === 'dnr')).toEqual([
    expect.objectContaining({ mode: 'shadow', outcome: 'now', rowId: '3' }),
  ])
  await store.wait({ days: 2 })
  const books = await store.fakes.storefront.control<{ replacements: object[] }>('GET', '/books')
  const { movements } = await store.fakes.payments.control<{ movements: object[] }>('GET', '/books')
  expect([books.replacements, movements]).toEqual([[], []])
  await store.as('staff:max').call('POST /reviews/:id/decision', {
    id: problem.review.id,
    remedy: 'rem_refund',
    note: 'As the rules would have it.',
  })
  await store.settle()
  expect(await store.as('shopper:ava').call('GET /problems/:id', { id: problem.id })).toMatchObject({
    state: 'remedied',
    refund: { state: 'succeeded' },
  })
})
