import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ReturnRequest } from '#contract/returns'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { cancelReturn, findReturn, payUnits, presentReturns, requestReturn, returnableOf } from '../index.ts'
import { ordersOf } from '../asked-items.ts'
import { planReturn } from '../plan-return.ts'
import { presentQuote } from '../present-quote.ts'
import { answerReturn } from './answer-return.ts'
import { lockReturn } from './lock-return.ts'
import { saveReturn } from './save-return.ts'

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
const unitIds = (order: OrderRecord) => currentUnits(order).map((unit) => unit.id)

async function delivered(bought: Parameters<SmallShop['order']>[0] = {}, at = '2026-03-01T15:00:00Z') {
  const order = await shop.order(bought)
  const parcel = await shop.ship(order)
  await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], [at, 'delivered'])
  await shop.settle()
  return await shop.orderNow(order)
}

const wish = (order: OrderRecord, parts: Record<string, unknown> = {}, item: Record<string, unknown> = {}) =>
  ReturnRequest.parse({ items: [{ item: itemOf(order), quantity: 1, reason: 'changed_mind', ...item }], ...parts })

async function quote(input: ReturnRequest, who = 'ava') {
  const reader = shop.read(who)
  return await presentQuote(reader, await planReturn(reader, await ordersOf(reader, input), input))
}
const ask = (input: ReturnRequest, who = 'ava') => shop.act(who, (work) => requestReturn(work, input))
async function shown(id: string, who = 'ava') {
  const [one] = await presentReturns(shop.read(who), [await findReturn(shop.read(who), id)])
  if (!one) throw new Error('it is there')
  return one
}
async function arrives(id: string, ids?: string[]) {
  await shop.act(program, async (work) => {
    const { record } = await lockReturn(work, id)
    await saveReturn(work, record, {
      units: [
        {
          ids: ids ?? record.units.map((unit) => unit.unit_id),
          set: { logistics: 'delivered', received_at: work.now },
        },
      ],
    })
  })
  const all = ids ?? (await findReturn(shop.read(program), id)).units.map((unit) => unit.unit_id)
  return await shop.act(program, (work) => payUnits(work, id, { unitIds: all, moment: 'receipt' }))
}
const code = async (run: Promise<unknown>): Promise<string> =>
  await run.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

