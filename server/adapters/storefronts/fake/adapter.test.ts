import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChangeRequest, ReplacementRequest, StorefrontPort } from '../../../modules/changes/ports.ts'
import { openWebhookReceiver } from '../../fakes/webhook-receiver.ts'
import { createGuardedFetch, type GuardedFetch } from '../../guarded-fetch.ts'
import { type RunningFake, startFake } from '../../run-fake.ts'
import { fakeStorefront } from './adapter.ts'
import type { FakeChange, FakeOrder, FakeReplacement } from './books.ts'

interface Books {
  orders: FakeOrder[]
  stock: Record<string, number>
  changes: FakeChange[]
  replacements: FakeReplacement[]
}

const now = new Date('2026-03-02T10:00:00Z')
const home = { name: 'Ava Reed', line1: '12 Elm Street', city: 'Portland', postalCode: '97201', country: 'US' }
const secret = `whsec_${Buffer.from('a secret for these tests only').toString('base64')}`

let folder: string
let fake: RunningFake
let fetchGuarded: GuardedFetch
let storefront: StorefrontPort

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storefronts-'))
  fake = await startFake('storefronts', { booksFile: join(folder, 'books.jsonl') })
  fetchGuarded = createGuardedFetch({ allowOrigins: [fake.url] })
  storefront = fakeStorefront({ url: fake.url, fetch: fetchGuarded, now: () => now, webhookSecrets: [secret] })
})
afterEach(async () => {
  await fake.kill()
  await fetchGuarded.close()
  rmSync(folder, { recursive: true })
})

const cancelOf = (key: string, quantity = 1): ChangeRequest => ({
  key,
  orderReference: '1001',
  kind: 'cancel',
  items: [{ itemReference: 'line-1', quantity }],
})

const replacementOf = (key: string, quantity = 1): ReplacementRequest => ({
  key,
  orderReference: '1001',
  items: [{ variantReference: 'mug-blue', quantity, replaces: 'line-1' }],
  shipTo: home,
  speed: 'express',
})

const books = () => fake.control<Books>('GET', '/books')
const plan = (next: { do: string; on?: string; reason?: string }[]) =>
  fake.control('POST', '/control/switches', { next })

describe('changes', () => {
  test('every kind is applied on an open order, and found by its key', async () => {
    const changes: ChangeRequest[] = [
      cancelOf('change:1'),
      { key: 'change:2', orderReference: '1001', kind: 'address', shipTo: home },
      {
        key: 'change:3',
        orderReference: '1001',
        kind: 'variant',
        items: [{ itemReference: 'line-1', quantity: 1, toVariantReference: 'mug-red' }],
      },
      { key: 'change:4', orderReference: '1001', kind: 'payment', tenderReference: 'pay_2' },
    ]
    for (const change of changes) {
      const outcome = await storefront.applyChange(change)
      expect(outcome).toMatchObject({ state: 'applied', reference: expect.stringMatching(/^chg_/) })
      expect(await storefront.lookUp(change.key)).toEqual(outcome)
    }
    expect(await storefront.lookUp('change:5')).toBeUndefined()
    expect((await books()).orders).toMatchObject([{ reference: '1001', canceled: { 'line-1': 1 } }])
  })

  test('picked, unknown and too many are refused with their reason', async () => {
    await fake.control('PUT', '/v1/orders/1001', { items: { 'line-1': 2 } })
    expect(await storefront.applyChange(cancelOf('change:1', 3))).toMatchObject({
      state: 'refused',
      reason: 'quantity_exceeded',
    })
    expect(await storefront.applyChange(cancelOf('change:2', 2))).toMatchObject({ state: 'applied' })
    expect(await storefront.applyChange(cancelOf('change:3', 1))).toMatchObject({
      state: 'refused',
      reason: 'already_canceled',
    })
    await fake.control('PUT', '/v1/orders/1001', { state: 'picked', items: { other: 2 } })
    expect(await storefront.applyChange(cancelOf('change:4', 1))).toMatchObject({
      state: 'refused',
      reason: 'already_picked',
    })
    await fake.control('PUT', '/v1/orders/1001', { items: { other: 2 } })
    expect(await storefront.applyChange(cancelOf('change:5', 1))).toMatchObject({
      state: 'refused',
      reason: 'unknown_item',
    })
  })

  test('20 calls at once with one key are carried out once; another content under it is refused', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => storefront.applyChange(cancelOf('change:1'))))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    await expect(storefront.applyChange(cancelOf('change:1', 2))).rejects.toMatchObject({
      outcome: 'refused',
      code: 'idempotency_key_reused',
    })
    expect((await books()).orders).toMatchObject([{ canceled: { 'line-1': 1 } }])
  })

  test('a pending one is confirmed later and told by a signed webhook', async () => {
    const receiver = await openWebhookReceiver()
    await fake.control('PUT', '/control/webhook', { url: receiver.url, secret })
    await plan([{ do: 'pend' }])
    expect(await storefront.applyChange(cancelOf('change:1'))).toMatchObject({ state: 'pending' })
    await fake.control('POST', '/control/decide', { key: 'change:1', as: 'applied' })
    await receiver.whenReceived(1)
    const [delivery] = receiver.received
    expect(delivery && storefront.readNotice(delivery)).toMatchObject({ about: 'change', key: 'change:1' })
    expect(await storefront.lookUp('change:1')).toMatchObject({ state: 'applied' })
    await receiver.close()
  })

  test('a pending one is refused when the order was picked meanwhile', async () => {
    await fake.control('POST', '/control/confirming', { afterMs: null })
    await storefront.applyChange(cancelOf('change:1'))
    await fake.control('PUT', '/v1/orders/1001', { state: 'picked' })
    await fake.control('POST', '/control/decide', { key: 'change:1', as: 'applied' })
    expect(await storefront.lookUp('change:1')).toMatchObject({ state: 'refused', reason: 'already_picked' })
  })

  test('what was pending before a kill is decided after the restart', async () => {
    const receiver = await openWebhookReceiver()
    await fake.control('PUT', '/control/webhook', { url: receiver.url, secret })
    await fake.control('POST', '/control/confirming', { afterMs: null })
    await storefront.applyChange(cancelOf('change:1'))
    await fake.control('POST', '/control/confirming', { afterMs: 1 })
    await fake.kill()
    fake = await fake.restart()
    await receiver.whenReceived(1)
    expect(await storefront.lookUp('change:1')).toMatchObject({ state: 'applied' })
    await receiver.close()
  })
})

