import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChargeRequest, PaymentPort, RefundRequest } from '../../../modules/refunds/ports.ts'
import { openWebhookReceiver } from '../../fakes/webhook-receiver.ts'
import { createGuardedFetch, type GuardedFetch } from '../../guarded-fetch.ts'
import { type RunningFake, startFake } from '../../run-fake.ts'
import { fakePayments } from './adapter.ts'
import type { FakeMovement, FakePayment } from './books.ts'

interface Books {
  payments: (FakePayment & { succeeded: number; pending: number })[]
  movements: FakeMovement[]
}

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const secret = `whsec_${Buffer.from('a secret for these tests only').toString('base64')}`

let folder: string
let booksFile: string
let fake: RunningFake
let fetchGuarded: GuardedFetch
let payments: PaymentPort

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'payments-'))
  booksFile = join(folder, 'books.jsonl')
  fake = await startFake('payments', { booksFile, secretKey: 'sk_test' })
  fetchGuarded = createGuardedFetch({ allowOrigins: [fake.url] })
  payments = adapter()
})
afterEach(async () => {
  await fake.kill()
  await fetchGuarded.close()
  rmSync(folder, { recursive: true })
})

const adapter = (more: { secretKey?: string; timeoutMs?: number } = {}) =>
  fakePayments({ url: fake.url, fetch: fetchGuarded, secretKey: 'sk_test', webhookSecrets: [secret], ...more })

const refundOf = (key: string, amountMinor = 400, reference = 'pay_1'): RefundRequest => ({
  key,
  tender: { reference, kind: 'card', captured: usd(1000) },
  orderReference: '1001',
  amount: usd(amountMinor),
})

const chargeOf = (key: string, method = 'pm_1'): ChargeRequest => ({
  key,
  paymentMethod: { reference: method, kind: 'card' },
  customerReference: 'ava',
  amount: usd(2500),
})

const books = () => fake.control<Books>('GET', '/books')
const plan = (next: { do: string; reason?: string; times?: number }[]) =>
  fake.control('POST', '/control/switches', { next })

describe('reversals of what was passed on to sellers', () => {
  const reversal = (key: string, amountMinor = 500, transferReference = 'tr_1') => ({
    key,
    transferReference,
    amount: usd(amountMinor),
  })

  test('are booked once under their key, and found by it', async () => {
    const first = await payments.reverseTransfer?.(reversal('seller-debit:1'))
    expect(first).toMatchObject({ kind: 'transfer_reversal', state: 'succeeded', amount: usd(500) })
    expect(await payments.reverseTransfer?.(reversal('seller-debit:1'))).toEqual(first)
    expect(await payments.lookUp('seller-debit:1')).toEqual(first)
    expect((await books()).movements).toHaveLength(1)
  })

  test('of a seller who has spent it fail as a result', async () => {
    expect(await payments.reverseTransfer?.(reversal('seller-debit:2', 500, 'tr_spent'))).toMatchObject({
      state: 'failed',
      reason: 'insufficient_funds',
    })
  })

  test('with a lost answer are found, and not among the refunds', async () => {
    await plan([{ do: 'lost_answer' }])
    expect(await payments.reverseTransfer?.(reversal('seller-debit:3'))).toMatchObject({ state: 'succeeded' })
    const listed: unknown[] = []
    for await (const each of payments.listMovements?.(new Date(0)) ?? []) listed.push(each)
    expect(listed).toEqual([])
  })
})

describe('refunds', () => {
  test('a refund registers the payment, succeeds and is found by its key', async () => {
    const movement = await payments.refund(refundOf('refund:1'))
    expect(movement).toMatchObject({
      key: 'refund:1',
      kind: 'refund',
      state: 'succeeded',
      amount: usd(400),
      reason: null,
    })
    expect(await payments.lookUp('refund:1')).toEqual(movement)
    expect(await payments.lookUp('refund:2')).toBeUndefined()
    expect((await books()).payments).toEqual([
      { reference: 'pay_1', currency: 'USD', captured: 1000, succeeded: 400, pending: 0 },
    ])
  })

  test('more than was captured is refused for good, also when repeated', async () => {
    await payments.refund(refundOf('refund:1', 700))
    const refused = await payments.refund(refundOf('refund:2', 301))
    expect(refused).toMatchObject({ state: 'failed', reason: 'exceeds_captured' })
    expect(await payments.refund(refundOf('refund:2', 301))).toEqual(refused)
    expect(await payments.refund(refundOf('refund:3', 300))).toMatchObject({ state: 'succeeded' })
  })

  test('20 calls at once with one key book once and all hear the same', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => payments.refund(refundOf('refund:1'))))
    expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1)
    expect((await books()).movements).toHaveLength(1)
  })

  test('the same key with another amount is refused and books nothing', async () => {
    await payments.refund(refundOf('refund:1', 400))
    await expect(payments.refund(refundOf('refund:1', 401))).rejects.toMatchObject({
      outcome: 'refused',
      code: 'idempotency_key_reused',
    })
    expect((await books()).movements).toHaveLength(1)
  })

  test('a retry after the provider forgot its keys still books once', async () => {
    const first = await payments.refund(refundOf('refund:1'))
    await fake.control('POST', '/control/forget-keys')
    expect(await payments.refund(refundOf('refund:1'))).toEqual(first)
    expect((await books()).movements).toHaveLength(1)
  })

  test('a charge succeeds, and a declined one is a result', async () => {
    expect(await payments.charge(chargeOf('charge:1'))).toMatchObject({
      kind: 'charge',
      state: 'succeeded',
      amount: usd(2500),
    })
    expect(await payments.charge(chargeOf('charge:2', 'pm_declined'))).toMatchObject({
      state: 'failed',
      reason: 'declined',
    })
  })
})