describe('a return', () => {
  it('is what was shown: one of two units, its share of shipping, paid once when it is back, then closed', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 2 }], shipping: 500 })
    const input = wish(order)
    const offered = await quote(input)
    expect(offered).toMatchObject({ refund: { amountMinor: 2150 }, fee: { amountMinor: 0 }, refundAt: 'first_scan' })
    expect(offered.perTender).toHaveLength(1)
    expect(await code(ask({ ...input, quote: { refund: { amountMinor: 1, currency: 'USD' } } }))).toBe('quote_changed')
    const id = await ask({ ...input, quote: { refund: offered.refund, fee: offered.fee } })
    expect(await shown(id)).toMatchObject({
      state: { code: 'to_hand_over' },
      refund: { amountMinor: 2150 },
      lines: [{ quantity: 1, approval: 'approved', money: 'planned', reasonWords: 'Changed my mind' }],
    })
    expect((await returnableOf(shop.read('ava'), await shop.orderNow(order))).items[0]?.quantity).toBe(1)
    await arrives(id)
    await shop.settle()
    expect(await shown(id)).toMatchObject({ state: { code: 'done' }, lines: [{ money: 'succeeded' }] })
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([2150])
    expect((await shop.orderNow(order)).holds).toEqual([])
  })

  it('is nobody else’s, and one unit is promised once under twenty at a time', async () => {
    const order = await delivered()
    expect(await code(quote(wish(order), 'ben'))).toBe('not_found')
    expect(await code(ask(wish(order), 'ben'))).toBe('not_found')
    const answers = await Promise.all(Array.from({ length: 20 }, () => code(ask(wish(order)))))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(new Set(answers.filter((answer) => answer !== 'done'))).toEqual(new Set(['unit_held']))
    const { notReturnable } = await returnableOf(shop.read('ava'), await shop.orderNow(order))
    expect(notReturnable[0]).toMatchObject({ code: 'unit_held', about: { kind: 'return' } })
  })

  it('can be called off until it is handed over, and the units are free again', async () => {
    const order = await delivered()
    const id = await ask(wish(order))
    expect(await code(shop.act('ben', (work) => cancelReturn(work, { id })))).toBe('not_found')
    await shop.act('ava', (work) => cancelReturn(work, { id }))
    expect((await shown(id)).state.code).toBe('canceled')
    const again = await ask(wish(order))
    await arrives(again)
    expect(await code(shop.act('ava', (work) => cancelReturn(work, { id: again })))).toBe('not_possible_now')
  })

  it('what may stay is paid at once', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', unitPrice: 900 }] })
    const offered = await quote(wish(order))
    expect(offered).toMatchObject({ method: 'keep', refundAt: 'at_once', lines: [{ keep: true }] })
    const id = await ask(wish(order))
    await shop.settle()
    expect(await shown(id)).toMatchObject({ state: { code: 'done' }, refund: { amountMinor: 900 } })
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
  })

  it('late by a little costs a fifth, rounded in the shopper’s favor; later it is refused', async () => {
    const order = await delivered(
      { items: [{ variant: 'mug-blue', unitPrice: 1999 }], placedAt: '2026-01-10T12:00:00Z' },
      '2026-01-20T15:00:00Z',
    )
    expect(await quote(wish(order))).toMatchObject({
      refund: { amountMinor: 1600 },
      lines: [{ late: { percent: 20, amount: { amountMinor: 399 } } }],
    })
    const old = await delivered({ placedAt: '2025-08-10T12:00:00Z' }, '2025-09-01T15:00:00Z')
    expect(await code(ask(wish(old)))).toBe('return_window_closed')
  })

  it('several orders of one shopper go back together, each refunded to its own tenders', async () => {
    const one = await delivered()
    const two = await delivered({ items: [{ variant: 'mug-red' }] })
    const input = ReturnRequest.parse({
      items: [one, two].map((order) => ({ item: itemOf(order), reason: 'too_small' })),
    })
    const id = await ask(input)
    expect((await shown(id)).orderIds).toHaveLength(2)
    await arrives(id)
    await shop.settle()
    for (const order of [one, two])
      expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([1900])
  })

  it('three announced, two counted: two are paid and the third stays open', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 3 }] })
    const id = await ask(wish(order, {}, { quantity: 3 }))
    await arrives(id, unitIds(order).slice(0, 2))
    await shop.settle()
    expect((await shown(id)).state.code).toBe('to_hand_over')
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([3800])
    shop.app.clock.advance({ days: 40 })
    await shop.settle()
    expect((await shown(id)).state.code).toBe('done')
    expect((await shop.orderNow(order)).holds).toEqual([])
  })

  it('never handed over: a reminder, then the units are free', async () => {
    const order = await delivered()
    const id = await ask(wish(order))
    shop.app.clock.advance({ days: 28 })
    await shop.settle()
    expect(await shop.events('return.closes_soon')).toHaveLength(1)
    shop.app.clock.advance({ days: 5 })
    await shop.settle()
    expect(await shown(id)).toMatchObject({ state: { code: 'canceled' } })
    expect((await shop.orderNow(order)).holds).toEqual([])
  })
})

describe('a bundle', () => {
  it('goes back as one, and its parts carry the money', async () => {
    const order = await delivered({
      more: {
        items: [
          {
            reference: 'set',
            sku: 'SET',
            product: 'set',
            title: 'Set',
            quantity: 1,
            unitPrice: 4000,
            kind: 'bundle_parent',
          },
          {
            reference: 'cup',
            sku: 'CUP',
            product: 'cup',
            title: 'Cup',
            quantity: 2,
            unitPrice: 0,
            bundleParent: 'set',
          },
        ],
        tenders: [{ reference: 'card-set', kind: 'card', label: 'Visa ending 4242', captured: 4000 }],
      },
    })
    const { items } = await returnableOf(shop.read('ava'), order)
    expect(items.map(({ title, quantity }) => [title, quantity])).toEqual([['Set', 1]])
    expect(await quote(wish(order))).toMatchObject({ refund: { amountMinor: 4000 } })
    const id = await ask(wish(order))
    expect((await shown(id)).lines[0]?.quantity).toBe(1)
    await arrives(id)
    await shop.settle()
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([4000])
    expect((await shown(id)).state.code).toBe('done')
    expect(await code(ask(wish(order)))).toBe('unit_already_settled')
  })
})

