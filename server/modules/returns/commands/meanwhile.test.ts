import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ReturnRequest } from '#contract/returns'
import type { OrderRecord } from '#modules/orders'
import { recordDispute } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { findReturn, presentReturns, requestReturn, returnableOf } from '../index.ts'
import { receiveGoods } from '../way/receive-goods.ts'
import { takeUnannounced } from '../way/take-unannounced.ts'
import { answerReturn } from './answer-return.ts'

const program = system('test')
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

const itemOf = (order: OrderRecord, index = 0) => order.items[index]?.id ?? ''

async function delivered(bought: Parameters<SmallShop['order']>[0] = {}) {
  const order = await shop.order(bought)
  const parcel = await shop.ship(order)
  await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], ['2026-03-01T15:00:00Z', 'delivered'])
  await shop.settle()
  return await shop.orderNow(order)
}

const wish = (order: OrderRecord, parts: Record<string, unknown> = {}, item: Record<string, unknown> = {}) =>
  ReturnRequest.parse({ items: [{ item: itemOf(order), quantity: 1, reason: 'changed_mind', ...item }], ...parts })
const ask = (input: ReturnRequest, who = 'ava') => shop.act(who, (work) => requestReturn(work, input))
const receive = (id: string) => shop.act(program, (work) => receiveGoods(work, { id }))
async function shown(id: string, who = 'ava') {
  const [one] = await presentReturns(shop.read(who), [await findReturn(shop.read(who), id)])
  if (!one) throw new Error('it is there')
  return one
}
const code = async (run: Promise<unknown>): Promise<string> =>
  await run.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const refunded = async (order: OrderRecord) =>
  (await shop.money(order)).refunds.map(({ row }) => row.amount_minor).toSorted((one, other) => one - other)

describe('a new one that is still under way', () => {
  it('cannot go back before it is there: one thing gives one thing', async () => {
    const order = await delivered()
    const id = await ask(wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: 'mug-tin' }] }))
    await shop.settle()
    const [before] = (await returnableOf(shop.read('ava'), await shop.orderNow(order))).notReturnable
    expect(before?.code).toBe('not_delivered_yet')
    expect(await code(ask(wish(order)))).toBe('not_delivered_yet')

    const sent = await shop.row<{ storefront_reference: string }>(
      'replacement',
      (await findReturn(shop.read(program), id)).units[0]?.replacement_id ?? '',
    )
    const parcel = await shop.ship(order, { of: sent.storefront_reference, reference: 'P-new' })
    expect(await code(ask(wish(order))), 'on its way').toBe('not_delivered_yet')
    await shop.scan(parcel, ['2026-03-02T15:00:00Z', 'delivered'])
    await shop.settle()
    expect(await code(ask(wish(order)))).toBe('done')
  })
})

describe('the last one that two want', () => {
  it('is paid back with its difference when it is gone, and what comes back is received', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    await shop.app.pool.query(`update variant set stock = 1 where reference = 'mug-gold'`)
    const input = wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }] })
    const [one, other] = [await ask(input), await ask(input)]
    expect((await shown(one)).state.next).toBe('The new one is sent as soon as the difference is paid.')
    await shop.settle()
    const [first, second] = [await shown(one), await shown(other)].toSorted((a) => (a.replacementId ? -1 : 1))
    expect(first?.replacementId).not.toBeNull()
    expect(second).toMatchObject({ replacementId: null, resolution: 'refund', refund: { amountMinor: 1900 + 700 } })
    expect(await refunded(order)).toEqual([700])
    await receive(second?.id ?? '')
    await receive(first?.id ?? '')
    await shop.settle()
    expect((await shown(second?.id ?? '')).state.code).toBe('done')
    expect(await refunded(order)).toEqual([700, 1900])
  })

  it('gone when the old one is back: the difference that was paid for it comes back too', async () => {
    await shop.rules({ 'replace.ship_before_return.max': { USD: 1 } })
    const order = await delivered()
    const id = await ask(
      wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }] }),
    )
    await shop.settle()
    await shop.app.pool.query(`update variant set stock = 0 where reference = 'mug-gold'`)
    await receive(id)
    await shop.settle()
    expect(await refunded(order)).toEqual([700, 1900])
    expect((await shown(id)).state.code).toBe('done')
  })

  it('a difference that is declined is said so, and nothing is shown as charged', async () => {
    const order = await delivered()
    const id = await ask(
      wish(order, {
        resolution: 'exchange',
        exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }],
        refundTo: (await shop.method('declined-ava')).id,
      }),
    )
    await shop.settle({ allowFailures: true })
    expect(await shown(id)).toMatchObject({ charge: { amountMinor: 0 }, perTender: [] })
    expect((await shown(id)).state.words).toMatch(/difference couldn’t be paid/)
  })
})

