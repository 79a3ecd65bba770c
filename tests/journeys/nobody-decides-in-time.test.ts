import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, fixAt, reportMissing, takeRemedy } from '../harness/parcels.ts'

vi.setConfig({ testTimeout: 60_000 })

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows(
    'customers',
    ['ava', 'ben', 'cho', 'dee'].map((name) => customer(name, `${name} Shopper`, '2025-06-01T00:00:00Z')),
  )
})
afterAll(() => store?.close())

const mug = { to: doors.elm, lines: [{ variant: 'mug-blue', quantity: 1 }] }

it('a code at the door brings a person in, and silence of a day decides for the shopper', async () => {
  const { reference } = await deliver(store, { customer: 'ava', ...mug }, () => ({ codeVerified: true }))
  const problem = await reportMissing(store, 'ava', reference)
  expect(problem).toMatchObject({ state: 'in_review', review: { onSilence: 'for_shopper' } })
  await expect(takeRemedy(store, 'ava', problem.id, 'rem_refund')).rejects.toMatchObject({ code: 'not_possible_now' })
  await store.wait({ hours: 23 })
  expect((await store.as('shopper:ava').call('GET /problems/:id', { id: problem.id })).state).toBe('in_review')
  await store.wait({ hours: 1 })
  const done = await store.as('shopper:ava').call('GET /problems/:id', { id: problem.id })
  expect(done).toMatchObject({ state: 'remedied', replacement: { state: 'accepted' } })
  expect((await store.as('staff:sam').call('GET /reviews/:id', { id: problem.review.id })).state).toBe('silent')
})

it('at high risk silence goes to a lead and then to a supervisor, and never becomes a no', async () => {
  for (const days of [1, 6]) {
    const { reference } = await deliver(store, { customer: 'ben', ...mug })
    const earlier = await reportMissing(store, 'ben', reference)
    await takeRemedy(store, 'ben', earlier.id, 'rem_refund', { statement: true })
    await store.wait({ days })
  }
  const { reference } = await deliver(store, { customer: 'ben', ...mug }, () => ({
    ...fixAt(store, doors.elm, 9),
    codeVerified: true,
  }))
  const problem = await reportMissing(store, 'ben', reference)
  expect(problem).toMatchObject({ state: 'in_review', review: { onSilence: 'to_lead' } })
  expect((await store.as('staff:lea').call('GET /problems/:id', { id: problem.id })).decision.riskBand).toBe('high')
  const review = () => store.as('staff:ada').call('GET /reviews/:id', { id: problem.review.id })
  await store.wait({ hours: 24 })
  expect(await review()).toMatchObject({ state: 'open', requiredRole: 'lead' })
  await expect(
    store.as('staff:sam').call('POST /reviews/:id/decision', { id: problem.review.id, decline: true, note: 'No.' }),
  ).rejects.toMatchObject({ code: 'role_too_low' })
  await store.wait({ hours: 72 })
  expect(await review()).toMatchObject({ state: 'open', requiredRole: 'supervisor' })
  await store.wait({ days: 10 })
  expect((await store.as('shopper:ben').call('GET /problems/:id', { id: problem.id })).state).toBe('in_review')
  await store.as('staff:max').call('POST /reviews/:id/decision', {
    id: problem.review.id,
    remedy: 'rem_refund',
    note: 'The code was read out on the phone.',
  })
  await store.settle()
  expect(await store.as('shopper:ben').call('GET /problems/:id', { id: problem.id })).toMatchObject({
    state: 'remedied',
    refund: { state: 'succeeded' },
  })
})

it('an agent may not say no where the carrier’s own evidence speaks for the shopper', async () => {
  const { reference } = await deliver(store, { customer: 'cho', ...mug }, () => ({
    ...fixAt(store, doors.elm, 4000),
    codeVerified: true,
  }))
  const problem = await reportMissing(store, 'cho', reference)
  expect(problem.state).toBe('in_review')
  const decline = { id: problem.review.id, decline: true, note: 'The code was given.' }
  await expect(store.as('staff:sam').call('POST /reviews/:id/decision', decline)).rejects.toMatchObject({
    code: 'evidence_favors_shopper',
  })
  await store.as('staff:sam').call('POST /reviews/:id/decision', {
    id: problem.review.id,
    remedy: 'rem_replacement',
    note: 'Four kilometers off.',
  })
  expect((await store.as('shopper:cho').call('GET /problems/:id', { id: problem.id })).state).toBe('remedied')
})

it('a shopper can ask for a person at any time and is given a moment by which one has looked', async () => {
  const { reference } = await deliver(store, { customer: 'dee', ...mug })
  const problem = await reportMissing(store, 'dee', reference)
  const asked = await takeRemedy(store, 'dee', problem.id, 'rem_person')
  expect(asked).toMatchObject({ state: 'in_review', review: { decideBy: expect.any(String) } })
  const { data } = await store.as('staff:sam').call('GET /reviews')
  expect(data.map((review: { id: string }) => review.id)).toContain(asked.review.id)
})
