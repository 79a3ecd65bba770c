import { afterAll, beforeAll, expect, it } from 'vitest'
import { httpBench, type HttpBench } from '#testing/cookie-client'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { buy, deliver } from '../harness/parcels.ts'

let store: OpenStore
let bench: HttpBench
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows('customers', [customer('ava', 'Ava Moreno', '2025-06-01T00:00:00Z')])
  bench = await httpBench(store.app)
})
afterAll(async () => {
  await bench?.close()
  await store?.close()
})

it('with its number and the mailed code: one order, its problem and its remedy, and nothing else', async () => {
  const other = await buy(store, { customer: 'ava', to: doors.elm, lines: [{ variant: 'mug-red', quantity: 1 }] })
  const { reference } = await deliver(store, {
    customer: 'ava',
    to: doors.elm,
    lines: [{ variant: 'mug-blue', quantity: 1 }],
  })
  const browser = bench.browser()
  expect((await browser.call('POST /guest-access/codes', { order: reference })).body).toMatchObject({ sent: true })
  expect((await browser.call('POST /guest-access/codes', { order: 'NO-SUCH-1' })).body).toMatchObject({ sent: true })
  await store.settle()
  const mails = await store.mails()
  expect(mails.map((mail) => mail.to)).toEqual(['ava@example.com'])
  const code = /\b\d{6}\b/.exec(mails[0]?.text ?? '')?.[0]
  expect(
    (await browser.call('POST /guest-access', { order: reference, code: code === '000000' ? '000001' : '000000' }))
      .code,
  ).toBe('code_wrong')
  const me = await browser.call('POST /guest-access', { order: reference, code })
  expect(me.body).toMatchObject({ kind: 'guest' })

  expect((await browser.call(`GET /orders/ref:import:${other}`)).status).toBe(404)
  const problem = await browser.call<{ id: string; state: string }>('POST /problems', {
    order: `ref:import:${reference}`,
    kind: 'delivered_not_received',
  })
  expect(problem.body.state).toBe('open')
  const done = await browser.call<{ state: string }>(`POST /problems/${problem.body.id}/remedy`, {
    remedy: 'rem_replacement',
  })
  expect(done.body.state).toBe('remedied')
  await browser.call('POST /sign-out', {})
  expect((await browser.call(`GET /orders/ref:import:${reference}`)).status).toBe(401)
})
