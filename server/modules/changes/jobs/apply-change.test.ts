import { addMinutes } from '#platform/time'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerChange } from '../commands/answer-change.ts'
import { settleChange } from '../commands/settle-change.ts'

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

const at = (minutes: number) => addMinutes(new Date('2026-03-02T15:00:00Z'), minutes)

/** What the storefront has under a change's key. */
async function there(changeId: string) {
  return (await shop.storefront.books()).changes.filter((each) => each.idempotency_key === changeId)
}

async function cancel() {
  const order = await shop.order({ shipping: 200 })
  const { id } = await shop.change({ order: order.row.id, kind: 'cancel' })
  return { order, id: id ?? '' }
}

async function expectCanceledOnce({ order, id }: Awaited<ReturnType<typeof cancel>>) {
  expect((await shop.changeNow(id)).state).toBe('applied')
  expect((await there(id)).map((each) => each.status)).toEqual(['applied'])
  const { refunds, balance } = await shop.money(order)
  expect(refunds.map(({ row }) => [row.amount_minor, row.state])).toEqual([[2100, 'succeeded']])
  expect(balance.remainingMinor).toBe(0)
  expect(await shop.events('change.applied')).toHaveLength(1)
}

describe('a storefront in trouble', () => {
  test.each(['rate_limit', 'error_before', 'lost_request', 'lost_answer', 'error_after', 'answer_twice'])(
    '%s: carried out once',
    async (trouble) => {
      await shop.storefront.switches({ next: [{ do: trouble, on: 'change' }] })
      const change = await cancel()
      await shop.settle({ allowFailures: true })
      await shop.settle({ allowFailures: true })
      await expectCanceledOnce(change)
    },
  )

  test('an answer that takes too long: looked up, not asked again', async () => {
    await shop.storefront.switches({ next: [{ do: 'hold', on: 'change' }] })
    const change = await cancel()
    await shop.settle({ allowFailures: true })
    await outside.storefront.control('POST', '/control/release')
    await shop.settle()
    await expectCanceledOnce(change)
  })

  test('it crashes after it wrote it down: looked up after it is back', async () => {
    await shop.storefront.switches({ next: [{ do: 'crash', on: 'change' }] })
    const change = await cancel()
    await shop.settle({ allowFailures: true })
    await outside.storefront.exited
    outside.storefront = await outside.storefront.restart()
    await shop.settle()
    await expectCanceledOnce(change)
  })

  test('down for longer than it may take: a person is asked to look, and it is carried out as soon as the storefront is back', async () => {
    const change = await cancel()
    await shop.storefront.switches({ down: true })
    await shop.settle({ allowFailures: true })
    await runUntil(shop.app, at(20), { allowFailures: true })
    expect(await shop.changeNow(change.id)).toMatchObject({
      state: 'review',
      words: expect.stringContaining('A person'),
    })
    expect(await shop.events('change.overdue')).toHaveLength(1)
    expect((await shop.money(change.order)).refunds).toEqual([])
    await shop.storefront.calm()
    await runUntil(shop.app, at(40), { allowFailures: true })
    await expectCanceledOnce(change)
  })

  test('its job was lost: the sweep sends it', async () => {
    const change = await cancel()
    await shop.app.db.deleteFrom('pgboss.job').where('name', '=', 'changes.apply').execute()
    await runUntil(shop.app, at(10))
    await expectCanceledOnce(change)
  })

  test('it answers late, by webhook or when looked up: applied then, with the money', async () => {
    await shop.storefront.confirming(null)
    const change = await cancel()
    await shop.settle()
    expect((await shop.changeNow(change.id)).state).toBe('pending')
    await runUntil(shop.app, at(16))
    expect((await shop.changeNow(change.id)).state).toBe('review')
    await shop.storefront.decide(change.id, 'applied')
    await runUntil(shop.app, at(40))
    await expectCanceledOnce(change)
  })

  test('it answers late that it was too late', async () => {
    await shop.storefront.confirming(null)
    const { order, id } = await cancel()
    await shop.settle()
    await shop.storefront.decide(id, 'refused', 'already_dispatched')
    await runUntil(shop.app, at(14))
    expect(await shop.changeNow(id)).toMatchObject({
      state: 'refused',
      refusal: { code: 'already_dispatched', instead: ['refuse_parcel', 'return'] },
    })
    expect((await shop.money(order)).refunds).toEqual([])
  })
})

describe('every step again', () => {
  test('each job twice, each answer twice: one cancellation, one refund', async () => {
    const change = await cancel()
    for (let round = 0; round < 2; round++) {
      await shop.job('changes.apply', { changeId: change.id })
      await shop.job('changes.look-up', { changeId: change.id })
      await shop.act({ kind: 'system', name: 'webhook' }, (work) =>
        settleChange(work, { changeId: change.id, outcome: { state: 'applied', reference: 'x', at: new Date() } }),
      )
      await shop.act({ kind: 'system', name: 'webhook' }, (work) =>
        settleChange(work, {
          changeId: change.id,
          outcome: { state: 'refused', reference: 'x', reason: 'already_picked' },
        }),
      )
      await shop.settle()
    }
    await expectCanceledOnce(change)
  })

  test('the storefront’s yes was never heard and neither was the look-up: the next try finds it', async () => {
    const change = await cancel()
    await outside.storefront.control('POST', '/control/switches', { next: [{ do: 'hold', on: 'change' }] })
    // The answer and the look-up after it are lost with the process; what was written down before is that it was tried.
    const dying = shop.job('changes.apply', { changeId: change.id }).catch(() => {})
    await expect.poll(async () => (await there(change.id)).length).toBe(1)
    await outside.storefront.kill()
    await dying
    expect((await shop.changeNow(change.id)).state).toBe('pending')
    outside.storefront = await outside.storefront.restart()
    await shop.job('changes.apply', { changeId: change.id }, 1)
    await shop.settle()
    await expectCanceledOnce(change)
  })

  test('twenty answers at once are one answer', async () => {
    const change = await cancel()
    await Promise.all(Array.from({ length: 20 }, () => shop.job('changes.apply', { changeId: change.id })))
    await shop.settle()
    await expectCanceledOnce(change)
  })
})

