import { recordContactChange } from '#modules/customers'
import { storeFile } from '#modules/files'
import { settleMovement } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { turnedUp, type TurnedUpChoice } from './commands/turned-up.ts'

let outside: ShopOutside
let shop: SmallShop

beforeAll(async () => {
  outside = await startShopOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openSmallShop(outside)
})
afterEach(() => shop.close())

type Bought = Parameters<SmallShop['order']>[0]

async function reported(bought: Bought = {}) {
  const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-26T23:59:59Z', ...bought })
  await shop.scan(await shop.ship(order), ['2026-02-22T12:00:00Z', 'in_transit'], ['2026-02-26T16:00:00Z', 'delivered'])
  return { order, problem: await shop.report({ order: order.row.id, kind: 'delivered_not_received' }) }
}

async function refunded(bought: Bought = {}, remedy = 'rem_refund') {
  const { order, problem } = await reported(bought)
  await shop.take(problem.id, remedy)
  await shop.settle()
  return { order, problem: await shop.problemNow(problem.id) }
}

const found = (id: string, choice?: TurnedUpChoice, who = 'ava') =>
  shop.act(who, (work) => turnedUp(work, { id, choice }))

const counting = async (problemId: string) =>
  (
    await shop.app.db
      .selectFrom('trust_signal')
      .select('kind')
      .where('about_id', '=', problemId)
      .where('voided_at', 'is', null)
      .execute()
  ).map((row) => row.kind)

/** What the shopper has paid and not got back. */
const paid = async (order: Awaited<ReturnType<typeof refunded>>['order']) =>
  (await shop.money(order)).balance.remainingMinor

const mails = async () =>
  (await shop.app.db.selectFrom('notification').select('template').orderBy('created_at').orderBy('id').execute()).map(
    (row) => row.template,
  )

test('a new one is late by its own day, not by that of the first', { timeout: 60_000 }, async () => {
  const { order } = await refunded({}, 'rem_replacement')
  const late = () => shop.report({ order: order.row.id, kind: 'late' })
  await expect(late()).rejects.toMatchObject({ code: 'kind_not_possible' })
  shop.app.clock.advance({ days: 20 })
  expect(await late()).toMatchObject({ state: 'open' })
})

