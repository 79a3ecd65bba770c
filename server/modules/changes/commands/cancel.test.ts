import { cancelUnits, holdUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { recordDispute } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { addHours, addMinutes } from '#platform/time'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { planChange } from '../plan-change.ts'
import { presentPreview } from '../present.ts'
import { answerChange } from './answer-change.ts'

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

describe('canceling before dispatch', () => {
  test('the whole order: nothing moves before the storefront agrees, then everything comes back with shipping', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 2 }], shipping: 500 })
    const asked = await shop.change({ order: order.row.id, kind: 'cancel', reason: 'no longer needed' })
    expect(asked).toMatchObject({ state: 'pending', refund: null, answerBy: at(15).toISOString() })
    expect((await shop.money(order)).refunds).toEqual([])
    await shop.settle()
    const done = await shop.changeNow(asked.id ?? '')
    expect(done).toMatchObject({
      state: 'applied',
      words: 'Your order is canceled.',
      refund: { amount: { amountMinor: 4300 }, shippingAmount: { amountMinor: 500 }, state: 'succeeded' },
    })
    const now = await shop.orderNow(order)
    expect(now.row.canceled_at).not.toBeNull()
    expect(now.units.every((unit) => unit.canceled_at)).toBe(true)
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
    expect((await shop.storefront.books()).orders.find((each) => each.reference === order.row.reference)?.state).toBe(
      'canceled',
    )
  })

  test('while a bank looks into the payment: the money waits, and comes back once the bank decides for the store', async () => {
    const [whole, part, lost] = [
      await shop.order({ shipping: 300 }),
      await shop.order({ items: [{ variant: 'mug-blue' }, { variant: 'mug-red' }] }),
      await shop.order(),
    ]
    const bank = async (order: OrderRecord, state: 'open' | 'won' | 'lost') => {
      const { id: orderId, reference, total_minor: amountMinor } = order.row
      await shop.act(system('import'), (work) =>
        recordDispute(work, { orderId, reference, openedAt: at(0), amountMinor, state }),
      )
      await shop.settle()
    }
    const refunds = async (order: OrderRecord) => (await shop.money(order)).refunds.map(({ row }) => row.amount_minor)
    for (const order of [whole, part, lost]) await bank(order, 'open')
    const { id } = await shop.change({ order: whole.row.id, kind: 'cancel' })
    await shop.change({ order: part.row.id, kind: 'cancel', items: [{ item: part.items[0]?.id, quantity: 1 }] })
    await shop.change({ order: lost.row.id, kind: 'cancel' })
    await shop.settle()
    expect(await shop.changeNow(id ?? '')).toMatchObject({ state: 'applied', words: expect.stringContaining('bank') })
    expect([await refunds(whole), await refunds(part)]).toEqual([[], []])
    for (const order of [whole, part]) await bank(order, 'won')
    await bank(lost, 'lost')
    expect(await shop.changeNow(id ?? '')).toMatchObject({ refund: { amount: { amountMinor: 2200 } } })
    expect([await refunds(whole), await refunds(part), await refunds(lost)]).toEqual([[2200], [1900], []])
  })

  test('a preview shows amount and method and changes nothing', async () => {
    const order = await shop.order({ shipping: 300 })
    const reader = shop.read('ava')
    const preview = await presentPreview(
      reader,
      await planChange(reader, order, { order: order.row.id, kind: 'cancel', confirm: false }),
    )
    expect(preview).toMatchObject({
      id: null,
      state: 'preview',
      refund: {
        amount: { amountMinor: 2200 },
        perTender: [{ label: 'Visa ending 4242', amount: { amountMinor: 2200 } }],
      },
    })
    expect(await shop.events('change.requested')).toEqual([])
  })

  test('part of a quantity keeps discount and delivery where they are; the last part brings delivery back, and all of it (money case 10)', async () => {
    const order = await shop.order({
      items: [{ variant: 'mug-blue', quantity: 5, unitPrice: 550, discount: 275 }],
      shipping: 50,
    })
    const item = order.items[0]?.id ?? ''
    expect(order.row.total_minor).toBe(2525)
    const part = await shop.change({ order: order.row.id, kind: 'cancel', items: [{ item, quantity: 2 }] })
    await shop.settle()
    expect(await shop.changeNow(part.id ?? '')).toMatchObject({
      state: 'applied',
      refund: { amount: { amountMinor: 990 }, shippingAmount: { amountMinor: 0 } },
    })
    expect((await shop.money(order)).balance.remainingMinor).toBe(1535)
    const rest = await shop.change({ order: order.row.id, kind: 'cancel' })
    await shop.settle()
    const done = await shop.changeNow(rest.id ?? '')
    expect(done).toMatchObject({
      state: 'applied',
      words: 'Your order is canceled.',
      refund: { amount: { amountMinor: 1535 }, shippingAmount: { amountMinor: 50 } },
    })
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
  })

  test('one of several items leaves the others and their shipping alone', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue' }, { variant: 'lamp-oak' }], shipping: 700 })
    const change = await shop.change({
      order: order.row.id,
      kind: 'cancel',
      items: [{ item: order.items[1]?.id ?? '', quantity: 1 }],
    })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'applied',
      refund: { amount: { amountMinor: 4599 }, shippingAmount: { amountMinor: 0 } },
    })
    const now = await shop.orderNow(order)
    expect(now.row.canceled_at).toBeNull()
    expect(now.units.map((unit) => unit.canceled_at !== null)).toEqual([false, true])
  })

  test('a part that becomes the last one while the storefront thinks brings shipping back too', async () => {
    await shop.storefront.confirming(null)
    const order = await shop.order({ items: [{ variant: 'mug-blue' }, { variant: 'mug-red' }], shipping: 400 })
    const change = await shop.change({
      order: order.row.id,
      kind: 'cancel',
      items: [{ item: order.items[0]?.id ?? '', quantity: 1 }],
    })
    await shop.settle()
    // The storefront cancels the other one by itself.
    const other = order.units.find((unit) => unit.item_id === order.items[1]?.id)
    await shop.act({ kind: 'system', name: 'import' }, async (work) => {
      await lockOrder(work, order.row.id)
      await cancelUnits(work, order.row.id, [other?.id ?? ''], {
        reason: 'storefront',
        about: { kind: 'order', id: order.row.id },
      })
    })
    await shop.storefront.decide(change.id ?? '', 'applied')
    await shop.job('changes.look-up', { changeId: change.id })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'applied',
      words: 'Your order is canceled.',
      refund: { amount: { amountMinor: 4200 }, shippingAmount: { amountMinor: 400 } },
    })
  })

  test('a gift card gets its money back at once, the card the rest', async () => {
    const order = await shop.order({
      items: [{ variant: 'lamp-oak' }],
      tenders: [{ kind: 'card' }, { kind: 'gift_card', amount: 1000 }],
    })
    const before = (await shop.method('gift-ava')).balance ?? 0
    const change = await shop.change({ order: order.row.id, kind: 'cancel' })
    await shop.settle()
    const { refund } = await shop.changeNow(change.id ?? '')
    expect(refund?.perTender.map((each) => [each.label, each.amount.amountMinor])).toEqual([
      ['Gift card', 1000],
      ['Visa ending 4242', 3599],
    ])
    expect((await shop.method('gift-ava')).balance).toBe(before + 1000)
  })
})