describe('a person', () => {
  beforeEach(() => shop.rules({ 'return.authorize.in_policy': 'manual' }))

  it('says yes, and it goes its way; a no wants a senior', async () => {
    const order = await delivered()
    const id = await ask(wish(order))
    expect((await shown(id)).state.code).toBe('needs_review')
    const answer = (decision: 'approve' | 'decline', who: string) =>
      code(shop.act(who, (work) => answerReturn(work, { id, decision, note: 'Looked at it.' })))
    expect(await answer('decline', 'lea')).toBe('done')
    expect((await shown(id)).state.code).toBe('declined')
    expect((await shop.orderNow(order)).holds).toEqual([])
    const other = await delivered()
    const second = await ask(wish(other))
    const answerSecond = (decision: 'approve' | 'decline', who: string) =>
      code(shop.act(who, (work) => answerReturn(work, { id: second, decision, note: 'Looked at it.' })))
    expect(await answerSecond('approve', 'sue')).toBe('done')
    expect(await answerSecond('approve', 'sue')).toBe('not_possible_now')
    expect((await shown(second)).state.code).toBe('to_hand_over')
  })

  it('who stays silent has said yes', async () => {
    const id = await ask(wish(await delivered()))
    shop.app.clock.advance({ days: 7 })
    await shop.settle()
    expect((await shown(id)).state.code).toBe('to_hand_over')
  })
})

describe('instead of money', () => {
  it('the same again leaves at once, and the old one comes back', async () => {
    const order = await delivered()
    const stock = await shop.stock('mug-blue')
    const id = await ask(wish(order, { resolution: 'replacement' }, { reason: 'too_small' }))
    await shop.settle()
    expect(await shop.stock('mug-blue')).toBe((stock ?? 0) - 1)
    expect(await shown(id)).toMatchObject({ advance: { charge: null }, lines: [{ money: 'none' }] })
    await arrives(id)
    await shop.settle()
    expect((await shown(id)).state.code).toBe('done')
    expect((await shop.money(order)).refunds).toEqual([])
  })

  it('an exchange: dearer is charged first, cheaper comes back; the gift card must cover it', async () => {
    const order = await delivered()
    const to = (variant: string, more: Record<string, unknown> = {}) =>
      wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: variant }], ...more })
    expect(await code(ask(to('mug-blue')))).toBe('same_variant')
    expect(await code(ask(to('mug-gone')))).toBe('replacement_variant_unavailable_or_foreign')
    expect(await code(ask(to('ref:import:lamp-oak')))).toBe('replacement_variant_unavailable_or_foreign')
    const offered = await quote(to('mug-gold'))
    expect(offered).toMatchObject({ charge: { amountMinor: 700 }, refund: { amountMinor: 0 } })
    const id = await ask(to('mug-gold'))
    await shop.settle()
    const record = await findReturn(shop.read(program), id)
    expect(record.units[0]?.replacement_id).not.toBeNull()
    expect((await shop.orderNow(order)).tenders.map((tender) => tender.captured_minor)).toEqual([1900, 700])
    const mail = await shop.app.db
      .selectFrom('notification')
      .select('body_text')
      .where('template', '=', 'replacement_on_its_way')
      .where('order_id', '=', order.row.id)
      .executeTakeFirstOrThrow()
    expect(mail.body_text).toContain('We’re sending what you chose instead of')
    expect(mail.body_text).not.toMatch(/again|free/)
    const other = await delivered()
    const cheaper = wish(other, { resolution: 'exchange', exchangeFor: [{ item: itemOf(other), to: 'mug-tin' }] })
    expect(await quote(cheaper)).toMatchObject({ refund: { amountMinor: 700 }, charge: { amountMinor: 0 } })
    await ask(cheaper)
    await shop.settle()
    expect((await shop.money(other)).refunds.map(({ row }) => row.amount_minor)).toEqual([700])
  })

  it('settled at receipt: nothing moves until it is back', async () => {
    await shop.rules({ 'exchange.settleAt': 'receipt' })
    const order = await delivered()
    const id = await ask(
      wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }] }),
    )
    await shop.settle()
    expect((await shop.orderNow(order)).tenders).toHaveLength(1)
    expect((await findReturn(shop.read(program), id)).units[0]?.replacement_id).toBeNull()
    await arrives(id)
    await shop.settle()
    expect((await shop.orderNow(order)).tenders).toHaveLength(2)
    expect((await shown(id)).state.code).toBe('done')
  })
})