describe('it turned up after the money went back', { timeout: 60_000 }, () => {
  test('the choice is asked for, and sending it back opens a free return', async () => {
    const { order, problem } = await refunded()
    await expect(found(problem.id)).rejects.toMatchObject({
      code: 'not_possible_now',
      details: { choices: ['keep_and_pay', 'return'] },
    })
    await found(problem.id, 'return')
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'turned_up',
      turnedUp: { choice: 'return' },
      words: expect.stringContaining('free'),
    })
    expect(await counting(problem.id)).toEqual([])
    expect(await paid(order)).toBe(0)
  })

  test('kept and paid by card: charged once, whoever repeats what, and what it is about can be reported again', async () => {
    const { order, problem } = await refunded()
    await Promise.allSettled(Array.from({ length: 20 }, () => found(problem.id, 'keep_and_pay')))
    await shop.settle()
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'turned_up',
      turnedUp: { choice: 'keep_and_pay' },
    })
    expect(
      (await shop.payments.books()).movements.filter(
        (each) => each.object === 'charge' && each.source.startsWith('card-ava') && each.amount === 1900,
      ).length,
    ).toBeGreaterThan(0)
    const charges = await shop.app.db.selectFrom('charge').selectAll().execute()
    expect(charges.map((each) => [each.amount_minor, each.state])).toEqual([[1900, 'succeeded']])
    expect(await paid(order)).toBe(1900)
    expect(await counting(problem.id)).toEqual([])
    const broken = await shop.report({ order: order.row.id, kind: 'defective' })
    expect(broken.state).toBe('open')
  })

  test('kept and paid by gift card: taken at once', async () => {
    const { order, problem } = await refunded({ tenders: [{ kind: 'gift_card' }] })
    expect((await shop.method('gift-ava')).balance).toBe(6900)
    await found(problem.id, 'keep_and_pay')
    expect((await shop.method('gift-ava')).balance).toBe(5000)
    await shop.settle()
    expect(await paid(order)).toBe(1900)
  })

  test('the gift card was spent meanwhile: nothing is taken, and it can be sent back', async () => {
    const { problem } = await refunded({ tenders: [{ kind: 'gift_card' }] })
    await shop.app.db
      .updateTable('payment_method')
      .set({ balance_minor: 100 })
      .where('kind', '=', 'gift_card')
      .execute()
    await expect(found(problem.id, 'keep_and_pay')).rejects.toMatchObject({ code: 'gift_card_balance_too_low' })
    expect((await shop.problemNow(problem.id)).state).toBe('remedied')
    await found(problem.id, 'return')
  })

  test('the card is declined: nothing is taken, the shopper is told and chooses again, people see it, and nothing is lost', async () => {
    const { order, problem } = await refunded({ tenders: [{ kind: 'card', method: 'declined-ava' }] })
    await found(problem.id, 'keep_and_pay')
    expect((await shop.problemNow(problem.id)).state).toBe('turned_up')
    await shop.settle()
    const again = await shop.problemNow(problem.id)
    expect(again).toMatchObject({
      state: 'remedied',
      turnedUp: null,
      headline: expect.stringContaining('nothing was taken'),
      paymentFailedAt: expect.any(String),
    })
    expect(again.allowed.map(({ action }) => action)).toContain('turned_up')
    expect(await paid(order)).toBe(0)
    // It did turn up, so it stays out of every count.
    expect(await counting(problem.id)).toEqual([])
    expect(await mails()).toContain('payment_declined')
    const findings = await shop.app.db.selectFrom('watch_finding').select(['kind', 'resolution']).execute()
    expect(findings).toEqual([{ kind: 'payment_declined', resolution: null }])
    await found(problem.id, 'return')
    await shop.settle()
    expect(await shop.problemNow(problem.id)).toMatchObject({ state: 'turned_up', paymentFailedAt: null })
    expect(await shop.app.db.selectFrom('watch_finding').select('resolution').execute()).toEqual([
      { resolution: 'chosen_again' },
    ])
  })

  test('somebody who works here may let them keep it, inside of their limit', async () => {
    const small = await refunded()
    await expect(found(small.problem.id, 'keep_free')).rejects.toMatchObject({ code: 'not_possible_now' })
    await found(small.problem.id, 'keep_free', 'sam')
    expect(await shop.problemNow(small.problem.id)).toMatchObject({
      state: 'turned_up',
      words: expect.stringContaining('on us'),
    })
    const large = await refunded({ items: [{ variant: 'lamp-oak' }] })
    await expect(found(large.problem.id, 'keep_free', 'sam')).rejects.toMatchObject({ code: 'role_too_low' })
    await found(large.problem.id, 'keep_free', 'lea')
  })

  test('a refund that never arrives is not paid for: the payment goes back', async () => {
    await shop.payments.settling(null)
    const { order, problem } = await refunded()
    await found(problem.id, 'keep_and_pay')
    await shop.settle()
    const books = (await shop.payments.books()).movements.filter((each) => each.status === 'pending')
    const [charge, refund] = ['charge', 'refund'].map((object) => books.findLast((each) => each.object === object))
    await shop.payments.settling(0)
    await shop.payments.settleAs(charge?.idempotency_key ?? '', 'succeeded')
    await shop.payments.settleAs(refund?.idempotency_key ?? '', 'failed', 'account_closed')
    await runUntil(shop.app, '2026-03-02T16:00:00Z')
    // Paid once: with the first payment, whose refund came back. The second one was returned.
    expect(await paid(order)).toBe(1900)
    expect((await shop.money(order)).refunds.map(({ row }) => [row.reason, row.state])).toEqual([
      ['delivered_not_received', 'failed'],
      ['paid_without_refund', 'succeeded'],
    ])
    expect((await shop.problemNow(problem.id)).state).toBe('turned_up')
  })
})

describe('it turned up after a new one was sent', { timeout: 60_000 }, () => {
  test('kept and paid: the second one costs what the first one did', async () => {
    const { order, problem } = await refunded({}, 'rem_replacement')
    expect(problem.replacement?.state).toBe('accepted')
    await found(problem.id, 'keep_and_pay')
    await shop.settle()
    const charges = await shop.app.db.selectFrom('charge').selectAll().execute()
    expect(charges.map((each) => [each.amount_minor, each.state])).toEqual([[1900, 'succeeded']])
    expect(await paid(order)).toBe(3800)
    expect(await counting(problem.id)).toEqual([])
  })

  test('a new one that has not left is stopped, and the first one is simply theirs', async () => {
    const { order, problem } = await refunded({}, 'rem_replacement')
    const stock = await shop.stock('mug-blue')
    await found(problem.id)
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'turned_up',
      replacement: { words: expect.stringContaining('stopping') },
    })
    await shop.settle()
    const done = await shop.problemNow(problem.id)
    expect(done).toMatchObject({ replacement: { state: 'canceled' }, return: null, turnedUp: { choice: '' } })
    expect(await shop.stock('mug-blue')).toBe(stock === null ? null : stock + 1)
    const now = await shop.orderNow(order)
    const current = now.units.filter((unit) => unit.superseded_reason === null)
    expect(current.map((unit) => [unit.id, unit.settled_by])).toEqual([[order.units[0]?.id, null]])
    expect((await shop.money(order)).balance.remainingMinor).toBe(1_900)
    // It is theirs like any other: something else can be wrong with it.
    expect((await shop.report({ order: order.row.id, kind: 'defective' })).state).toBe('open')
  })

  test('it had left all the same: what is too much goes back for free', async () => {
    const { problem } = await refunded({}, 'rem_replacement')
    await shop.storefront.switches({ next: [{ do: 'refuse', on: 'change', reason: 'already_dispatched' }] })
    await found(problem.id)
    await shop.settle()
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'turned_up',
      return: { words: expect.stringContaining('free') },
      turnedUp: { choice: 'return' },
    })
  })

  test('nothing on file to pay with: it can be sent back, or a person helps', async () => {
    const { problem } = await refunded({ tenders: [{ kind: 'card', method: 'not-on-file' }] }, 'rem_replacement')
    await expect(found(problem.id, 'keep_and_pay')).rejects.toMatchObject({
      code: 'not_possible_now',
      details: { choices: ['return'] },
    })
    await found(problem.id, 'return')
  })
})