describe('trouble', () => {
  test.each(['lost_answer', 'error_after', 'answer_twice'])(
    '%s: the refund is found by its key and booked once',
    async (trouble) => {
      await plan([{ do: trouble }])
      expect(await payments.refund(refundOf('refund:1'))).toMatchObject({ state: 'succeeded' })
      expect(await payments.refund(refundOf('refund:1'))).toMatchObject({ state: 'succeeded' })
      expect((await books()).movements).toHaveLength(1)
    },
  )

  test.each([
    ['error_before', 'unknown', 'http_500'],
    ['lost_request', 'unknown', 'connection_lost'],
    ['rate_limit', 'not_done', 'rate_limited'],
  ])('%s: nothing is booked, the outcome is %s, a retry succeeds', async (trouble, outcome, code) => {
    await plan([{ do: trouble }])
    await expect(payments.refund(refundOf('refund:1'))).rejects.toMatchObject({ outcome, code })
    expect((await books()).movements).toHaveLength(0)
    expect(await payments.refund(refundOf('refund:1'))).toMatchObject({ state: 'succeeded' })
  })

  test('a refusal is a result with its reason', async () => {
    await plan([{ do: 'refuse', reason: 'disputed' }])
    expect(await payments.refund(refundOf('refund:1'))).toMatchObject({ state: 'failed', reason: 'disputed' })
  })

  test('an answer that never comes is unknown until looked up', async () => {
    await plan([{ do: 'hold' }])
    expect(await adapter({ timeoutMs: 300 }).refund(refundOf('refund:1'))).toMatchObject({ state: 'succeeded' })
    await fake.control('POST', '/control/release')
    expect((await books()).movements).toHaveLength(1)
  })

  test('with a wrong secret key, or stopped, nothing was done', async () => {
    await expect(adapter({ secretKey: 'wrong' }).refund(refundOf('refund:1'))).rejects.toMatchObject({
      outcome: 'not_done',
      code: 'unauthorized',
    })
    await fake.kill()
    await expect(payments.refund(refundOf('refund:1'))).rejects.toMatchObject({
      outcome: 'not_done',
      code: 'unreachable',
    })
  })
})

describe('kill -9', () => {
  test('between booking and answering: after the restart the look-up finds it and nothing is booked twice', async () => {
    await plan([{ do: 'crash' }])
    await expect(payments.refund(refundOf('refund:1'))).rejects.toMatchObject({ outcome: 'unknown' })
    await fake.exited
    fake = await fake.restart()
    expect(await payments.lookUp('refund:1')).toMatchObject({ state: 'succeeded', amount: usd(400) })
    expect(await payments.refund(refundOf('refund:1'))).toMatchObject({ state: 'succeeded' })
    expect((await books()).payments).toMatchObject([{ succeeded: 400 }])
    expect((await books()).movements).toHaveLength(1)
  })

  test('a torn last line was never answered for and is booked by the retry', async () => {
    await payments.refund(refundOf('refund:1', 100))
    await fake.kill()
    const lines = readFileSync(booksFile, 'utf8').split('\n')
    appendFileSync(booksFile, (lines.find((line) => line.includes('"movement"')) ?? '').slice(0, 80))
    fake = await fake.restart()
    expect((await books()).movements).toHaveLength(1)
    expect(await payments.refund(refundOf('refund:2', 100))).toMatchObject({ state: 'succeeded' })
  })
})

