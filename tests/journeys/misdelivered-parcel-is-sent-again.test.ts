import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, fixAt, reportMissing, takeRemedy } from '../harness/parcels.ts'

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [customer('ava', 'Ava Moreno', '2025-06-01T00:00:00Z')])
})
afterAll(() => store?.close())

it('a parcel left half a kilometer away is sent again in one tap, and the mail says when it comes', async () => {
  const { reference } = await deliver(
    store,
    {
      customer: 'ava',
      to: doors.elm,
      lines: [{ variant: 'lamp-ash', quantity: 1 }],
      promisedBy: new Date('2026-03-04T22:00:00Z'),
    },
    () => fixAt(store, doors.elm, 520),
  )
  const problem = await reportMissing(store, 'ava', reference)
  expect(problem).toMatchObject({ state: 'open', decision: { outcome: 'now', evidence: { verdict: 'against' } } })
  expect(problem.decision.evidence.distanceMeters).toBeGreaterThan(500)
  expect(problem.decision).not.toHaveProperty('riskBand')
  expect(problem.remedies.map((remedy: { kind: string }) => remedy.kind)).toEqual(['replacement', 'refund', 'person'])
  expect(problem.remedies[0]).toMatchObject({ recommended: true, expectedBy: expect.stringMatching(/^2026-03-/) })

  await takeRemedy(store, 'ava', problem.id, 'rem_replacement')

  const { replacements } = await store.fakes.storefront.control<{ replacements: { order: string; status: string }[] }>(
    'GET',
    '/books',
  )
  expect(replacements).toEqual([
    expect.objectContaining({
      order: reference,
      status: 'accepted',
      items: [{ variant: 'lamp-ash', quantity: 1, replaces: `${reference}-1` }],
    }),
  ])
  const done = await store.as('shopper:ava').call('GET /problems/:id', { id: problem.id })
  expect(done).toMatchObject({ state: 'remedied', replacement: { state: 'accepted' }, refund: null })
  const mails = await store.mails()
  expect(mails.map((mail) => mail.to)).toEqual(['ava@example.com'])
  expect(mails[0]?.text).toMatch(/arrives? (by )?\w+day, March \d+/)
  const { items } = await store.as('shopper:ava').call('GET /orders/:id', { id: `ref:import:${reference}` })
  expect(items[0].state.code).toBe('replaced')
})

it('without any word from the carrier the shopper is believed', async () => {
  const { reference } = await deliver(store, {
    customer: 'ava',
    to: doors.oak,
    lines: [{ variant: 'mug-blue', quantity: 2 }],
  })
  const problem = await reportMissing(store, 'ava', reference)
  expect(problem).toMatchObject({ state: 'open', decision: { outcome: 'now', evidence: { verdict: 'none' } } })
  const done = await takeRemedy(store, 'ava', problem.id, 'rem_refund')
  expect(done.refund).toMatchObject({ amount: { amountMinor: 3800, currency: 'USD' } })
  const { movements } = await store.fakes.payments.control<{ movements: object[] }>('GET', '/books')
  expect(movements).toEqual([
    expect.objectContaining({ source: `pay-${reference}`, amount: 3800, status: 'succeeded' }),
  ])
})
