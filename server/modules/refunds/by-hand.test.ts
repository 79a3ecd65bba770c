import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OrderRecord } from '#modules/orders'
import type { Actor } from '#platform/auth/actor'
import { runJobs } from '#testing/app'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { testServer, type TestServer } from '#testing/server'
import { paymentPort, type RefundRecord } from './index.ts'

let bench: RefundBench
let server: TestServer
beforeAll(async () => {
  bench = await refundBench()
  server = await testServer(bench.app)
  const port = bench.app.ports.get(paymentPort)
  bench.app.ports.set(paymentPort, { ...port, tenderKinds: ['card'] })
})
afterAll(async () => {
  await server?.close()
  await bench?.close()
})

let count = 0
async function stuck(kind = 'bank'): Promise<{ order: OrderRecord; refund: RefundRecord; movement: string }> {
  const tenders = [{ reference: `by-hand-${++count}`, kind, label: 'Bank account', captured: 3000 }]
  const order = await bench.order({ items: [{ reference: 'a', title: 'Rug', quantity: 1, unitPrice: 3000 }], tenders })
  const refund = await bench.refund(order, {})
  await runJobs(bench.app)
  if (!refund) throw new Error('nothing to refund')
  return { order, refund, movement: refund.movements[0]?.id ?? '' }
}
const lead: Actor = { kind: 'staff', staffId: 'stf_lea', role: 'lead' }
const say = (id: string, body: object, who: Actor = lead) =>
  server.client(who).send('POST', `/refunds/${id}/by-hand`, { body })

it('is paid by other means and said so, with the reference of the payment', async () => {
  const { order, refund, movement } = await stuck()
  expect((await say(refund.id, { movement, paid: true })).body.error).toMatchObject({ param: 'reference' })
  const done = await say(refund.id, { movement, paid: true, reference: 'SEPA 4711' })
  expect([done.status, done.body.state, done.body.perTender[0].failureCode]).toEqual([200, 'succeeded', null])
  expect((await bench.balance(order)).remainingMinor).toBe(0)
  expect(await bench.events(order)).toContain('refund.succeeded')
  const again = await say(refund.id, { movement, paid: true, reference: 'SEPA 4711' })
  expect([again.status, again.body.error.code]).toEqual([422, 'not_possible_now'])
})

it('is not paid this way, and the shopper takes it another way', async () => {
  const { order, refund, movement } = await stuck()
  const said = await say(refund.id, { movement, paid: false })
  expect(said.body).toMatchObject({ state: 'failed', allowed: ['take_way_out'], remaining: { amountMinor: 3000 } })
  const shopper: Actor = { kind: 'shopper', customerId: order.row.customer_id }
  const way = await server
    .client(shopper)
    .send('POST', `/refunds/${refund.id}/way-out`, { body: { to: 'store_credit' } })
  expect([way.status, way.body.state]).toEqual([201, 'succeeded'])
  expect(await bench.ledgerImbalance()).toBe(0)
})

it('is not for what the connection has in hand, for others, or for unknown ones', async () => {
  const { order, refund, movement } = await stuck('card')
  const body = { movement, paid: true, reference: 'x' }
  expect((await say(refund.id, body)).body.error.code).toBe('not_possible_now')
  expect((await say(refund.id, { ...body, movement: 'mov_none' })).status).toBe(404)
  expect((await say('ref_none', body)).status).toBe(404)
  expect((await say(refund.id, body, { kind: 'staff', staffId: 'stf_sam', role: 'associate' })).status).toBe(403)
  expect((await say(refund.id, body, { kind: 'shopper', customerId: order.row.customer_id })).status).toBe(403)
})
