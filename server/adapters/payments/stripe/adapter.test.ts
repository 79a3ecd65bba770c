import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChargeRequest, ListedMovement, PaymentPort, RefundRequest } from '../../../modules/refunds/ports.ts'
import { createGuardedFetch, type GuardedFetch } from '../../guarded-fetch.ts'
import { type RunningFake, startFake } from '../../run-fake.ts'
import { stripePayments } from './adapter.ts'
import type { FakeIntent, FakeRefund, FakeReversal } from './fake/objects.ts'

interface Books {
  intents: (FakeIntent & { refunded: number })[]
  refunds: FakeRefund[]
  reversals: FakeReversal[]
}

let folder: string
let fake: RunningFake
let fetchGuarded: GuardedFetch
let stripe: PaymentPort
let count = 0
let pi = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stripe-'))
  fake = await startFake('stripe', { booksFile: join(folder, 'books.jsonl'), secretKey: 'sk_test_1' })
  fetchGuarded = createGuardedFetch({ allowOrigins: [fake.url] })
  stripe = adapter()
})
beforeEach(async () => {
  pi = `pi_${++count}`
  await paid(pi)
})
afterAll(async () => {
  await fake.kill()
  await fetchGuarded.close()
  rmSync(folder, { recursive: true })
})

const adapter = (more: { secretKey?: string; timeoutMs?: number; fetch?: GuardedFetch } = {}) =>
  stripePayments({ baseUrl: fake.url, fetch: fetchGuarded, secretKey: 'sk_test_1', ...more })
const paid = (id: string, body: object = {}) =>
  fake.control('PUT', `/control/payments/${id}`, { amount: 1000, currency: 'usd', ...body })
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const refundOf = (amountMinor = 400, more: Partial<RefundRequest> = {}): RefundRequest => ({
  key: `refund:${pi}`,
  tender: { reference: pi, kind: 'card', captured: usd(1000) },
  orderReference: '1001',
  amount: usd(amountMinor),
  reason: 'damaged',
  ...more,
})
const chargeOf = (method: string, key = `charge:${pi}`): ChargeRequest => ({
  key,
  paymentMethod: { reference: method, kind: 'card' },
  customerReference: 'ava',
  orderReference: '1001',
  amount: usd(2500),
})
const books = () => fake.control<Books>('GET', '/books')
const refundsHere = async () => (await books()).refunds.filter((refund) => refund.payment_intent === pi)
const plan = (next: { do: string; on?: string; reason?: string; times?: number }[]) =>
  fake.control('POST', '/control/switches', { next })
const where = () => ({ tenderReference: pi })

