import { recordContactChange } from '#modules/customers'
import { authorizeRefund, recordDispute } from '#modules/refunds'
import { lockOrder } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { addHours } from '#platform/time'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

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

const elsewhere = {
  name: 'Ava Moore',
  line1: '9 Other Road',
  city: 'Boston',
  region: 'MA',
  postalCode: '02101',
  country: 'US',
}

/** What the shopper has paid and not got back, over all payments and refunds that went through. */
async function netPaid(order: Awaited<ReturnType<SmallShop['order']>>): Promise<number> {
  return (await shop.money(order)).balance.remainingMinor
}

describe('address', () => {
  test('inside the country: the storefront gets it, and then the order has it', async () => {
    const order = await shop.order()
    const change = await shop.change({ order: order.row.id, kind: 'address', address: elsewhere })
    expect(change).toMatchObject({ state: 'pending', answerBy: '2026-03-02T15:15:00.000Z' })
    expect((await shop.orderNow(order)).row.ship_to.line1).toBe(order.row.ship_to.line1)
    await shop.settle()
    const now = await shop.orderNow(order)
    expect(now.row.ship_to).toMatchObject({ line1: '9 Other Road', city: 'Boston' })
    expect(now.row.ship_to_key).not.toBe(order.row.ship_to_key)
    const [there] = (await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)
    expect(there?.detail).toMatchObject({ ship_to: { line1: '9 Other Road' } })
  })

  test('another country: refused with a way', async () => {
    const order = await shop.order()
    await expect(
      shop.change({ order: order.row.id, kind: 'address', address: { ...elsewhere, country: 'CA' } }),
    ).rejects.toMatchObject({ code: 'other_country', details: { instead: ['cancel_and_reorder'] } })
  })

  test('a seller’s order: cancel and order again, unless the shop asks the seller', async () => {
    const order = await shop.order({ items: [{ variant: 'scarf-s' }] })
    await expect(shop.change({ order: order.row.id, kind: 'address', address: elsewhere })).rejects.toMatchObject({
      code: 'seller_address_reorder',
    })
  })

  test('for 72 hours after sign-in details changed nothing goes to a new address', async () => {
    const order = await shop.order()
    await shop.act({ kind: 'system', name: 'test' }, (work) =>
      recordContactChange(work, order.row.customer_id, ['password']),
    )
    await expect(shop.change({ order: order.row.id, kind: 'address', address: elsewhere })).rejects.toMatchObject({
      code: 'cooldown',
      details: { until: '2026-03-05T15:00:00.000Z' },
    })
    // Canceling gives money back to where it came from, so it stays possible.
    expect(await shop.change({ order: order.row.id, kind: 'cancel' })).toMatchObject({ state: 'pending' })
    const later = await shop.order()
    await shop.app.clock.moveTo(addHours(new Date('2026-03-02T15:00:00Z'), 72))
    expect(await shop.change({ order: later.row.id, kind: 'address', address: elsewhere })).toMatchObject({
      state: 'pending',
    })
  })

  test('once dispatch has begun a person has to help', async () => {
    const order = await shop.order({ more: { dispatchStartedAt: '2026-03-02T14:55:00Z' } })
    await expect(shop.change({ order: order.row.id, kind: 'address', address: elsewhere })).rejects.toMatchObject({
      code: 'dispatch_started',
      details: { instead: ['person'] },
    })
  })
})