describe('turned up otherwise', () => {
  test('before anything was given there is nothing to choose', async () => {
    const { order, problem } = await reported()
    await found(problem.id)
    expect(await shop.problemNow(problem.id)).toMatchObject({ state: 'turned_up', turnedUp: { choice: '' } })
    expect((await shop.orderNow(order)).holds).toEqual([])
    await found(problem.id)
  })

  test('what was broken cannot turn up', async () => {
    const { order } = await reported()
    const other = await shop.order({ placedAt: '2026-02-20T12:00:00Z' })
    await shop.scan(await shop.ship(other), ['2026-02-26T16:00:00Z', 'delivered'])
    const broken = await shop.report({ order: other.row.id, kind: 'damaged' })
    await expect(found(broken.id)).rejects.toMatchObject({ code: 'not_possible_now' })
    expect(order.row.id).not.toBe(other.row.id)
  })
})

describe('what was given could not be given', { timeout: 60_000 }, () => {
  test('the refund comes back: open again with store credit first, and it is given', async () => {
    await shop.payments.switches({ next: [{ do: 'refuse', on: 'refund', reason: 'account_closed' }] })
    const { order, problem } = await refunded()
    expect(problem).toMatchObject({
      state: 'open',
      taken: null,
      refund: null,
      words: expect.stringContaining('Nothing is lost'),
    })
    expect(problem.remedies.map(({ kind, amount }) => [kind, amount?.amountMinor])).toEqual([
      ['store_credit', 1900],
      ['refund', 1900],
      ['replacement', undefined],
      ['person', undefined],
    ])
    expect((await shop.orderNow(order)).holds).toHaveLength(1)
    const templates = await mails()
    expect(templates).toContain('refund_failed')
    expect(templates).not.toContain('replacement_not_possible')
    const done = await shop.take(problem.id, 'rem_store_credit')
    expect(done).toMatchObject({
      state: 'remedied',
      refund: { state: 'succeeded', perTender: [{ label: 'Store credit', amount: { amountMinor: 1900 } }] },
    })
    expect(await paid(order)).toBe(0)
    expect(await counting(problem.id)).toEqual(expect.arrayContaining(['not_received_remedy']))
  })

  test('not as store credit just after sign-in details changed: that way stays closed to whoever changed them', async () => {
    await shop.payments.switches({ next: [{ do: 'refuse', on: 'refund', reason: 'account_closed' }] })
    const { order, problem } = await refunded()
    await shop.act(system('test'), (work) => recordContactChange(work, order.row.customer_id, ['email']))
    await expect(shop.take(problem.id, 'rem_store_credit')).rejects.toMatchObject({ code: 'cooldown' })
    expect(await shop.take(problem.id, 'rem_refund')).toMatchObject({ state: 'remedied' })
  })

  test('it comes back days later, after the money seemed to be there', async () => {
    const { order, problem } = await refunded()
    expect(problem).toMatchObject({ state: 'remedied', refund: { state: 'succeeded' } })
    const key =
      (await shop.payments.books()).movements.findLast((each) => each.object === 'refund')?.idempotency_key ?? ''
    await shop.payments.settleAs(key, 'failed', 'account_closed')
    await shop.act(system('webhook'), (work) =>
      settleMovement(work, key, { state: 'failed', reference: null, reason: 'account_closed' }),
    )
    await shop.settle()
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'open',
      remedies: [{ kind: 'store_credit' }, { kind: 'refund' }, { kind: 'replacement' }, { kind: 'person' }],
    })
    // And then it was paid after all: that is what made it good, and nothing more is offered.
    await shop.act(system('webhook'), (work) =>
      settleMovement(work, key, { state: 'succeeded', reference: 're_1', reason: null }),
    )
    await shop.settle()
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'remedied',
      taken: { kind: 'refund' },
      refund: { state: 'succeeded' },
    })
    expect((await shop.orderNow(order)).holds).toEqual([])
    expect(await paid(order)).toBe(0)
  })

  test('canceling a late order is the remedy: no reason from the shop’s list is asked, and the money follows', async () => {
    await shop.rules({ 'cancel.reasons': ['ordered by mistake'] })
    const order = await shop.order({ placedAt: '2026-02-10T12:00:00Z', promisedBy: '2026-02-24T23:59:59Z' })
    const problem = await shop.report({ order: order.row.id, kind: 'late' })
    expect(problem.remedies.map(({ kind }) => kind)).toContain('cancel')
    await shop.take(problem.id, 'rem_cancel')
    await shop.settle()
    expect((await shop.money(order)).refunds.map(({ row }) => [row.amount_minor, row.state])).toEqual([
      [1900, 'succeeded'],
    ])
    expect((await shop.problemNow(problem.id)).state).toBe('remedied')
  })

  test('the warehouse could not stop it: open again, and what is possible stands there', async () => {
    const order = await shop.order({ placedAt: '2026-02-10T12:00:00Z', promisedBy: '2026-02-24T23:59:59Z' })
    const problem = await shop.report({ order: order.row.id, kind: 'late' })
    await shop.storefront.order(order.row.reference, { state: 'picked' })
    await shop.take(problem.id, 'rem_cancel')
    await shop.settle()
    const again = await shop.problemNow(problem.id)
    expect(again).toMatchObject({ state: 'open', taken: null, words: expect.stringContaining('already left') })
    expect(again.remedies.map(({ kind }) => kind)).not.toContain('cancel')
    expect(again.remedies.at(-1)?.kind).toBe('person')
    expect((await shop.money(order)).refunds).toEqual([])
    expect(await mails()).toEqual(expect.arrayContaining(['change_refused']))
  })
})