describe('refunds', () => {
  test('are made on the payment intent, carry our key, and never a fraud reason', async () => {
    const movement = await stripe.refund(refundOf())
    expect(movement).toMatchObject({ kind: 'refund', state: 'succeeded', amount: usd(400), reason: null })
    const [booked] = await refundsHere()
    expect(booked).toMatchObject({
      id: movement.reference,
      amount: 400,
      reason: null,
      metadata: { makeright_key: `refund:${pi}`, makeright_order: '1001', makeright_reason: 'damaged' },
    })
    expect(await stripe.lookUp(`refund:${pi}`, where())).toEqual(movement)
    expect(await stripe.lookUp(`refund:${pi}`, { reference: movement.reference })).toEqual(movement)
    expect(await stripe.lookUp(`refund:${pi}`)).toEqual(movement)
    expect(await stripe.lookUp('refund:none', where())).toBeUndefined()
  })

  test('of a charge go to that charge', async () => {
    const charge = (await books()).intents.find((intent) => intent.id === pi)?.latest_charge ?? ''
    const request = refundOf(300, { tender: { reference: charge, kind: 'card', captured: usd(1000) } })
    expect(await stripe.refund(request)).toMatchObject({ state: 'succeeded' })
    expect(await refundsHere()).toMatchObject([{ charge, amount: 300 }])
  })

  // Cases 18 and 19 of the table of money cases, to the provider's books and back.
  test.each([
    ['JPY', 9899, 9899, 9899],
    ['KWD', 12340, 12340, 12340],
    ['KWD', 12345, 12340, 12340],
    ['ISK', 1500, 150_000, 1500],
  ])('%s %i is booked as %i and reads back as %i', async (currency, amountMinor, booked, back) => {
    await paid(`${pi}x`, { amount: 1_000_000, currency: currency.toLowerCase() })
    const tender = { reference: `${pi}x`, kind: 'card' as const, captured: { amountMinor: 10_000, currency } }
    const movement = await stripe.refund(refundOf(0, { tender, amount: { amountMinor, currency } }))
    expect(movement.amount).toEqual({ amountMinor: back, currency })
    const found = (await books()).refunds.find((refund) => refund.id === movement.reference)
    expect(found?.amount).toBe(booked)
  })

  test('above what is left are refused as a result, and nothing is booked', async () => {
    expect(await stripe.refund(refundOf(1001))).toMatchObject({ state: 'failed', reason: 'exceeds_captured' })
    expect(await stripe.refund(refundOf(1000))).toMatchObject({ state: 'succeeded' })
    expect(await stripe.refund(refundOf(1, { key: 'refund:more' }))).toMatchObject({ reason: 'exceeds_captured' })
    expect(await refundsHere()).toHaveLength(1)
  })

  test.each([
    ['pi_nobody', 'no_such_payment'],
    ['pm_card', 'no_such_payment'],
    ['shop-4711', 'no_such_payment'],
  ])('of %s end with %s', async (reference, reason) => {
    const tender = { reference, kind: 'card' as const, captured: usd(1000) }
    expect(await stripe.refund(refundOf(100, { tender }))).toMatchObject({ state: 'failed', reason })
  })

  test('of a payment in dispute are refused', async () => {
    await fake.control('POST', '/control/dispute', { payment: pi })
    expect(await stripe.refund(refundOf())).toMatchObject({ state: 'failed', reason: 'disputed' })
  })

  test('20 at once under one key are booked once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => stripe.refund(refundOf())))
    expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1)
    expect(await refundsHere()).toHaveLength(1)
  })

  test('under a used key with another amount are a fault for a person', async () => {
    await stripe.refund(refundOf(400))
    await expect(stripe.refund(refundOf(401))).rejects.toMatchObject({
      outcome: 'refused',
      code: 'idempotency_key_reused',
    })
  })

  test('repeated after the provider forgot its keys are found by metadata, not made again', async () => {
    const first = await stripe.refund(refundOf())
    await fake.control('POST', '/control/clock', { hours: 25 })
    expect(await stripe.refund(refundOf())).toEqual(first)
    expect(await refundsHere()).toHaveLength(1)
  })

  test('pending ones settle later, and a succeeded one can still fail', async () => {
    await fake.control('POST', '/control/settling', { afterMs: null })
    expect(await stripe.refund(refundOf())).toMatchObject({ state: 'requested' })
    await fake.control('POST', '/control/settling', { afterMs: 0 })
    await fake.control('POST', '/control/settle', { key: `refund:${pi}`, as: 'succeeded' })
    expect(await stripe.lookUp(`refund:${pi}`, where())).toMatchObject({ state: 'succeeded' })
    await fake.control('POST', '/control/settle', { key: `refund:${pi}`, as: 'failed', reason: 'lost_or_stolen_card' })
    expect(await stripe.lookUp(`refund:${pi}`, where())).toMatchObject({ state: 'failed', reason: 'account_closed' })
  })

  test('are listed since a moment, with the ones made by hand', async () => {
    await fake.control('POST', '/control/clock', { hours: 48 })
    const since = new Date(Date.now() + 48 * 3_600_000)
    const mine = await stripe.refund(refundOf(100))
    const listed: ListedMovement[] = []
    for await (const each of stripe.listMovements?.(since) ?? []) listed.push(each)
    expect(listed.find((each) => each.reference === mine.reference)).toMatchObject({
      key: `refund:${pi}`,
      tenderReference: pi,
      amount: usd(100),
    })
  })
})

describe('charges', () => {
  test('are made off session with the saved method, once', async () => {
    await fake.control('PUT', `/control/payment_methods/pm_${count}`, {})
    const [first, second] = [await stripe.charge(chargeOf(`pm_${count}`)), await stripe.charge(chargeOf(`pm_${count}`))]
    expect(first).toMatchObject({ kind: 'charge', state: 'succeeded', amount: usd(2500), reason: null })
    expect(second).toEqual(first)
    const where = { paymentMethodReference: `pm_${count}` }
    expect(await stripe.lookUp(`charge:${pi}`, where)).toEqual(first)
    expect(await stripe.lookUp(`charge:${pi}`, { reference: first.reference })).toEqual(first)
  })

  test.each([
    ['declined', 'declined'],
    ['insufficient', 'insufficient_funds'],
    ['authentication', 'authentication_required'],
  ])('%s: a result with the reason %s, also when repeated', async (kind, reason) => {
    const method = `pm_${kind}_${count}`
    await fake.control('PUT', `/control/payment_methods/${method}`, {})
    const declined = await stripe.charge(chargeOf(method))
    expect(declined).toMatchObject({ state: 'failed', reason, reference: expect.stringMatching(/^pi_/) })
    expect(await stripe.charge(chargeOf(method))).toEqual(declined)
  })

  test('on a method that is not saved there take nothing', async () => {
    expect(await stripe.charge(chargeOf('pm_unknown'))).toMatchObject({ reason: 'no_such_payment_method' })
    expect(await stripe.charge(chargeOf('card-17'))).toMatchObject({ reason: 'no_such_payment_method' })
  })
})