describe('settling later', () => {
  test('a refund accepted first fails later and no longer counts against what was captured', async () => {
    await fake.control('POST', '/control/settling', { afterMs: null })
    expect(await payments.refund(refundOf('refund:1', 1000))).toMatchObject({ state: 'requested' })
    expect((await books()).payments).toMatchObject([{ succeeded: 0, pending: 1000 }])
    await fake.control('POST', '/control/settle', { key: 'refund:1', as: 'failed', reason: 'account_closed' })
    expect(await payments.lookUp('refund:1')).toMatchObject({ state: 'failed', reason: 'account_closed' })
    expect((await books()).payments).toMatchObject([{ succeeded: 0, pending: 0 }])
  })

  test('a succeeded refund can still fail, a failed one stays failed', async () => {
    await payments.refund(refundOf('refund:1'))
    await fake.control('POST', '/control/settle', { key: 'refund:1', as: 'failed' })
    expect(await payments.lookUp('refund:1')).toMatchObject({ state: 'failed' })
    await expect(fake.control('POST', '/control/settle', { key: 'refund:1', as: 'succeeded' })).rejects.toThrow('404')
  })

  test('what was under way before a kill settles after the restart, and its webhook comes', async () => {
    const receiver = await openWebhookReceiver()
    await fake.control('PUT', '/control/webhook', { url: receiver.url, secret })
    await fake.control('POST', '/control/settling', { afterMs: null })
    await payments.refund(refundOf('refund:1'))
    await fake.control('POST', '/control/settling', { afterMs: 1 })
    await fake.kill()
    fake = await fake.restart()
    await receiver.whenReceived(1)
    const [delivery] = receiver.received
    expect(delivery && payments.readNotice(delivery)).toMatchObject({ key: 'refund:1' })
    expect(await payments.lookUp('refund:1')).toMatchObject({ state: 'succeeded' })
    await receiver.close()
  })
})

describe('webhooks', () => {
  test('come twice and out of order, with the same delivery id for the same notice', async () => {
    const receiver = await openWebhookReceiver()
    await fake.control('PUT', '/control/webhook', { url: receiver.url, secret, mode: 'held' })
    await payments.refund(refundOf('refund:1'))
    await payments.refund(refundOf('refund:2'))
    await fake.control('POST', '/control/deliver', { order: 'reversed', times: 2 })
    const notices = receiver.received.map((delivery) => payments.readNotice(delivery))
    expect(notices.map((notice) => notice?.key)).toEqual(['refund:2', 'refund:2', 'refund:1', 'refund:1'])
    expect(new Set(notices.map((notice) => notice?.deliveryId)).size).toBe(2)
    await receiver.close()
  })

  test('come again until they are taken', async () => {
    const answers = [500, 204]
    const receiver = await openWebhookReceiver(() => answers.shift() ?? 204)
    await fake.control('PUT', '/control/webhook', { url: receiver.url, secret })
    await payments.refund(refundOf('refund:1'))
    await receiver.whenReceived(2)
    const ids = receiver.received.map((delivery) => payments.readNotice(delivery)?.deliveryId)
    expect(ids[0]).toBe(ids[1])
    await receiver.close()
  })

  test('a changed byte, another secret, an old time or a missing header is refused', async () => {
    const receiver = await openWebhookReceiver()
    await fake.control('PUT', '/control/webhook', { url: receiver.url, secret })
    await payments.refund(refundOf('refund:1'))
    await receiver.whenReceived(1)
    const good = receiver.received[0]
    if (!good) throw new Error('nothing came')
    const refused = { outcome: 'refused', code: 'bad_signature' }
    const changed = { ...good, rawBody: Buffer.concat([good.rawBody, Buffer.from(' ')]) }
    expect(() => payments.readNotice(changed)).toThrow(expect.objectContaining(refused))
    const late = { ...good, receivedAt: new Date(good.receivedAt.getTime() + 301_000) }
    expect(() => payments.readNotice(late)).toThrow(expect.objectContaining(refused))
    const bare = { ...good, headers: { ...good.headers, 'webhook-id': undefined } }
    expect(() => payments.readNotice(bare)).toThrow(expect.objectContaining(refused))
    for (const secrets of [[], [''], ['whsec_'], ['whsec_b3RoZXI=']]) {
      const other = fakePayments({ url: fake.url, fetch: fetchGuarded, webhookSecrets: secrets })
      expect(() => other.readNotice(good)).toThrow(expect.objectContaining(refused))
    }
    const rotating = fakePayments({ url: fake.url, fetch: fetchGuarded, webhookSecrets: ['whsec_b3RoZXI=', secret] })
    expect(rotating.readNotice(good)).toMatchObject({ key: 'refund:1' })
    await receiver.close()
  })
})