describe('who may cancel what', () => {
  test('a shop’s own list of reasons is asked for', async () => {
    await shop.rules({ 'cancel.reasons': ['no longer needed', 'ordered by mistake'] })
    const order = await shop.order()
    await expect(shop.change({ order: order.row.id, kind: 'cancel' })).rejects.toMatchObject({
      code: 'cancel_reason_not_allowed',
    })
    await expect(shop.change({ order: order.row.id, kind: 'cancel', reason: 'changed my mind' })).rejects.toMatchObject(
      { code: 'cancel_reason_not_allowed' },
    )
    expect(await shop.change({ order: order.row.id, kind: 'cancel', reason: 'ordered by mistake' })).toMatchObject({
      state: 'pending',
    })
  })

  test.each([
    ['order', [1, 1, 2], [false, false, true]],
    ['item', [1, 2, 2], [false, true, true]],
    ['unit', [1, 2, 2], [true, true, true]],
  ] as const)('a shop that cancels no part smaller than the %s', async (scope, _quantities, allowed) => {
    await shop.rules({ 'cancel.scope': scope })
    const tries = [
      (id: string, item: string) => ({ order: id, kind: 'cancel', items: [{ item, quantity: 1 }] }),
      (id: string, item: string) => ({ order: id, kind: 'cancel', items: [{ item, quantity: 2 }] }),
      (id: string) => ({ order: id, kind: 'cancel' }),
    ]
    for (const [index, input] of tries.entries()) {
      const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 2 }, { variant: 'mug-red' }] })
      const outcome = await shop.change(input(order.row.id, order.items[0]?.id ?? '')).then(
        (change) => change.state,
        (error: { code: string }) => error.code,
      )
      expect(outcome).toBe(allowed[index] ? 'pending' : 'cancel_scope_too_small')
    }
  })

  test('another shopper’s order is not found, an item of another order is not on it, more than there is cannot be canceled', async () => {
    const order = await shop.order()
    const other = await shop.order({ customer: 'ben' })
    await expect(shop.change({ order: other.row.id, kind: 'cancel' })).rejects.toMatchObject({ type: 'not_found' })
    await expect(
      shop.change({ order: order.row.id, kind: 'cancel', items: [{ item: other.items[0]?.id ?? '', quantity: 1 }] }),
    ).rejects.toMatchObject({ code: 'item_not_in_order' })
    await expect(
      shop.change({ order: order.row.id, kind: 'cancel', items: [{ item: order.items[0]?.id ?? '', quantity: 2 }] }),
    ).rejects.toMatchObject({ code: 'item_not_in_order', details: { left: 1 } })
  })

  test('nobody who works here changes their own order; a colleague can', async () => {
    const order = await shop.order({ customer: 'sam' })
    await expect(shop.change({ order: order.row.id, kind: 'cancel' }, 'sam')).rejects.toMatchObject({
      code: 'own_order',
    })
    expect(await shop.change({ order: order.row.id, kind: 'cancel' }, 'sue')).toMatchObject({ state: 'pending' })
  })

  test('a canceled order is not canceled again', async () => {
    const order = await shop.order()
    await shop.change({ order: order.row.id, kind: 'cancel' })
    await shop.settle()
    await expect(shop.change({ order: order.row.id, kind: 'cancel' })).rejects.toMatchObject({
      code: 'already_canceled',
    })
  })

  test('what is promised to another matter is named; a free unit beside it is taken first', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    await shop.act({ kind: 'system', name: 'test' }, (work) =>
      holdUnits(work, { kind: 'problem', refId: 'prb_1', orderId: order.row.id, unitIds: [order.units[0]?.id ?? ''] }),
    )
    const item = order.items[0]?.id ?? ''
    await expect(
      shop.change({ order: order.row.id, kind: 'cancel', items: [{ item, quantity: 2 }] }),
    ).rejects.toMatchObject({ code: 'unit_held', details: { about: { kind: 'problem', id: 'prb_1' } } })
    await shop.change({ order: order.row.id, kind: 'cancel', items: [{ item, quantity: 1 }] })
    await shop.settle()
    expect((await shop.orderNow(order)).units.map((unit) => unit.canceled_at !== null)).toEqual([false, true])
    await expect(shop.change({ order: order.row.id, kind: 'cancel' })).rejects.toMatchObject({ code: 'unit_held' })
  })
})

