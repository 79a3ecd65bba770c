import { afterAll, beforeAll, expect, it } from 'vitest'
import { customersModule } from '#modules/customers'
import { lockOrder, ordersModule } from '#modules/orders'
import { authorizeRefund, loadRefunds, paymentPort, refundsModule, unsettledMovements } from '#modules/refunds'
import { sellersModule } from '#modules/sellers'
import { staffModule } from '#modules/staff'
import { createStore, storesModule } from '#modules/stores'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/transact'
import { read } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { orderInput, storeOrders } from '#testing/order-input'
import type { PaymentSettings } from '../config.ts'
import { openPayments, paymentHealth } from './payments.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({
    modules: [storesModule, customersModule, sellersModule, staffModule, ordersModule, refundsModule],
  })
  await transact(app, system('test'), (work) =>
    createStore(work, {
      name: 'Shop',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/Chicago',
      supportEmail: 'help@example.com',
    }),
  )
})
afterAll(() => app?.close())

const stripe: PaymentSettings = {
  through: 'stripe',
  secretKey: 'sk_live_1',
  webhookSecrets: ['whsec_1'],
  baseUrl: undefined,
}
const withPayments = (payments: PaymentSettings | undefined, demo = false): App => ({
  ...app,
  demo,
  config: { ...app.config, payments },
})

it('does not start with half a connection, or with real money in the demonstration store', () => {
  expect(() => openPayments(withPayments({ through: 'storefront' }), undefined)).toThrow('no storefront is connected')
  expect(() => openPayments(withPayments(stripe, true), undefined)).toThrow('never moves real money')
  expect(openPayments(withPayments(undefined), undefined)).toBeUndefined()
})

it('opens what is named', async () => {
  const one = openPayments(withPayments(stripe), undefined)
  const two = openPayments(withPayments({ through: 'storefront' }), {
    url: 'http://127.0.0.1:1',
    webhookSecrets: ['whsec_1'],
  })
  expect([one?.name, two?.name]).toEqual(['stripe', 'storefront'])
  await Promise.all([one?.close(), two?.close()])
})

it('keeps promised money for a person where nothing can move it, and says so', async () => {
  expect(paymentHealth(app, 'none')()).toEqual({ through: 'none', state: 'not_connected' })
  const tenders = [
    { reference: 'pay-1', kind: 'card', label: 'Visa', captured: 600 },
    { reference: 'pay-2', kind: 'bank', label: 'Bank account', captured: 400 },
  ]
  const [outcome] = await storeOrders(app, [orderInput({ tenders })])
  const refund = await transact(app, system('test'), async (work) =>
    authorizeRefund(work, {
      order: await lockOrder(work, outcome?.id ?? ''),
      amountMinor: 1000,
      reason: 'test',
      about: null,
    }),
  )
  await runJobs(app)
  const reader = read(app, system('test'))
  const waiting = () => unsettledMovements(reader, { requestedBefore: new Date(0), limit: 10 })
  expect((await waiting()).map((movement) => movement.failureCode)).toEqual([
    'no_payment_connection',
    'no_payment_connection',
  ])
  const port = openPayments(withPayments(stripe), undefined)?.port
  if (!port) throw new Error('no port')
  // One that moves cards alone, as a shop's own could be.
  app.ports.set(paymentPort, {
    ...port,
    tenderKinds: ['card'],
    lookUp: async () => undefined,
    refund: async ({ key, amount }) => ({
      key,
      kind: 'refund',
      state: 'succeeded',
      reference: 're_1',
      amount,
      reason: null,
      expectedBy: null,
    }),
  })
  app.clock.advance({ minutes: 30 })
  await runJobs(app)
  expect((await waiting()).map((movement) => movement.failureCode)).toEqual(['tender_kind_not_movable'])
  const [detail] = await loadRefunds(reader, [refund?.id ?? ''])
  expect(detail?.row.state).toBe('requested')
  expect(detail?.movements.map((movement) => movement.state).toSorted()).toEqual(['requested', 'succeeded'])
})