describe('replacements', () => {
  test('are accepted while there is stock, with a day of arrival by our clock', async () => {
    await fake.control('PUT', '/v1/stock/mug-blue', { available: 1 })
    expect(await storefront.placeReplacement(replacementOf('replacement:1'))).toMatchObject({
      state: 'accepted',
      expectedDeliverBy: new Date('2026-03-03T10:00:00Z'),
    })
    expect(await storefront.placeReplacement(replacementOf('replacement:2'))).toEqual({
      state: 'refused',
      reason: 'out_of_stock',
      variantReferences: ['mug-blue'],
    })
    expect(await storefront.stock(['mug-blue', 'mug-red'])).toEqual(
      new Map([
        ['mug-blue', 0],
        ['mug-red', 100],
      ]),
    )
  })

  test('a replacement order can itself be canceled', async () => {
    const placed = await storefront.placeReplacement(replacementOf('replacement:1'))
    if (placed.state !== 'accepted') throw new Error('not accepted')
    const cancel: ChangeRequest = { key: 'change:1', orderReference: placed.reference, kind: 'cancel', items: [] }
    expect(await storefront.applyChange(cancel)).toMatchObject({ state: 'applied' })
  })

  test('an unknown variant is absent from the stock and refused', async () => {
    await fake.control('POST', '/control/default-stock', { available: null })
    expect(await storefront.stock(['mug-blue'])).toEqual(new Map())
    expect(await storefront.placeReplacement(replacementOf('replacement:1'))).toMatchObject({
      state: 'refused',
      reason: 'unknown_variant',
    })
  })
})

describe('trouble', () => {
  test.each(['lost_answer', 'error_after', 'answer_twice'])('%s: found by key, carried out once', async (trouble) => {
    await plan([
      { do: trouble, on: 'change' },
      { do: trouble, on: 'replacement' },
    ])
    expect(await storefront.applyChange(cancelOf('change:1'))).toMatchObject({ state: 'applied' })
    expect(await storefront.placeReplacement(replacementOf('replacement:1'))).toMatchObject({ state: 'accepted' })
    expect(await storefront.placeReplacement(replacementOf('replacement:1'))).toMatchObject({ state: 'accepted' })
    const { changes, replacements } = await books()
    expect([changes.length, replacements.length]).toEqual([1, 1])
  })

  test('refuse next, down and unreachable', async () => {
    await plan([{ do: 'refuse', reason: 'something_new' }])
    expect(await storefront.applyChange(cancelOf('change:1'))).toMatchObject({
      state: 'refused',
      reason: 'refused_by_store',
    })
    await fake.control('POST', '/control/switches', { down: true })
    await expect(storefront.applyChange(cancelOf('change:2'))).rejects.toMatchObject({
      outcome: 'unknown',
      code: 'http_503',
    })
    await fake.control('DELETE', '/control/switches')
    expect(await storefront.applyChange(cancelOf('change:2'))).toMatchObject({ state: 'applied' })
    await fake.stop()
    await expect(storefront.applyChange(cancelOf('change:3'))).rejects.toMatchObject({
      outcome: 'not_done',
      code: 'unreachable',
    })
  })

  test('kill -9 between booking and answering: the look-up finds the replacement, none is sent twice', async () => {
    await fake.control('PUT', '/v1/stock/mug-blue', { available: 5 })
    await plan([{ do: 'crash' }])
    await expect(storefront.placeReplacement(replacementOf('replacement:1'))).rejects.toMatchObject({
      outcome: 'unknown',
    })
    await fake.exited
    fake = await fake.restart()
    expect(await storefront.lookUpReplacement('replacement:1')).toMatchObject({ state: 'accepted' })
    expect(await storefront.placeReplacement(replacementOf('replacement:1'))).toMatchObject({ state: 'accepted' })
    expect((await books()).stock).toEqual({ 'mug-blue': 4 })
  })
})
