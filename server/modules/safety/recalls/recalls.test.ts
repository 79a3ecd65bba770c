import { OrderInput } from '#contract/orders'
import { lockOrder, upsertOrders } from '#modules/orders'
import { takeRemedy } from '#modules/problems'
import { authorizeRefund } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { requestReturn, returnableOf } from '#modules/returns'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { RecallRequest } from '../contract.ts'
import { chooseRemedy } from './choose.ts'
import { closeRecall, openRecall } from './keep-recall.ts'
import { listNotices, presentNotices } from './present-notices.ts'
import { previewRecall } from './preview-recall.ts'
import { noticesFor, showRecall } from './queries.ts'
import { noteSeen } from './seen.ts'

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

async function delivered(bought: Bought = {}) {
  const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-26T23:59:59Z', ...bought })
  await shop.scan(await shop.ship(order), ['2026-02-22T12:00:00Z', 'in_transit'], ['2026-02-26T16:00:00Z', 'delivered'])
  return order
}

const rows = async <T>(query: string) => (await shop.app.pool.query(query)).rows as T[]
const mug = async (reference = 'mug') =>
  (await rows<{ id: string }>(`select id from product where reference = '${reference}'`))[0]?.id ?? ''
const variant = async (reference: string) =>
  (await rows<{ id: string }>(`select id from variant where reference = '${reference}'`))[0]?.id ?? ''

async function recalled(more: Partial<RecallRequest> = {}) {
  const request = RecallRequest.parse({
    ...(more.variants ? {} : { product: await mug() }),
    reason: 'Handles come off',
    instruction: 'stop_using',
    remedies: ['refund', 'store_credit'],
    message: 'Please stop using the mug.',
    ...more,
  })
  const id = await shop.act('max', (work) => openRecall(work, request))
  await shop.settle()
  return id
}

const noticesOf = async (who = 'ava') => await presentNotices(shop.read(who), await noticesFor(shop.read(who), {}))
const choose = (id: string, remedy: Parameters<typeof chooseRemedy>[1]['remedy'], who = 'ava') =>
  shop.act(who, (work) => chooseRemedy(work, { id, remedy }))
const only = async (who = 'ava') => (await noticesOf(who))[0] ?? expect.fail('a notice is there')
const refunded = async (order: Awaited<ReturnType<typeof delivered>>) =>
  (await shop.money(order)).refunds.reduce((sum, refund) => sum + refund.row.amount_minor, 0)