describe('what comes with a report', () => {
  test('photos stay with it; somebody else’s file is not found', async () => {
    const { order } = await reported()
    const other = await shop.order({ placedAt: '2026-02-20T12:00:00Z' })
    await shop.scan(await shop.ship(other), ['2026-02-26T16:00:00Z', 'delivered'])
    const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
    const context = {
      app: shop.app,
      transact: <T>(run: Parameters<typeof transact<T>>[2]) => transact(shop.app, system('test'), run),
    }
    const mine = await storeFile(context, {
      content,
      name: 'crack.png',
      owner: { kind: 'shopper', id: other.row.customer_id },
    })
    const theirs = await storeFile(context, {
      content,
      name: 'theirs.png',
      owner: { kind: 'shopper', id: 'cus_somebody' },
    })
    await expect(shop.report({ order: other.row.id, kind: 'damaged', files: [theirs.id] })).rejects.toMatchObject({
      type: 'not_found',
    })
    const problem = await shop.report({ order: other.row.id, kind: 'damaged', files: [mine.id], note: 'A crack' })
    expect(problem.files).toMatchObject([{ id: mine.id, name: 'crack.png', url: expect.stringContaining(mine.id) }])
    expect(order.row.id).not.toBe(other.row.id)
  })

  test('two parcels are two losses: a number counts inside one parcel', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 3 }], placedAt: '2026-02-20T12:00:00Z' })
    const item = order.items[0]
    for (const [reference, quantity] of [
      ['P-a', 2],
      ['P-b', 1],
    ] as const) {
      const parcel = await shop.ship(order, { reference, items: [{ item: item?.reference ?? '', quantity }] })
      await shop.scan(parcel, ['2026-02-26T16:00:00Z', 'delivered'])
    }
    await expect(shop.report({ item: item?.id, kind: 'delivered_not_received', quantity: 3 })).rejects.toMatchObject({
      code: 'quantity_too_high',
      details: { possible: 2 },
      message: expect.stringContaining('another parcel'),
    })
    const first = await shop.report({ item: item?.id, kind: 'delivered_not_received', quantity: 2 })
    const second = await shop.report({ item: item?.id, kind: 'delivered_not_received' })
    expect([first.items[0]?.quantity, second.items[0]?.quantity]).toEqual([2, 1])
    const losses = await shop.app.db.selectFrom('problem').select('loss_id').execute()
    expect(new Set(losses.map((row) => row.loss_id)).size).toBe(2)
  })
})
