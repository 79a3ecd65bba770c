import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PaymentPort, RefundRequest } from '../../../modules/refunds/ports.ts'
import { openWebhookReceiver } from '../../fakes/webhook-receiver.ts'
import { createGuardedFetch, type GuardedFetch } from '../../guarded-fetch.ts'
import { type RunningFake, startFake } from '../../run-fake.ts'
import { fakeStorefront } from '../../storefronts/fake/adapter.ts'
import type { FakeStorefrontRefund } from '../../storefronts/fake/refunds.ts'
import { storefrontRefunds } from './adapter.ts'

const secret = `whsec_${Buffer.from('a secret for these tests only').toString('base64')}`
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
let folder: string
let fake: RunningFake
let fetch: GuardedFetch
let port: PaymentPort

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storefront-refunds-'))
  fake = await startFake('storefronts', { booksFile: join(folder, 'books.jsonl') })
  fetch = createGuardedFetch({ allowOrigins: [fake.url] })
  port = storefrontRefunds({ url: fake.url, fetch, webhookSecrets: [secret] })
})
afterEach(async () => {
  await fake.kill()
  await fetch.close()
  rmSync(folder, { recursive: true })
})

const refundOf = (amountMinor = 400, key = 'refund:1'): RefundRequest => ({
  key,
  tender: { reference: 'pay-1', kind: 'other', captured: usd(1000) },
  orderReference: '1001',
  amount: usd(amountMinor),
  reason: 'damaged',
})
const books = async () => (await fake.control<{ refunds: FakeStorefrontRefund[] }>('GET', '/books')).refunds
const plan = (next: { do: string; reason?: string }[]) => fake.control('POST', '/control/switches', { next })

test('hands the refund over once, with its order and payment, and finds it by its key', async () => {
  const [first, second] = [await port.refund(refundOf()), await port.refund(refundOf())]
  expect(first).toMatchObject({ kind: 'refund', state: 'succeeded', amount: usd(400), key: 'refund:1' })
  expect(second).toEqual(first)
  expect(await port.lookUp('refund:1')).toEqual(first)
  expect(await port.lookUp('refund:2')).toBeUndefined()
  expect(await books()).toMatchObject([{ order: '1001', payment: 'pay-1', amount: 400, note: 'damaged' }])
})

test('the same key for another amount is a fault, more than was paid a result', async () => {
  await fake.control('PUT', '/v1/payments/pay-1', { captured: 1000, currency: 'USD' })
  await port.refund(refundOf(400))
  await expect(port.refund(refundOf(401))).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  expect(await port.refund(refundOf(601, 'refund:2'))).toMatchObject({ state: 'failed', reason: 'exceeds_captured' })
})

test.each(['lost_answer', 'error_after', 'answer_twice'])('%s: found by its key and booked once', async (trouble) => {
  await plan([{ do: trouble }])
  expect(await port.refund(refundOf())).toMatchObject({ state: 'succeeded' })
  expect(await books()).toHaveLength(1)
})

test('killed between booking and answering: found after the restart', async () => {
  await plan([{ do: 'crash' }])
  await expect(port.refund(refundOf())).rejects.toMatchObject({ outcome: 'unknown' })
  await fake.exited
  fake = await fake.restart()
  expect(await port.lookUp('refund:1')).toMatchObject({ state: 'succeeded', amount: usd(400) })
  expect(await port.refund(refundOf())).toMatchObject({ state: 'succeeded' })
  expect(await books()).toHaveLength(1)
})

test('fails later, and the notice of it comes with those about changes, to whoever it concerns', async () => {
  const receiver = await openWebhookReceiver()
  await fake.control('PUT', '/control/webhook', { url: receiver.url, secret })
  await plan([{ do: 'fail_later', reason: 'account_closed' }])
  expect(await port.refund(refundOf())).toMatchObject({ state: 'requested' })
  await receiver.whenReceived(1)
  const [delivery] = receiver.received
  if (!delivery) throw new Error('nothing came')
  expect(port.readNotice(delivery)).toMatchObject({ key: 'refund:1' })
  const storefront = fakeStorefront({ url: fake.url, fetch, now: () => new Date(), webhookSecrets: [secret] })
  expect(storefront.readNotice(delivery)).toBeUndefined()
  expect(await port.lookUp('refund:1')).toMatchObject({ state: 'failed', reason: 'account_closed' })
  await receiver.close()
})

test('charges nobody, and says so', async () => {
  const paymentMethod = { reference: 'pm', kind: 'card' as const }
  const charge = { key: 'charge:1', paymentMethod, customerReference: 'ava', amount: usd(100) }
  expect(await port.charge(charge)).toMatchObject({ state: 'failed', reason: 'charges_not_supported' })
})

test('lists what was booked since a moment', async () => {
  await port.refund(refundOf())
  const listed = []
  for await (const each of port.listMovements?.(new Date(Date.now() - 60_000)) ?? []) listed.push(each)
  expect(listed).toMatchObject([{ key: 'refund:1', tenderReference: 'pay-1', amount: usd(400), state: 'succeeded' }])
  for await (const each of port.listMovements?.(new Date(Date.now() + 60_000)) ?? []) expect.fail(each.key)
})