describe('when it has begun to leave', () => {
  test('own stock: the warehouse is asked once dispatch began; it picks, and nothing is refunded', async () => {
    const order = await shop.order({ more: { dispatchStartedAt: '2026-03-02T14:55:00Z' } })
    const asked = await shop.change({ order: order.row.id, kind: 'cancel' })
    expect(asked).toMatchObject({
      state: 'asked',
      answerBy: addHours(at(0), 24).toISOString(),
      words: expect.stringContaining('We’ve asked the warehouse.'),
    })
    await shop.settle()
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toEqual([])
    await shop.act('warehouse', (work) =>
      answerChange(work, { id: asked.id ?? '', answer: 'refuse', reason: 'Already on the truck' }),
    )
    const done = await shop.changeNow(asked.id ?? '')
    expect(done).toMatchObject({
      state: 'refused',
      refusal: { code: 'warehouse_refused', instead: ['refuse_parcel', 'return'] },
    })
    expect(done.words).toContain('Already on the truck')
    expect((await shop.money(order)).refunds).toEqual([])
    expect((await shop.orderNow(order)).holds).toEqual([])
  })

  test('picked meanwhile: the storefront refuses, nothing is refunded, refuse or return is offered', async () => {
    const order = await shop.order()
    await shop.storefront.order(order.row.reference, { state: 'picked' })
    const change = await shop.change({ order: order.row.id, kind: 'cancel' })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'refused',
      refund: null,
      refusal: { code: 'already_picked', instead: ['refuse_parcel', 'return'] },
    })
    const now = await shop.orderNow(order)
    expect(now.holds).toEqual([])
    expect(now.units[0]?.canceled_at).toBeNull()
    expect((await shop.money(order)).balance.remainingMinor).toBe(1900)
  })

  test('shipped and delivered: refused with what is possible instead', async () => {
    const order = await shop.order()
    const parcel = await shop.ship(order)
    await shop.scan(parcel, ['2026-03-02T14:58:00Z', 'in_transit'])
    await expect(shop.change({ order: order.row.id, kind: 'cancel' })).rejects.toMatchObject({
      code: 'already_shipped',
      details: { instead: ['refuse_parcel', 'return'] },
    })
    await shop.scan(parcel, ['2026-03-02T14:59:00Z', 'delivered'])
    await expect(shop.change({ order: order.row.id, kind: 'cancel' })).rejects.toMatchObject({
      code: 'already_delivered',
      details: { instead: ['return'] },
    })
  })

  test('what has left does not keep the rest of the order', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue' }, { variant: 'mug-red' }] })
    const [first, second] = order.items
    const parcel = await shop.ship(order, { items: [{ item: first?.reference ?? '', quantity: 1 }] })
    await shop.scan(parcel, ['2026-03-02T14:58:00Z', 'in_transit'])
    await expect(
      shop.change({ order: order.row.id, kind: 'cancel', items: [{ item: first?.id ?? '', quantity: 1 }] }),
    ).rejects.toMatchObject({ code: 'already_shipped' })
    await shop.change({ order: order.row.id, kind: 'cancel', items: [{ item: second?.id ?? '', quantity: 1 }] })
    await shop.settle()
    expect((await shop.orderNow(order)).units.map((unit) => unit.canceled_at !== null)).toEqual([false, true])
  })

  test('a label made before the variant was changed still counts for the new unit', async () => {
    await shop.rules({ 'change.until': 'until_shipped' })
    const order = await shop.order()
    const parcel = await shop.ship(order)
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-red' }],
    })
    await shop.settle()
    expect((await shop.changeNow(change.id ?? '')).state).toBe('applied')
    await shop.scan(parcel, ['2026-03-02T14:58:00Z', 'in_transit'])
    await expect(shop.change({ order: order.row.id, kind: 'cancel' })).rejects.toMatchObject({
      code: 'already_shipped',
    })
  })
})