describe('variant', () => {
  test('the same price: swapped, the storefront is told its own reference, stock follows, the item shows it', async () => {
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-red' }],
    })
    expect(change).toMatchObject({
      state: 'pending',
      difference: { amountMinor: 0 },
      items: [{ quantity: 1, to: 'red' }],
    })
    await shop.settle()
    expect((await shop.changeNow(change.id ?? '')).state).toBe('applied')
    const [there] = (await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)
    expect(there?.detail).toEqual({ items: [{ item: order.items[0]?.reference, quantity: 1, to_variant: 'mug-red' }] })
    const now = await shop.orderNow(order)
    expect(now.units).toHaveLength(2)
    expect(now.items[0]).toMatchObject({ sku: 'MUG-RED', options: { kind: 'red' } })
    expect([await shop.stock('mug-blue'), await shop.stock('mug-red')]).toEqual([51, 49])
  })

  test('a dearer one on the card: charged first, then swapped, and the item shows its price', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    expect(change).toMatchObject({
      state: 'pending',
      difference: { amountMinor: 1400 },
      charge: { amount: { amountMinor: 1400 }, label: 'Visa ending 4242', state: 'requested' },
    })
    // Nothing is asked of the storefront before it is paid.
    await shop.job('changes.apply', { changeId: change.id })
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toEqual([])
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({ state: 'applied', charge: { state: 'charged' } })
    const now = await shop.orderNow(order)
    expect(now.row.total_minor).toBe(5200)
    expect(now.items[0]?.unit_price_minor).toBe(2600)
    expect(now.tenders.map((tender) => tender.captured_minor)).toEqual([3800, 1400])
    // Whatever was paid can come back, and no more.
    const cancel = await shop.change({ order: order.row.id, kind: 'cancel' })
    await shop.settle()
    expect(await shop.changeNow(cancel.id ?? '')).toMatchObject({
      state: 'applied',
      refund: { amount: { amountMinor: 5200 } },
    })
  })

  test('a dearer one on the gift card: taken at once', async () => {
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      tender: (await shop.method('gift-ava')).id,
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    expect((await shop.method('gift-ava')).balance).toBe(4300)
    expect(change.charge).toMatchObject({ state: 'charged', label: 'Gift card' })
    await shop.settle()
    expect((await shop.changeNow(change.id ?? '')).state).toBe('applied')
  })

  test('a gift card has to cover the whole difference', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 8 }] })
    await expect(
      shop.change({
        order: order.row.id,
        kind: 'variant',
        tender: (await shop.method('gift-ava')).id,
        variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
      }),
    ).rejects.toMatchObject({ code: 'gift_card_balance_too_low' })
    expect((await shop.method('gift-ava')).balance).toBe(5000)
  })

  test('declined: nothing is changed, the storefront never hears of it, the units are free', async () => {
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      tender: (await shop.method('declined-ava')).id,
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'refused',
      charge: { state: 'failed' },
      refusal: { code: 'payment_declined' },
    })
    const now = await shop.orderNow(order)
    expect(now.holds).toEqual([])
    expect(now.units).toHaveLength(1)
    expect((await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)).toEqual([])
    expect(await netPaid(order)).toBe(1900)
  })

  test('charged, and then the storefront says no: the charge goes back by the same way', async () => {
    const order = await shop.order()
    await shop.storefront.order(order.row.reference, { state: 'picked' })
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'refused',
      charge: { state: 'returned' },
      refund: { amount: { amountMinor: 700 }, state: 'succeeded' },
    })
    expect(await netPaid(order)).toBe(1900)
    expect((await shop.orderNow(order)).row.total_minor).toBe(1900)
  })

  test('charged from a gift card, and then the storefront says no: it is refilled', async () => {
    const order = await shop.order()
    await shop.storefront.stock('mug-gold', 0)
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      tender: (await shop.method('gift-ava')).id,
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    await shop.settle()
    await shop.storefront.stock('mug-gold', 100)
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({ state: 'refused', refusal: { code: 'out_of_stock' } })
    expect((await shop.method('gift-ava')).balance).toBe(5000)
  })

  test('a charge that takes long: a person is asked to look, and the late answer still counts', async () => {
    await shop.payments.settling(null)
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    await shop.settle()
    await runUntil(shop.app, '2026-03-02T15:20:00Z')
    expect((await shop.changeNow(change.id ?? '')).state).toBe('review')
    const [charge] = (await shop.payments.books()).movements.filter(
      (each) => each.object === 'charge' && each.status === 'pending',
    )
    await shop.payments.settleAs(charge?.idempotency_key ?? '', 'succeeded')
    await runUntil(shop.app, '2026-03-02T16:00:00Z')
    expect((await shop.changeNow(change.id ?? '')).state).toBe('applied')
  })

  test('a charge that fails late, after a person was asked: refused, nothing held', async () => {
    await shop.payments.settling(null)
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    await shop.settle()
    await runUntil(shop.app, '2026-03-02T15:20:00Z')
    const [charge] = (await shop.payments.books()).movements.filter(
      (each) => each.object === 'charge' && each.status === 'pending',
    )
    await shop.payments.settleAs(charge?.idempotency_key ?? '', 'failed', 'insufficient_funds')
    await runUntil(shop.app, '2026-03-02T16:00:00Z')
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'refused',
      refusal: { code: 'payment_declined' },
    })
    expect((await shop.orderNow(order)).holds).toEqual([])
  })

  test('a cheaper one: the difference comes back after it was swapped, to what paid it', async () => {
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-tin' }],
    })
    expect(change).toMatchObject({ difference: { amountMinor: -700 }, charge: null, refund: null })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'applied',
      refund: { amount: { amountMinor: 700 }, perTender: [{ label: 'Visa ending 4242' }] },
    })
    expect(await netPaid(order)).toBe(1200)
    expect((await shop.orderNow(order)).row.total_minor).toBe(1200)
  })

  test('a cheaper one while a bank looks into the payment: the difference waits, and comes back once it decides for the store', async () => {
    const [won, lost] = [await shop.order(), await shop.order()]
    const bank = async (order: typeof won, state: 'open' | 'won' | 'lost') => {
      const { id: orderId, reference, total_minor: amountMinor } = order.row
      const openedAt = new Date('2026-03-02T12:00:00Z')
      await shop.act(system('import'), (work) =>
        recordDispute(work, { orderId, reference, openedAt, amountMinor, state }),
      )
      await shop.settle()
    }
    const swap = async (order: typeof won) => {
      const change = await shop.change({
        order: order.row.id,
        kind: 'variant',
        variants: [{ item: order.items[0]?.id ?? '', to: 'mug-tin' }],
      })
      await bank(order, 'open')
      return change.id ?? ''
    }
    const [id, other] = [await swap(won), await swap(lost)]
    expect(await shop.changeNow(id)).toMatchObject({
      state: 'applied',
      refund: null,
      words: expect.stringContaining('bank'),
    })
    await bank(won, 'won')
    await bank(won, 'won')
    await bank(lost, 'lost')
    expect(await shop.changeNow(id)).toMatchObject({ refund: { amount: { amountMinor: 700 } } })
    expect(await netPaid(won)).toBe(1200)
    expect(await shop.changeNow(other)).toMatchObject({ refund: null })
  })

  test('a cheaper one, to the gift card where the shop allows it', async () => {
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      tender: (await shop.method('gift-ava')).id,
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-tin' }],
    })
    await shop.settle()
    expect((await shop.changeNow(change.id ?? '')).refund?.perTender).toMatchObject([
      { label: 'Gift card', amount: { amountMinor: 700 } },
    ])
    expect((await shop.method('gift-ava')).balance).toBe(5700)
  })

  test('a shop that sends differences back to what paid them does so, whatever is named', async () => {
    await shop.rules({ 'change.difference.targets': ['original'] })
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      tender: (await shop.method('gift-ava')).id,
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-tin' }],
    })
    await shop.settle()
    expect((await shop.changeNow(change.id ?? '')).refund?.perTender).toMatchObject([{ label: 'Visa ending 4242' }])
    expect((await shop.method('gift-ava')).balance).toBe(5000)
  })

  test('a cheaper one where the card that paid is not on file: back to the payment itself', async () => {
    const order = await shop.order({ tenders: [{ kind: 'card', method: 'unknown-card' }] })
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-tin' }],
    })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'applied',
      refund: { amount: { amountMinor: 700 } },
    })
  })

  test.each([
    ['tax on top', true, 1900 + 190, 700 + 70],
    ['tax included', false, 1900, 700],
  ])('with %s the unit’s own rate follows the new price', async (_name, taxOnTop, paid, difference) => {
    const order = await shop.order({ taxOnTop, items: [{ variant: 'mug-blue', tax: taxOnTop ? 190 : 173 }] })
    expect(order.row.total_minor).toBe(paid)
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    expect(change.difference.amountMinor).toBe(difference)
    await shop.settle()
    const unit = (await shop.orderNow(order)).units.find((each) => each.superseded_reason === null)
    expect(unit).toMatchObject({
      goods_minor: paid + difference,
      goods_tax_minor: taxOnTop ? 260 : Math.round((2600 * 173) / 1900),
    })
  })

  test('the discount of a unit stays with it', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', discount: 400 }] })
    const change = await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }],
    })
    expect(change.difference.amountMinor).toBe(700)
  })

  test.each([
    ['sold out', 'mug-gone', 1],
    ['priced in another currency', 'mug-euro', 1],
    ['of another product', 'lamp-oak', 1],
    ['the very same one', 'mug-blue', 1],
    ['unknown', 'mug-nowhere', 1],
  ])('%s: refused', async (_name, to, quantity) => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity }] })
    await expect(
      shop.change({ order: order.row.id, kind: 'variant', variants: [{ item: order.items[0]?.id ?? '', to }] }),
    ).rejects.toMatchObject({ code: 'replacement_variant_unavailable_or_foreign' })
  })

  test('more than there are on hand: refused, as many as there are: done', async () => {
    await shop.app.db.updateTable('variant').set({ stock: 2 }).where('reference', '=', 'mug-red').execute()
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 3 }] })
    const swap = (quantity: number) =>
      shop.change({
        order: order.row.id,
        kind: 'variant',
        variants: [{ item: order.items[0]?.id ?? '', to: 'mug-red', quantity }],
      })
    await expect(swap(3)).rejects.toMatchObject({ code: 'replacement_variant_unavailable_or_foreign' })
    await swap(2)
    await shop.settle()
    expect(await shop.stock('mug-red')).toBe(0)
  })

  test('a shop that changes items once locks the order afterwards, for canceling too', async () => {
    await shop.rules({ 'change.once': true })
    const order = await shop.order({ items: [{ variant: 'mug-blue' }, { variant: 'lamp-oak' }] })
    await shop.change({
      order: order.row.id,
      kind: 'variant',
      variants: [{ item: order.items[0]?.id ?? '', to: 'mug-red' }],
    })
    await shop.settle()
    for (const input of [
      { kind: 'variant', variants: [{ item: order.items[0]?.id ?? '', to: 'mug-gold' }] },
      { kind: 'cancel' },
      { kind: 'address', address: elsewhere },
    ]) {
      await expect(shop.change({ order: order.row.id, ...input })).rejects.toMatchObject({ code: 'order_locked' })
    }
  })
})