describe('a person’s no in the review', () => {
  async function inReview() {
    await shop.storefront.confirming(null)
    const change = await cancel()
    await shop.settle()
    await runUntil(shop.app, at(16))
    expect((await shop.changeNow(change.id)).state).toBe('review')
    return change
  }

  test('the storefront has it and carried it out: it is done, and the money comes back', async () => {
    const change = await inReview()
    await shop.storefront.decide(change.id, 'applied')
    await shop.act(shop.as('sue'), (work) => answerChange(work, { id: change.id, answer: 'refuse' }))
    await shop.settle()
    await expectCanceledOnce(change)
  })

  test('the storefront still thinks: it waits for its word', async () => {
    const change = await inReview()
    await shop.act(shop.as('sue'), (work) => answerChange(work, { id: change.id, answer: 'refuse' }))
    await shop.settle()
    expect((await shop.changeNow(change.id)).state).toBe('review')
    await shop.storefront.decide(change.id, 'refused', 'already_picked')
    await runUntil(shop.app, at(60))
    expect(await shop.changeNow(change.id)).toMatchObject({ state: 'refused', refusal: { code: 'already_picked' } })
  })

  test('the storefront never had it: the no counts, and it is never sent', async () => {
    const change = await cancel()
    await shop.storefront.switches({ down: true })
    await shop.settle({ allowFailures: true })
    await runUntil(shop.app, at(16), { allowFailures: true })
    await shop.act(shop.as('sue'), (work) =>
      answerChange(work, { id: change.id, answer: 'refuse', reason: 'The shopper wants it after all' }),
    )
    await shop.settle({ allowFailures: true })
    await shop.storefront.calm()
    await shop.settle({ allowFailures: true })
    await runUntil(shop.app, at(60), { allowFailures: true })
    expect(await shop.changeNow(change.id)).toMatchObject({ state: 'refused', refusal: { code: 'refused_by_store' } })
    expect(await there(change.id)).toEqual([])
    expect((await shop.orderNow(change.order)).holds).toEqual([])
  })

  test('a yes asks again, with a deadline of its own', async () => {
    const change = await inReview()
    await shop.act(shop.as('sue'), (work) => answerChange(work, { id: change.id, answer: 'accept' }))
    expect(await shop.changeNow(change.id)).toMatchObject({ state: 'pending', answerBy: at(31).toISOString() })
    await runUntil(shop.app, at(32))
    expect((await shop.changeNow(change.id)).state).toBe('review')
    await shop.storefront.decide(change.id, 'applied')
    await runUntil(shop.app, at(60))
    await expectCanceledOnce(change)
  })
})

describe('at the same moment', () => {
  test('twenty changes of one order: one begins, the others are told', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 3 }] })
    const item = order.items[0]?.id ?? ''
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        shop.change(
          index % 2 === 0
            ? { order: order.row.id, kind: 'cancel', items: [{ item, quantity: 1 }] }
            : { order: order.row.id, kind: 'variant', variants: [{ item, to: 'mug-red' }] },
        ),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    const codes = tries.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))
    expect(new Set(codes)).toEqual(new Set(['change_pending']))
    await shop.settle()
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toHaveLength(1)
  })

  test('ten orders take a difference from one gift card: it is never overdrawn', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => shop.order()))
    const gift = (await shop.method('gift-ava')).id
    const tries = await Promise.allSettled(
      orders.map((order) =>
        shop.change({
          order: order.row.id,
          kind: 'variant',
          tender: gift,
          variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
        }),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(7)
    expect((await shop.method('gift-ava')).balance).toBe(5000 - 7 * 700)
  })

  test('a cancellation and the first scan: whichever is first decides, and nothing is both sent and paid back', async () => {
    await shop.rules({ 'cancel.self_service.own_stock': 'until_shipped' })
    const outcomes = new Set<string>()
    for (let round = 0; round < 8; round++) {
      const order = await shop.order()
      const parcel = await shop.ship(order, { reference: `P-${order.row.reference}` })
      const [canceled] = await Promise.allSettled([
        shop.change({ order: order.row.id, kind: 'cancel' }),
        shop.scan(parcel, ['2026-03-02T14:59:00Z', 'accepted']),
      ])
      outcomes.add(canceled.status === 'fulfilled' ? 'canceled first' : (canceled.reason as { code: string }).code)
      if (canceled.status === 'fulfilled') await shop.storefront.order(order.row.reference, { state: 'dispatched' })
      await shop.settle()
      expect((await shop.money(order)).refunds).toEqual([])
    }
    for (const outcome of outcomes) expect(['canceled first', 'already_shipped', 'dispatch_started']).toContain(outcome)
  })
})