describe('taking back from a seller', () => {
  const reversal = (amountMinor: number, key = `reversal:${pi}`) => ({
    key,
    transferReference: `tr_${count}`,
    amount: usd(amountMinor),
  })
  const transfer = async (balance: number) => {
    await fake.control('PUT', `/control/accounts/acct_${count}`, { balance })
    await fake.control('PUT', `/control/transfers/tr_${count}`, {
      amount: 900,
      currency: 'usd',
      destination: `acct_${count}`,
    })
  }

  test('reverses a transfer once under its own key, up to what was passed on', async () => {
    await transfer(900)
    const first = await stripe.reverseTransfer?.(reversal(500))
    expect(first).toMatchObject({ kind: 'transfer_reversal', state: 'succeeded', amount: usd(500) })
    expect(await stripe.reverseTransfer?.(reversal(500))).toEqual(first)
    expect(await stripe.lookUp(`reversal:${pi}`, { transferReference: `tr_${count}` })).toEqual(first)
    expect(await stripe.reverseTransfer?.(reversal(401, 'reversal:more'))).toMatchObject({
      state: 'failed',
      reason: 'exceeds_transferred',
    })
  })

  test('a balance too low is a result, not a fault', async () => {
    await transfer(100)
    expect(await stripe.reverseTransfer?.(reversal(500))).toMatchObject({
      state: 'failed',
      reason: 'insufficient_funds',
    })
  })

  test('comes back in proportion with the refund of a destination charge', async () => {
    await transfer(900)
    await paid(`${pi}d`, { transfer: `tr_${count}` })
    const tender = { reference: `${pi}d`, kind: 'card' as const, captured: usd(1000) }
    expect(await stripe.refund(refundOf(500, { tender, reverseTransfer: true }))).toMatchObject({ state: 'succeeded' })
    expect((await books()).reversals.filter((each) => each.transfer === `tr_${count}`)).toMatchObject([{ amount: 450 }])
  })
})

describe('trouble', () => {
  test.each(['lost_answer', 'error_after', 'answer_twice'])('%s: found by its key and booked once', async (trouble) => {
    await plan([{ do: trouble, on: 'refund' }])
    expect(await stripe.refund(refundOf())).toMatchObject({ state: 'succeeded' })
    expect(await stripe.refund(refundOf())).toMatchObject({ state: 'succeeded' })
    expect(await refundsHere()).toHaveLength(1)
  })

  test.each([
    ['error_before', 'unknown', 'http_500'],
    ['lost_request', 'unknown', 'connection_lost'],
    ['rate_limit', 'not_done', 'rate_limited'],
    ['conflict', 'unknown', 'lock_timeout'],
  ])('%s: nothing is booked, the outcome is %s, a retry succeeds', async (trouble, outcome, code) => {
    await plan([{ do: trouble, on: 'refund' }])
    await expect(stripe.refund(refundOf())).rejects.toMatchObject({ outcome, code })
    expect(await refundsHere()).toHaveLength(0)
    expect(await stripe.refund(refundOf())).toMatchObject({ state: 'succeeded' })
  })

  test('an answer that never comes is looked up', async () => {
    await plan([{ do: 'hold', on: 'refund' }])
    expect(await adapter({ timeoutMs: 400 }).refund(refundOf())).toMatchObject({ state: 'succeeded' })
    await fake.control('POST', '/control/release')
    expect(await refundsHere()).toHaveLength(1)
  })

  test('a wrong key does nothing, and is named nowhere', async () => {
    const wrong = adapter({ secretKey: 'sk_test_wrong_and_secret' })
    const error = await wrong.refund(refundOf()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ outcome: 'not_done', code: 'unauthorized' })
    expect(JSON.stringify([error, String(error), Object.getOwnPropertyNames(error)])).not.toContain('sk_test')
    await expect(wrong.check?.()).rejects.toMatchObject({ code: 'unauthorized' })
    await expect(stripe.check?.()).resolves.toBeUndefined()
  })

  test('an address inside our own network is refused unless it is allowed', async () => {
    const closed = createGuardedFetch()
    await expect(adapter({ fetch: closed }).refund(refundOf())).rejects.toMatchObject({
      outcome: 'refused',
      code: 'url_not_allowed',
    })
    await closed.close()
  })

  test('killed between booking and answering: the look-up finds it after the restart, and it is booked once', async () => {
    await plan([{ do: 'crash', on: 'refund' }])
    await expect(stripe.refund(refundOf())).rejects.toMatchObject({ outcome: 'unknown' })
    await fake.exited
    fake = await fake.restart()
    expect(await stripe.lookUp(`refund:${pi}`, where())).toMatchObject({ state: 'succeeded', amount: usd(400) })
    expect(await stripe.refund(refundOf())).toMatchObject({ state: 'succeeded' })
    expect(await refundsHere()).toHaveLength(1)
  })
})