describe('payment method', () => {
  test('the new one pays everything, the old one gets it back once, and a repeat of every step changes nothing', async () => {
    const order = await shop.order({ shipping: 500 })
    const change = await shop.change({
      order: order.row.id,
      kind: 'payment',
      tender: (await shop.method('second-ava')).id,
    })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'applied',
      charge: { state: 'charged', amount: { amountMinor: 2400 } },
      refund: { amount: { amountMinor: 2400 }, perTender: [{ label: 'Visa ending 4242' }] },
    })
    await shop.job('changes.apply', { changeId: change.id })
    await shop.job('changes.look-up', { changeId: change.id })
    await shop.settle()
    expect((await shop.money(order)).refunds).toHaveLength(1)
    expect(await netPaid(order)).toBe(2400)
    const [there] = (await shop.storefront.books()).changes.filter((each) => each.order === order.row.reference)
    expect(there?.detail.tender).toMatch(/^second-ava-/)
    const cancel = await shop.change({ order: order.row.id, kind: 'cancel' })
    await shop.settle()
    expect((await shop.changeNow(cancel.id ?? '')).refund?.perTender).toMatchObject([
      { label: 'Mastercard ending 5454', amount: { amountMinor: 2400 } },
    ])
  })

  test('a gift card must cover all of it', async () => {
    const small = await shop.order()
    const large = await shop.order({ items: [{ variant: 'mug-gold', quantity: 3 }] })
    const gift = (await shop.method('gift-ava')).id
    await expect(shop.change({ order: large.row.id, kind: 'payment', tender: gift })).rejects.toMatchObject({
      code: 'gift_card_balance_too_low',
    })
    await shop.change({ order: small.row.id, kind: 'payment', tender: gift })
    expect((await shop.method('gift-ava')).balance).toBe(3100)
    await shop.settle()
    expect(await netPaid(small)).toBe(1900)
  })

  test('the same one, an unknown one, and an order that was paid in two ways', async () => {
    const order = await shop.order()
    await expect(
      shop.change({ order: order.row.id, kind: 'payment', tender: (await shop.method('card-ava')).id }),
    ).rejects.toMatchObject({ code: 'payment_method_same' })
    await expect(
      shop.change({ order: order.row.id, kind: 'payment', tender: (await shop.method('card-ben')).id }),
    ).rejects.toMatchObject({ code: 'payment_method_unknown' })
    const split = await shop.order({
      items: [{ variant: 'lamp-oak' }],
      tenders: [{ kind: 'card' }, { kind: 'gift_card', amount: 1000 }],
    })
    await expect(
      shop.change({ order: split.row.id, kind: 'payment', tender: (await shop.method('second-ava')).id }),
    ).rejects.toMatchObject({ code: 'payment_history_not_single' })
  })

  test('declined: the old one keeps paying', async () => {
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'payment',
      tender: (await shop.method('declined-ava')).id,
    })
    await shop.settle()
    expect(await shop.changeNow(change.id ?? '')).toMatchObject({
      state: 'refused',
      refusal: { code: 'payment_declined' },
    })
    expect((await shop.money(order)).refunds).toEqual([])
    expect(await netPaid(order)).toBe(1900)
  })

  test('money that came back meanwhile is not paid twice: the rest of the new payment comes back too', async () => {
    await shop.storefront.confirming(null)
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    const change = await shop.change({
      order: order.row.id,
      kind: 'payment',
      tender: (await shop.method('second-ava')).id,
    })
    await shop.settle()
    const [old] = order.tenders
    await shop.act({ kind: 'system', name: 'test' }, async (work) => {
      const locked = await lockOrder(work, order.row.id)
      await authorizeRefund(work, {
        order: locked,
        amountMinor: 1000,
        tenders: [{ tenderId: old?.id ?? '', amountMinor: 1000 }],
        reason: 'goodwill',
        about: null,
      })
    })
    await shop.settle()
    await shop.storefront.decide(change.id ?? '', 'applied')
    await shop.job('changes.look-up', { changeId: change.id })
    await shop.settle()
    const { refund } = await shop.changeNow(change.id ?? '')
    expect(refund?.perTender.map((each) => [each.label, each.amount.amountMinor])).toEqual([
      ['Visa ending 4242', 2800],
      ['Mastercard ending 5454', 1000],
    ])
    // 3800 of goods, 1000 given back: 2800 are paid, all of it with the new one.
    expect(await netPaid(order)).toBe(2800)
  })

  test('a dispute on the old one is itself the refund: nothing is paid back twice', async () => {
    await shop.storefront.confirming(null)
    const order = await shop.order()
    const change = await shop.change({
      order: order.row.id,
      kind: 'payment',
      tender: (await shop.method('second-ava')).id,
    })
    await shop.settle()
    await shop.act({ kind: 'system', name: 'test' }, (work) =>
      recordDispute(work, {
        orderId: order.row.id,
        reference: 'dp_1',
        openedAt: new Date('2026-03-02T15:00:00Z'),
        amountMinor: 1900,
        state: 'open',
        tender: order.tenders[0]?.reference,
      }),
    )
    await shop.storefront.decide(change.id ?? '', 'applied')
    await shop.job('changes.look-up', { changeId: change.id })
    await shop.settle()
    const { refund } = await shop.changeNow(change.id ?? '')
    expect(refund?.perTender.map((each) => [each.label, each.amount.amountMinor])).toEqual([
      ['Mastercard ending 5454', 1900],
    ])
  })
})
