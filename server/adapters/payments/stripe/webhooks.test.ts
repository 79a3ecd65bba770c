import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { openWebhookReceiver } from '../../fakes/webhook-receiver.ts'
import { createGuardedFetch } from '../../guarded-fetch.ts'
import { startFake } from '../../run-fake.ts'
import { stripePayments } from './adapter.ts'
import { readStripeNotice } from './notices.ts'

const secret = 'whsec_vectors'
const refused = expect.objectContaining({ outcome: 'refused', code: 'bad_signature' })
const refundEvent = (type = 'refund.updated', metadata: object = { makeright_key: 'refund:mov_1' }) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type,
    data: { object: { id: 're_1', object: 'refund', metadata, note: 'Grüße, 無事' } },
  })

/** Signed by the provider's own client, as it signs. */
function delivery(payload: string, { signedWith = secret, at = new Date() }: { signedWith?: string; at?: Date } = {}) {
  const timestamp = Math.floor(at.getTime() / 1000)
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: signedWith, timestamp })
  return {
    headers: { 'stripe-signature': header } as Record<string, string | undefined>,
    rawBody: Buffer.from(payload),
    receivedAt: new Date(),
  }
}

test('what the provider signed is read, whatever it is written in', () => {
  expect(readStripeNotice([secret], delivery(refundEvent()))).toEqual({
    deliveryId: 'evt_1',
    key: 'refund:mov_1',
    reference: 're_1',
  })
})

test.each([
  ['one byte changed', () => ({ ...delivery(refundEvent()), rawBody: Buffer.from(`${refundEvent()} `) })],
  [
    'written anew from what was parsed',
    () => ({ ...delivery(refundEvent()), rawBody: Buffer.from(JSON.stringify(JSON.parse(refundEvent()), null, 2)) }),
  ],
  ['no header', () => ({ ...delivery(refundEvent()), headers: {} })],
  ['an empty header', () => ({ ...delivery(refundEvent()), headers: { 'stripe-signature': '' } })],
  ['nonsense in the header', () => ({ ...delivery(refundEvent()), headers: { 'stripe-signature': 't=1,v2=00' } })],
  ['another key', () => delivery(refundEvent(), { signedWith: 'whsec_other' })],
  ['301 seconds old', () => delivery(refundEvent(), { at: new Date(Date.now() - 301_500) })],
  ['an empty body', () => ({ ...delivery(refundEvent()), rawBody: Buffer.alloc(0) })],
])('%s is refused', (_what, made) => {
  expect(() => readStripeNotice([secret], made())).toThrow(refused)
})

test('without any secret nothing is believed', () => {
  for (const secrets of [[], [''], ['whsec_']])
    expect(() => readStripeNotice(secrets, delivery(refundEvent()))).toThrow(refused)
})

test('two secrets hold while one is being changed, either way round', () => {
  for (const secrets of [
    ['whsec_new', secret],
    [secret, 'whsec_new'],
  ]) {
    expect(readStripeNotice(secrets, delivery(refundEvent()))).toMatchObject({ key: 'refund:mov_1' })
    expect(readStripeNotice(secrets, delivery(refundEvent(), { signedWith: 'whsec_new' }))).toBeDefined()
  }
})

test('what is none of ours is left alone', () => {
  expect(readStripeNotice([secret], delivery(refundEvent('refund.created', {})))).toBeUndefined()
  expect(readStripeNotice([secret], delivery(refundEvent('customer.updated')))).toBeUndefined()
})

test('the stand-in signs as the provider does: twice, late and out of order, over HTTP', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-hooks-'))
  const fake = await startFake('stripe', { booksFile: join(folder, 'books.jsonl') })
  const fetch = createGuardedFetch({ allowOrigins: [fake.url] })
  const stripe = stripePayments({ baseUrl: fake.url, fetch, secretKey: 'sk_test', webhookSecrets: [secret] })
  const receiver = await openWebhookReceiver()
  await fake.control('PUT', '/control/webhook', { url: receiver.url, secret, mode: 'held' })
  await fake.control('PUT', '/control/payments/pi_1', { amount: 1000, currency: 'usd' })
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
  const tender = { reference: 'pi_1', kind: 'card' as const, captured: usd(1000) }
  await stripe.refund({ key: 'refund:1', tender, orderReference: '1', amount: usd(100) })
  await fake.control('POST', '/control/settle', { key: 'refund:1', as: 'failed', reason: 'declined' })
  await fake.control('POST', '/control/deliver', { order: 'reversed', times: 2 })
  const notices = receiver.received.map((each) => stripe.readNotice(each))
  // refund.failed, refund.updated, refund.created, each twice.
  expect(notices.map((notice) => notice?.key)).toEqual(Array.from({ length: 6 }, () => 'refund:1'))
  expect(new Set(notices.map((notice) => notice?.deliveryId)).size).toBe(3)
  const [first] = notices
  expect(await stripe.lookUp('refund:1', { reference: first?.reference })).toMatchObject({
    state: 'failed',
    reason: 'declined',
  })
  await receiver.close()
  await fake.kill()
  await fetch.close()
  rmSync(folder, { recursive: true })
})