describe('a recall', { timeout: 60_000 }, () => {
  test('says beforehand whom it is about, tells each order once, and finds what comes later', async () => {
    await delivered()
    await delivered({ customer: 'ben' })
    await delivered({ customer: 'ben', items: [{ variant: 'lamp-oak' }] })
    expect(await previewRecall(shop.read('max'), { product: await mug() })).toMatchObject({
      orders: 2,
      shoppers: 2,
      isComplete: true,
    })
    const id = await recalled()
    await shop.job('safety.find-notices', { recallId: id })
    await shop.job('safety.tell-recall', { recallId: id })
    await shop.settle()
    const mails = await rows("select to_address from notification where template = 'recall_notice'")
    expect(mails).toHaveLength(2)
    await delivered({ customer: 'ben' })
    shop.app.clock.advance({ minutes: 6 })
    await shop.settle()
    expect((await showRecall(shop.read('sam'), { id })).progress).toEqual({
      orders: 3,
      shoppers: 2,
      units: 3,
      told: 3,
      seen: 0,
      answered: 0,
      remedied: 0,
    })
    expect((await listNotices(shop.read('sam'), { id, limit: 2 })).nextCursor).toBeTruthy()
  })

  test('what joins an order that was told is put right with the rest of it, once', async () => {
    const order = await delivered()
    const id = await recalled()
    const { reference, placed_at } = order.row
    const line = { product: 'mug', variant: 'mug-blue', title: 'mug', unitPrice: 1900 }
    const grown = OrderInput.parse({
      reference,
      placedAt: placed_at.toISOString(),
      currency: 'USD',
      taxIncluded: true,
      customer: 'ava',
      shippingAddress: order.row.ship_to,
      items: [
        { ...line, reference: `${reference}-1`, quantity: 1 },
        { ...line, reference: `${reference}-2`, quantity: 1 },
      ],
      tenders: [{ reference: `more-${reference}`, kind: 'card', label: 'Visa ending 4242', captured: 3800 }],
    })
    await shop.act(system('import'), (work) => upsertOrders(work, 'import', [grown], { history: false }))
    for (let again = 0; again < 2; again += 1) await shop.job('safety.find-notices', { recallId: id })
    await shop.settle()
    expect((await showRecall(shop.read('sam'), { id })).progress).toMatchObject({ orders: 1, units: 2, told: 1 })
    await choose((await only()).id, 'refund')
    expect(await refunded(order)).toBe(3800)
  })

  test('many processes at once tell each order once, and one that died leaves the rest to the next', async () => {
    for (let count = 0; count < 6; count += 1) await delivered({ customer: count % 2 === 0 ? 'ava' : 'ben' })
    const request = RecallRequest.parse({
      product: await mug(),
      reason: 'Handles come off',
      instruction: 'stop_using',
      remedies: ['refund'],
      message: 'Please stop using the mug.',
    })
    const id = await shop.act('max', (work) => openRecall(work, request))
    await shop.job('safety.find-notices', { recallId: id })
    // As if the process had died after the first ones.
    await rows("update recall_notice set state = 'told' where id in (select id from recall_notice order by id limit 2)")
    await Promise.all(Array.from({ length: 4 }, () => shop.job('safety.tell-recall', { recallId: id })))
    await Promise.all(Array.from({ length: 3 }, () => shop.job('safety.find-notices', { recallId: id })))
    await shop.settle()
    expect(await shop.events('recall.told')).toHaveLength(4)
    expect((await showRecall(shop.read('sam'), { id })).progress.orders).toBe(6)
  })

  test.each([
    ['by lot, with those whose lot nobody knows', { lots: ['L-1'] }, 2, 1],
    ['by lot, known ones only', { lots: ['L-1'], unknownLots: false }, 1, 1],
    ['by day', { orderedFrom: '2026-02-21T00:00:00Z' }, 1, 0],
  ])('counts %s', async (_, more, orders, lotKnown) => {
    const [first, second] = [await delivered(), await delivered()]
    await delivered({ placedAt: '2026-02-21T12:00:00Z' })
    await rows(`update order_item set lot = 'L-1' where order_id = '${first.row.id}'`)
    await rows(`update order_item set lot = 'L-2' where order_id = '${second.row.id}'`)
    expect(await previewRecall(shop.read('max'), { product: await mug(), ...more })).toMatchObject({ orders, lotKnown })
  })

  test('one tap pays back once, whoever taps how often; seen, answered and remedied are counted', async () => {
    const order = await delivered()
    const id = await recalled()
    const notice = await only()
    expect(notice.choices).toMatchObject([
      { remedy: 'refund', amount: { amountMinor: order.row.total_minor } },
      { remedy: 'store_credit' },
    ])
    await shop.act('ava', (work) => noteSeen(work, { id: notice.id }))
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => choose(notice.id, index % 2 === 0 ? 'refund' : 'store_credit')),
    )
    await shop.settle()
    expect(await refunded(order)).toBe(order.row.total_minor)
    const now = await only()
    expect(now).toMatchObject({ state: 'remedied', choices: [], madeGood: false })
    const other = now.choice === 'refund' ? 'store_credit' : 'refund'
    await expect(choose(notice.id, other)).rejects.toMatchObject({ code: 'remedy_already_taken' })
    await expect(choose(notice.id, 'refund', 'ben')).rejects.toMatchObject({ status: 404 })
    expect((await showRecall(shop.read('sam'), { id })).progress).toMatchObject({ seen: 1, answered: 1, remedied: 1 })
  })

  test('a recall and a return at the same moment pay once', async () => {
    const order = await delivered()
    await recalled()
    const notice = await only()
    await Promise.allSettled([
      choose(notice.id, 'refund'),
      shop.act('ava', (work) =>
        requestReturn(work, {
          items: [{ item: order.items[0]?.id ?? '', quantity: 1, reason: 'no_longer_wanted' }],
          resolution: 'refund',
        } as never),
      ),
      shop.act('ada', async (work) => {
        await authorizeRefund(work, {
          order: await lockOrder(work, order.row.id),
          unitIds: order.units.map(({ id }) => id),
          parts: { goods: true, shipping: true, fees: true },
          reason: 'goodwill',
          about: null,
        })
      }),
    ])
    await shop.settle()
    expect(await refunded(order)).toBeLessThanOrEqual(order.row.total_minor)
    const held = await rows('select id from unit_hold where closed_at is null')
    expect((await refunded(order)) > 0 || held.length > 0).toBe(true)
  })

  test('what was paid back before gets the warning and no money; a share that went back leaves the rest', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    await shop.take(problem.id, 'rem_refund')
    await shop.settle()
    await recalled()
    const notice = await only()
    expect(notice).toMatchObject({ madeGood: true, choices: [] })
    await expect(choose(notice.id, 'refund')).rejects.toMatchObject({ code: 'unit_already_settled' })
    expect(await refunded(order)).toBe(order.row.total_minor)
  })

  test('kept for a share before: the rest goes back', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue' }] })
    const problem = await shop.report({ order: order.row.id, kind: 'damaged' })
    const partial = problem.remedies.find(({ kind }) => kind === 'partial_refund')
    await shop.act('lea', (work) => takeRemedy(work, { id: problem.id, remedy: partial?.id ?? '' }))
    await shop.settle()
    const share = await refunded(order)
    expect(share).toBeGreaterThan(0)
    await recalled()
    const notice = await only()
    expect(notice.choices[0]?.amount?.amountMinor).toBe(order.row.total_minor - share)
    await choose(notice.id, 'refund')
    await shop.settle()
    expect(await refunded(order)).toBe(order.row.total_minor)
  })

  test('an open problem about it goes on there', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'damaged', unsafe: true })
    await recalled()
    const notice = await only()
    expect(notice).toMatchObject({ choices: [], heldBy: { kind: 'problem', id: problem.id } })
    await expect(choose(notice.id, 'refund')).rejects.toMatchObject({ code: 'unit_held' })
  })

  test('a replacement is another one for the same money, though the recalled one is sent to nobody', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue' }] })
    await recalled({
      variants: [await variant('mug-blue')],
      remedies: ['replacement', 'repair_kit'],
      replacementVariant: await variant('mug-gold'),
    })
    const notice = await only()
    expect(notice.choices.map(({ remedy }) => remedy)).toEqual(['replacement', 'repair_kit'])
    await choose(notice.id, 'replacement')
    await shop.settle()
    const placed = (await shop.storefront.books()).replacements.filter((each) => each.order === order.row.reference)
    expect(placed).toMatchObject([{ items: [{ variant: 'mug-gold', quantity: 1 }] }])
    expect(await only()).toMatchObject({ state: 'remedied', replacement: { state: 'accepted' } })
    expect((await shop.money(order)).balance.remainingMinor).toBe(order.row.total_minor)
    expect(await rows('select id from charge')).toEqual([])
    const bens = await delivered({ customer: 'ben', items: [{ variant: 'mug-blue' }] })
    const missing = await shop.report({ order: bens.row.id, kind: 'delivered_not_received' }, 'ben')
    expect(missing.remedies.map(({ kind }) => kind)).not.toContain('replacement')
  })

  test('what could not be sent is chosen anew, and the shopper is told', async () => {
    await delivered({ items: [{ variant: 'mug-blue' }] })
    await recalled({
      variants: [await variant('mug-blue')],
      remedies: ['replacement', 'refund'],
      replacementVariant: await variant('mug-gold'),
    })
    const notice = await only()
    await shop.storefront.stock('mug-gold', 0)
    await choose(notice.id, 'replacement')
    await shop.settle()
    const now = await only()
    expect(now).toMatchObject({ state: 'told', choice: null })
    expect(now.choices.map(({ remedy }) => remedy)).toContain('refund')
    expect(await rows("select id from notification where template = 'recall_notice'")).toHaveLength(2)
    await choose(notice.id, 'refund')
    await shop.settle()
    expect(await only()).toMatchObject({ state: 'remedied', choice: 'refund' })
    await shop.storefront.stock('mug-gold', 50)
  })

  test('sent back where the recall says so: the money comes by the return, once', async () => {
    const order = await delivered()
    await recalled({ instruction: 'return', remedies: ['refund'] })
    const notice = await only()
    await choose(notice.id, 'refund')
    await shop.settle()
    expect(await only()).toMatchObject({ state: 'answered', returnId: expect.any(String), refund: null })
    expect(await refunded(order)).toBe(0)
  })

  test('whoever has not answered is told again, twice, and not after they chose or it ended', async () => {
    await delivered()
    await delivered({ customer: 'ben' })
    const id = await recalled()
    const notice = await only()
    await choose(notice.id, 'refund')
    const count = async () => (await rows("select id from notification where template = 'recall_notice'")).length
    expect(await count()).toBe(2)
    const counts = []
    for (const days of [7, 7, 7, 20]) {
      shop.app.clock.advance({ days, minutes: 30 })
      await shop.settle()
      counts.push(await count())
    }
    expect(counts).toEqual([3, 3, 4, 4])
    const { version } = await showRecall(shop.read('sam'), { id })
    await shop.act('max', (work) => closeRecall(work, { id, version }))
    await expect(choose((await only('ben')).id, 'refund', 'ben')).rejects.toMatchObject({ code: 'not_possible_now' })
  })

  test('refuses what makes no sense', async () => {
    const [blue, lamp] = [await variant('mug-blue'), await variant('lamp-oak')]
    await expect(recalled({ variants: [blue, lamp] })).rejects.toMatchObject({ param: 'variants' })
    await expect(recalled({ remedies: ['replacement'] })).rejects.toMatchObject({ param: 'replacementVariant' })
    await expect(
      recalled({ variants: [blue], remedies: ['replacement'], replacementVariant: blue }),
    ).rejects.toMatchObject({ param: 'replacementVariant' })
    await expect(recalled({ product: 'nothing' })).rejects.toMatchObject({ param: 'product' })
  })
})