describe('an exchange of something dear', () => {
  it('is charged when it is asked for and sent when the old one is back', async () => {
    await shop.rules({ 'replace.ship_before_return.max': { USD: 100 } })
    const order = await delivered()
    const id = await ask(
      wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }] }),
    )
    await shop.settle()
    expect((await shop.orderNow(order)).tenders).toHaveLength(2)
    expect((await findReturn(shop.read(program), id)).units[0]?.replacement_id).toBeNull()
    await arrives(id)
    await shop.settle()
    expect((await shown(id)).state.code).toBe('done')
    expect((await shop.orderNow(order)).tenders).toHaveLength(2)
  })

  it('settled at dispatch: the difference is charged when the new one leaves, once', async () => {
    await shop.rules({ 'exchange.settleAt': 'dispatch' })
    const order = await delivered()
    const id = await ask(
      wish(order, { resolution: 'exchange', exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }] }),
    )
    await shop.settle()
    expect((await shop.orderNow(order)).tenders).toHaveLength(1)
    const sent = await findReturn(shop.read(program), id)
    const replacement = await shop.row<{ storefront_reference: string }>(
      'replacement',
      sent.units[0]?.replacement_id ?? '',
    )
    const parcel = await shop.ship(order, { of: replacement.storefront_reference, reference: 'P-new' })
    await shop.scan(parcel, ['2026-03-02T15:00:00Z', 'accepted'])
    await shop.settle()
    expect((await shop.orderNow(order)).tenders.map((tender) => tender.captured_minor)).toEqual([1900, 700])
    expect(
      (await shop.storefront.books()).replacements.filter((each) => each.id === replacement.storefront_reference),
    ).toHaveLength(1)
  })

  it('that is declined changes nothing, and the units are free', async () => {
    const order = await delivered()
    const id = await ask(
      wish(order, {
        resolution: 'exchange',
        exchangeFor: [{ item: itemOf(order), to: 'mug-gold' }],
        refundTo: (await shop.method('declined-ava')).id,
      }),
    )
    await shop.settle({ allowFailures: true })
    expect((await shown(id)).state.code).toBe('canceled')
    expect((await shop.orderNow(order)).holds).toEqual([])
  })
})

describe('faults of others, not made here', () => {
  it('one unit returned and received is refunded once, whatever is tried again, also twenty at a time', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    const id = await ask(wish(order))
    await arrives(id)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        shop.act(program, (work) => payUnits(work, id, { unitIds: unitIds(order), moment: 'receipt' })),
      ),
    )
    await shop.settle()
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([1900])
    const second = await ask(wish(order))
    await arrives(second)
    await shop.settle()
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([1900, 1900])
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
    expect(await code(ask(wish(order)))).toBe('unit_already_settled')
  })

  it('a line that is refused does not stand in the way of another return', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue' }, { variant: 'mug-red' }] })
    const both = ReturnRequest.parse({
      items: [
        { item: itemOf(order, 0), reason: 'changed_mind' },
        { item: itemOf(order, 1), reason: 'no_such_reason' },
      ],
    })
    expect(await code(ask(both))).toBe('reason_unknown')
    expect((await shop.orderNow(order)).holds).toEqual([])
    const id = await ask(wish(order))
    await arrives(id)
    await shop.settle()
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([1900])
  })
})

describe('money that waits', () => {
  it('is paid at the end of the longest time, once the goods are on their way, whoever has not looked', async () => {
    await shop.rules({
      'refund.at_first_scan.bands': [],
      'refund.at_destination_scan.bands': [],
      'refund.max_days': 14,
    })
    const order = await delivered()
    const id = await ask(wish(order))
    shop.app.clock.advance({ days: 15 })
    await shop.settle()
    expect((await shop.money(order)).refunds).toEqual([])
    await shop.act(program, async (work) => {
      const { record } = await lockReturn(work, id)
      await saveReturn(work, record, { units: [{ ids: unitIds(order), set: { logistics: 'dropped_off' } }] })
    })
    shop.app.clock.advance({ days: 1 })
    await shop.settle()
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([1900])
  })

  it('that failed at the provider is said so, and is tried again', async () => {
    await shop.rules({})
    const order = await delivered()
    const id = await ask(wish(order))
    await shop.payments.settling(null)
    await arrives(id)
    await shop.settle()
    const [refund] = (await shop.money(order)).refunds
    const key = refund?.movements[0]?.provider_key ?? ''
    await shop.payments.settleAs(key, 'failed', 'account_closed')
    shop.app.clock.advance({ hours: 30 })
    await shop.settle({ allowFailures: true })
    expect((await shown(id)).state.code).toBe('money_failed')
    await shop.payments.settling(0)
    await shop.act(program, (work) => payUnits(work, id, { unitIds: unitIds(order), moment: 'receipt' }))
    await shop.settle()
    expect((await shown(id)).state.code).toBe('done')
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
  })
})