describe('a store that only watches its rules', () => {
  test('the rules decide and are logged, a person answers, and only then the storefront is asked', async () => {
    await shop.rules({ 'engine.mode': 'shadow' })
    const order = await shop.order()
    const change = await shop.change({ order: order.row.id, kind: 'cancel' })
    expect(change).toMatchObject({
      state: 'asked',
      words: expect.stringContaining('A person on our team is looking at it.'),
    })
    await shop.settle()
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toEqual([])
    const decision = await shop.app.db.selectFrom('decision').select(['mode', 'outcome']).executeTakeFirstOrThrow()
    expect(decision).toEqual({ mode: 'shadow', outcome: 'now' })
    await shop.act('sue', (work) => answerChange(work, { id: change.id ?? '', answer: 'accept' }))
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'applied',
      refund: { amount: { amountMinor: 1900 } },
    })
  })

  test('a person who cancels for the shopper is that person', async () => {
    await shop.rules({ 'engine.mode': 'off' })
    const order = await shop.order()
    expect(await shop.change({ order: order.row.id, kind: 'cancel' }, 'sue')).toMatchObject({ state: 'pending' })
  })
})

describe('a seller’s order', () => {
  test.each([
    ['at 30 minutes sharp it is still at once', 30, 'pending'],
    ['a moment later the seller is asked', 30.001, 'asked'],
  ])('%s', async (_name, minutes, state) => {
    const order = await shop.order({ items: [{ variant: 'scarf-s' }], placedAt: '2026-03-02T15:00:00Z' })
    await shop.app.clock.moveTo(at(minutes))
    expect(await shop.change({ order: order.row.id, kind: 'cancel' })).toMatchObject({ state })
  })

  test('the seller says yes: the storefront carries it out and the money comes back', async () => {
    const { order, id, answer } = await askedSeller()
    await answer('accept')
    expect(await shop.changeNow(id)).toMatchObject({ state: 'pending', answerBy: at(75).toISOString() })
    await shop.settle()
    expect(await shop.changeNow(id)).toMatchObject({ state: 'applied', refund: { amount: { amountMinor: 2999 } } })
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
    expect(await shop.events('seller.defect_recorded')).toEqual([])
  })

  test('the seller says no: nothing is refunded, refuse or return is offered', async () => {
    const { order, id, answer } = await askedSeller()
    await answer('refuse')
    expect(await shop.changeNow(id)).toMatchObject({
      state: 'refused',
      refusal: { code: 'seller_refused', instead: ['refuse_parcel', 'return'] },
    })
    expect((await shop.money(order)).refunds).toEqual([])
    await expect(answer('accept')).rejects.toMatchObject({ code: 'not_possible_now' })
  })

  test('the seller keeps silent: the storefront is asked after 24 hours and cancels', async () => {
    const { id } = await askedSeller()
    await runUntil(shop.app, addHours(at(60), 24))
    expect(await shop.changeNow(id)).toMatchObject({ state: 'applied', refund: { amount: { amountMinor: 2999 } } })
  })

  test('silent, but a carrier has it already: no storefront is asked', async () => {
    const { order, id } = await askedSeller()
    const parcel = await shop.ship(order)
    await shop.scan(parcel, ['2026-03-02T17:00:00Z', 'in_transit'])
    await runUntil(shop.app, addHours(at(60), 24))
    expect(await shop.changeNow(id)).toMatchObject({ state: 'refused', refusal: { code: 'already_dispatched' } })
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toEqual([])
  })

  test('silent where the shop wants a person to decide: it waits for one, and the storefront is never asked by itself', async () => {
    await shop.rules({ 'cancel.request.on_silence': 'person' })
    const { order, id, answer } = await askedSeller()
    await runUntil(shop.app, addHours(at(60), 30))
    expect(await shop.changeNow(id)).toMatchObject({ state: 'review' })
    expect(await shop.events('change.overdue')).toHaveLength(1)
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toEqual([])
    await answer('accept', 'lea')
    await shop.settle()
    expect(await shop.changeNow(id)).toMatchObject({ state: 'applied' })
  })

  test('a cancellation that the shop counts against the seller is recorded once', async () => {
    await shop.rules({ 'cancel.request.counts_against_seller': true })
    const { id, answer } = await askedSeller()
    await answer('accept')
    await shop.settle()
    await shop.job('changes.apply', { changeId: id })
    const defects = await shop.app.db.selectFrom('seller_defect').selectAll().execute()
    expect(defects.map((each) => [each.kind, each.counts])).toEqual([['canceled_on_request', true]])
  })

  test('another seller does not find it, and nobody answers for items of others', async () => {
    const order = await shop.order({
      items: [{ variant: 'scarf-s' }, { variant: 'belt-one' }],
      placedAt: '2026-03-02T14:00:00Z',
    })
    const sellerOf = (index: number) => ({
      kind: 'seller' as const,
      sellerId: order.items[index]?.seller_id ?? '',
      memberId: 'mem_1',
    })
    const one = await shop.change({
      order: order.row.id,
      kind: 'cancel',
      items: [{ item: order.items[0]?.id ?? '', quantity: 1 }],
    })
    await expect(
      shop.act(sellerOf(1), (work) => answerChange(work, { id: one.id ?? '', answer: 'accept' })),
    ).rejects.toMatchObject({ type: 'not_found' })
    await shop.act(sellerOf(0), (work) => answerChange(work, { id: one.id ?? '', answer: 'refuse' }))
    const both = await shop.change({ order: order.row.id, kind: 'cancel' })
    await expect(
      shop.act(sellerOf(0), (work) => answerChange(work, { id: both.id ?? '', answer: 'accept' })),
    ).rejects.toMatchObject({ code: 'not_possible_now' })
    await shop.act(shop.as('sue'), (work) => answerChange(work, { id: both.id ?? '', answer: 'accept' }))
    await shop.settle()
    expect((await shop.changeNow(both.id ?? '')).state).toBe('applied')
  })

  test('a seller sees what is asked, and nothing about the shopper’s money', async () => {
    const { id, seller, answer } = await askedSeller()
    await answer('accept')
    await shop.settle()
    expect(await shop.changeNow(id, seller)).toMatchObject({
      state: 'applied',
      refund: null,
      charge: null,
      difference: { amountMinor: 0 },
    })
  })

  async function askedSeller() {
    const order = await shop.order({ items: [{ variant: 'scarf-s' }], placedAt: '2026-03-02T15:00:00Z' })
    await shop.app.clock.moveTo(at(60))
    const change = await shop.change({ order: order.row.id, kind: 'cancel' })
    expect(change).toMatchObject({
      state: 'asked',
      onSilence: expect.any(String),
      words: expect.stringContaining('We’ve asked the seller.'),
    })
    const id = change.id ?? ''
    const seller = { kind: 'seller' as const, sellerId: order.items[0]?.seller_id ?? '', memberId: 'mem_1' }
    return {
      order,
      id,
      seller,
      answer: (answer: 'accept' | 'refuse', who: string | typeof seller = seller) =>
        shop.act(who, (work) => answerChange(work, { id, answer })),
    }
  }
})