describe('what is recalled and what is not', { timeout: 60_000 }, () => {
  test('one variant recalled: it is not sent again, and the others still are', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue' }] })
    const red = await delivered({ items: [{ variant: 'mug-red' }] })
    await recalled({ variants: [await variant('mug-blue')] })
    const problem = await shop.report({ order: order.row.id, kind: 'wrong_item' })
    const kinds = problem.remedies.map(({ kind }) => kind)
    expect(kinds).not.toContain('replacement')
    expect(kinds).toContain('exchange')
    const other = await shop.report({ order: red.row.id, kind: 'wrong_item' })
    expect(other.remedies.map(({ kind }) => kind)).toContain('replacement')
    const choices = other.remedies.find(({ kind }) => kind === 'exchange')?.variants ?? []
    expect(choices.map(({ id }) => id)).not.toContain(await variant('mug-blue'))
    expect(choices.length).toBeGreaterThan(0)
  })

  test('a return of it is paid back, not sent again', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue' }] })
    await recalled({ variants: [await variant('mug-blue')] })
    const { items } = await returnableOf(shop.read('ava'), await shop.orderNow(order))
    expect(items[0]?.resolutions).not.toContain('replacement')
    expect(items[0]?.resolutions).toContain('refund')
    expect(items[0]?.variants.find(({ title }) => title?.includes('blue'))?.available ?? false).toBe(false)
  })
})