describe('goods that come while a person thinks', () => {
  const inReview = async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', unitPrice: 9900 }] })
    await shop.rules({ 'return.authorize.in_policy': 'manual' })
    return { order, id: await ask(wish(order)) }
  }

  it('are counted, and the yes sets their money going', async () => {
    const { order, id } = await inReview()
    expect((await shown(id)).state.code).toBe('needs_review')
    await receive(id)
    await shop.settle()
    expect(await refunded(order)).toEqual([])
    expect((await shown(id)).state.code).toBe('needs_review')
    await shop.act('sue', (work) => answerReturn(work, { id, decision: 'approve', note: 'Fine.' }))
    await shop.settle()
    expect(await refunded(order)).toHaveLength(1)
    expect((await shown(id)).state.code).toBe('done')
  })

  it('are taken in after a no as well, and a lead is asked once more', async () => {
    const { order, id } = await inReview()
    await shop.act('lea', (work) => answerReturn(work, { id, decision: 'decline', note: 'No.' }))
    const again = await receive(id)
    expect(again).not.toBe(id)
    await shop.settle()
    expect((await shown(again)).state.code).toBe('needs_review')
    expect(await refunded(order), 'a no is not got round by sending it').toEqual([])
    await shop.act('lea', (work) => answerReturn(work, { id: again, decision: 'approve', note: 'It is here.' }))
    await shop.settle()
    expect(await refunded(order)).toHaveLength(1)
  })

  it('found by the order’s number after a no, they wait for an answer as well', async () => {
    const { order, id } = await inReview()
    await shop.act('lea', (work) => answerReturn(work, { id, decision: 'decline', note: 'No.' }))
    const again = await shop.act(program, (work) =>
      takeUnannounced(work, { found: order.row.reference, cause: 'no_label' }),
    )
    expect((await shown(again)).state.code).toBe('needs_review')
  })
})

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  '“%s” is a reason that no table knows',
  async (reason) => {
    const order = await delivered()
    expect(await code(ask(wish(order, {}, { reason })))).toBe('reason_unknown')
  },
)

it('a new one that was sent first is not canceled for money while the old one is still there', async () => {
  const order = await shop.order({ items: [{ variant: 'mug-blue' }, { variant: 'mug-red' }] })
  const parcel = await shop.ship(order, { items: [{ item: `${order.row.reference}-1`, quantity: 1 }] })
  await shop.scan(parcel, ['2026-03-01T15:00:00Z', 'delivered'])
  await shop.settle()
  const id = await ask(wish(order, { resolution: 'replacement' }))
  await shop.settle()
  const cancel = (parts: object) =>
    code(shop.change({ order: order.row.id, kind: 'cancel', confirm: true, ...parts }, 'ava'))
  expect(await cancel({ items: [{ item: itemOf(order), quantity: 1 }] })).toBe('unit_held')
  expect(await cancel({}), 'the rest can be').toBe('done')
  await shop.settle()
  expect(await refunded(order)).toEqual([order.items[1]?.unit_price_minor])
  expect((await shown(id)).replacementId).not.toBeNull()
})

describe('a bank that looks into the payment', () => {
  const bank = async ({ row }: OrderRecord, state: 'open' | 'won' | 'lost', amountMinor = row.total_minor) => {
    const facts = { orderId: row.id, reference: row.reference, openedAt: new Date('2026-03-02T15:00:00Z') }
    await shop.act(program, (work) => recordDispute(work, { ...facts, amountMinor, state }))
    await shop.settle()
  }

  it('what comes back meanwhile is paid once it has decided for the store, and not when it has paid itself', async () => {
    const [won, lost, some] = [await delivered(), await delivered(), await delivered()]
    const ids = [await ask(wish(won)), await ask(wish(lost)), await ask(wish(some))] as const
    await bank(won, 'open')
    await bank(lost, 'open')
    await bank(some, 'open', 500)
    for (const id of ids) await receive(id)
    await shop.settle()
    expect(await shown(ids[0])).toMatchObject({ state: { code: 'bank_looks' }, refund: { amountMinor: 1900 } })
    expect((await shown(ids[0])).state.words).not.toContain('is back')
    expect([await refunded(won), await refunded(lost), await refunded(some)]).toEqual([[], [], [1400]])
    await bank(won, 'won')
    await bank(lost, 'lost')
    await bank(some, 'won', 500)
    expect([await refunded(won), await refunded(lost), await refunded(some)]).toEqual([[1900], [], [500, 1400]])
    for (const id of ids) expect((await shown(id)).state.code).toBe('done')
  })
})
