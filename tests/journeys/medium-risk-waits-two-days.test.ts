import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver, fixAt, reportMissing, takeRemedy } from '../harness/parcels.ts'

vi.setConfig({ testTimeout: 60_000 })

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [customer('ben', 'Ben Okafor', '2025-06-01T00:00:00Z')])
})
afterAll(() => store?.close())

it('waits 48 hours, opens by itself, asks for one sentence, and gives the money a second chance when the bank sends it back', async () => {
  // An earlier loss in the same quarter, and now a parcel that the carrier photographed at the right door.
  const first = await deliver(store, { customer: 'ben', to: doors.oak, lines: [{ variant: 'mug-blue', quantity: 1 }] })
  const before = await reportMissing(store, 'ben', first.reference)
  await takeRemedy(store, 'ben', before.id, 'rem_refund')
  await store.wait({ days: 10 })
  const { reference } = await deliver(
    store,
    {
      customer: 'ben',
      to: doors.elm,
      lines: [{ variant: 'mug-gold', quantity: 1 }],
      tenders: [
        { kind: 'card', reference: 'pay-ben-fails_later', paymentMethod: 'card-ben', label: 'Visa ending 4242' },
      ],
    },
    () => ({ ...fixAt(store, doors.elm, 12), photoUrl: 'https://carrier.test/p/1.jpg', photoVerdict: 'right_place' }),
  )

  const problem = await reportMissing(store, 'ben', reference)
  expect(problem).toMatchObject({ state: 'waiting', decision: { outcome: 'wait', evidence: { verdict: 'supports' } } })
  expect(problem.checklist.length).toBeGreaterThan(3)
  const staffView = await store.as('staff:sam').call('GET /problems/:id', { id: problem.id })
  expect(staffView.decision.riskBand).toBe('medium')
  const refund = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'refund')
  expect(refund).toMatchObject({ requires: ['statement'], availableAt: problem.waitUntil })
  await expect(takeRemedy(store, 'ben', problem.id, 'rem_refund', { statement: true })).rejects.toMatchObject({
    status: 422,
    code: 'remedy_not_yet',
  })

  await store.wait({ hours: 47 })
  expect((await store.as('shopper:ben').call('GET /problems/:id', { id: problem.id })).state).toBe('waiting')
  await store.wait({ hours: 1 })
  const opened = await store.as('shopper:ben').call('GET /problems/:id', { id: problem.id })
  expect(opened).toMatchObject({ state: 'open', waitUntil: null })
  await expect(takeRemedy(store, 'ben', problem.id, 'rem_refund')).rejects.toMatchObject({
    status: 422,
    code: 'statement_required',
  })

  const done = await takeRemedy(store, 'ben', problem.id, 'rem_refund', { statement: true })
  expect(done).toMatchObject({ state: 'remedied', refund: { amount: { amountMinor: 2600 } } })
  await store.fakes.payments.control('POST', '/control/deliver')
  await store.settle()
  const { data, remaining } = await store
    .as('staff:lea')
    .call('GET /orders/:id/refunds', { id: `ref:import:${reference}` })
  expect(data).toEqual([expect.objectContaining({ state: 'failed' })])
  expect(remaining).toEqual({ amountMinor: 2600, currency: 'USD' })
  const told = (await store.mails()).map((mail) => mail.subject)
  expect(told.at(-1)).toBe('Your refund of $26.00 needs another way')

  // The money can go another way now.
  const again = await store
    .as('staff:lea')
    .call('POST /refunds', { order: `ref:import:${reference}`, amount: 2600, reason: 'card closed' })
  expect(again.amount).toEqual({ amountMinor: 2600, currency: 'USD' })
})
