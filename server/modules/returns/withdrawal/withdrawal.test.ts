import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { anonymous, system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { ReturnRequest } from '#contract/returns'
import { loadReturns, payUnits, requestReturn } from '../index.ts'
import { declareWithdrawal } from './declare-withdrawal.ts'
import { matchByPerson } from './match-withdrawal.ts'
import { listWithdrawals } from './queries.ts'

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

async function delivered(bought: Parameters<SmallShop['order']>[0] = {}, at = '2026-03-01T15:00:00Z') {
  const order = await shop.order({ country: 'DE', ...bought })
  const parcel = await shop.ship(order)
  await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], [at, 'delivered'])
  await shop.settle()
  return await shop.orderNow(order)
}

const declare = async (order: OrderRecord | string, more: Partial<Parameters<typeof declareWithdrawal>[1]> = {}) => {
  const answer = await shop.act(anonymous, (work) =>
    declareWithdrawal(work, {
      name: 'Ava Stone',
      order: typeof order === 'string' ? order : order.row.reference,
      contact: 'ava@example.com',
      ...more,
    }),
  )
  await shop.settle()
  return answer
}
const all = () => listWithdrawals(shop.read('sam'), { state: 'all', limit: 50 })
const newest = async () => (await all())[0]
const open = () => listWithdrawals(shop.read('sam'), { state: 'open', limit: 50 })

describe('a declaration', () => {
  it('is answered the same for an order that exists and one that does not, and a receipt with the time leaves either way', async () => {
    const order = await delivered()
    const known = await declare(order)
    const unknown = await declare('W-0000')
    expect({ ...known, reference: '' }).toEqual({ ...unknown, reference: '' })
    const mails = (await shop.events('notification.queued')).filter((event) => event.template === 'withdrawal_received')
    expect(mails).toHaveLength(2)
    expect((await all()).every((row) => row.receipt_sent_at !== null)).toBe(true)
  })

  it('opens a return by law: free, no deduction, standard delivery back, money at the proof of sending, once', async () => {
    const order = await delivered({ shipping: 500 })
    await declare(` # ${order.row.reference.toUpperCase()} `, { contact: ' AVA@example.com'.trim() })
    const row = await newest()
    expect(row).toMatchObject({ outcome: 'return', order_id: order.row.id, why: null })
    const [record] = await loadReturns(shop.read('sam'), [row?.return_id ?? ''])
    expect(record?.row).toMatchObject({ statutory: true, origin: 'withdrawal', refund_at: 'first_scan', fee_minor: 0 })
    const paid = currentUnits(order).reduce((sum, unit) => sum + unit.goods_minor + unit.shipping_minor, 0)
    expect(record?.units.reduce((sum, unit) => sum + unit.planned_minor, 0)).toBe(paid)
    const refunds = await shop.act(system('test'), (work) =>
      payUnits(work, record?.row.id ?? '', {
        unitIds: record?.units.map((unit) => unit.unit_id) ?? [],
        moment: 'first_scan',
      }),
    )
    expect(refunds.reduce((sum, refund) => sum + refund.row.amount_minor, 0)).toBe(paid)
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'unknown', return_id: null })
    expect(await open()).toHaveLength(1)
  })

  it('cancels what has not left', async () => {
    const order = await shop.order({ country: 'DE' })
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'cancel', return_id: null })
    await shop.settle()
    expect(currentUnits(await shop.orderNow(order)).every((unit) => unit.canceled_at)).toBe(true)
  })

  it('takes what is on its way: it can be turned away or sent back', async () => {
    const order = await shop.order({ country: 'DE' })
    const parcel = await shop.ship(order)
    await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'in_transit'])
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'return', why: null })
  })

  it('said twice it is the return that the first one began, and nobody has to look', async () => {
    const order = await delivered()
    await declare(order)
    const first = await newest()
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'return', why: null, return_id: first?.return_id })
    expect(await open()).toEqual([])
  })

  it('a new one that is under way in its place is settled with a person', async () => {
    const order = await delivered()
    await shop.act('ava', (work) =>
      requestReturn(
        work,
        ReturnRequest.parse({
          items: [{ item: order.items[0]?.id ?? '', reason: 'changed_mind' }],
          resolution: 'replacement',
        }),
      ),
    )
    await shop.settle()
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'unknown', why: 'new_one_under_way' })
  })

  it('counts to the last local day of the period, and a person sees what is late', async () => {
    const order = await delivered({}, '2026-01-05T15:00:00Z')
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'late', why: 'late', return_id: null })
    expect((await open()).map((row) => row.why)).toEqual(['late'])
  })

  it('runs twelve months more where the shop does not tell of the right', async () => {
    await shop.rules({ 'withdrawal.informed': false })
    const order = await delivered({ placedAt: '2026-01-02T10:00:00Z' }, '2026-01-05T15:00:00Z')
    await declare(order)
    expect(await newest()).toMatchObject({ outcome: 'return' })
  })

  it('counts several parcels from the last, and in the UK likewise', async () => {
    const order = await shop.order({
      country: 'GB',
      placedAt: '2026-02-05T10:00:00Z',
      items: [{ variant: 'mug-blue' }, { variant: 'mug-red' }],
    })
    for (const [index, at] of ['2026-02-10T15:00:00Z', '2026-03-01T15:00:00Z'].entries()) {
      const parcel = await shop.ship(order, {
        reference: `P-${index}-${order.row.reference}`,
        items: [{ item: order.items[index]?.reference ?? '', quantity: 1 }],
      })
      await shop.scan(parcel, ['2026-02-08T10:00:00Z', 'accepted'], [at, 'delivered'])
    }
    await shop.settle()
    await declare(order)
    const row = await newest()
    expect(row).toMatchObject({ outcome: 'return', why: null })
    const [record] = await loadReturns(shop.read('sam'), [row?.return_id ?? ''])
    expect(record?.units).toHaveLength(2)
  })

  it.each([['custom'], ['perishable'], ['hygiene_opened']])(
    'leaves what the law excepts (%s) to a person with the reason',
    async (exception) => {
      await shop.rules({ 'return.excluded.categories': { home: exception } })
      await declare(await delivered({ placedAt: '2026-03-02T14:59:00Z' }))
      expect(await newest()).toMatchObject({ outcome: 'excluded', why: 'excluded', return_id: null })
      expect((await open()).map((row) => row.why)).toEqual(['excluded'])
    },
  )

  it('waits for a person where the address is another, who matches it; nobody matches their own', async () => {
    const order = await delivered()
    await declare(order, { contact: 'somebody@example.com' })
    const row = await newest()
    expect(row).toMatchObject({ order_id: null, outcome: null })
    expect(await open()).toHaveLength(1)
    const done = await shop.act('sam', (work) => matchByPerson(work, { id: row?.id ?? '', order: order.row.id }))
    expect(done.outcome).toBe('return')
    expect(await open()).toHaveLength(0)
    await expect(
      shop.act('sam', (work) => matchByPerson(work, { id: row?.id ?? '', order: order.row.id })),
    ).rejects.toMatchObject({ code: 'not_possible_now' })
  })

  it('leaves a business, another country and words that it cannot read to a person', async () => {
    const business = await delivered({ more: { businessBuyer: true } })
    await declare(business)
    expect(await newest()).toMatchObject({ outcome: 'unknown', why: 'business_buyer' })
    await declare(await delivered({ country: 'US' }))
    expect(await newest()).toMatchObject({ outcome: 'unknown', why: 'no_right_here' })
    await declare(await delivered(), { items: 'the blue one' })
    expect(await newest()).toMatchObject({ outcome: 'unknown', why: 'words_to_read' })
    expect(await open()).toHaveLength(3)
  })

  it('sends no more than so many receipts to one mailbox', async () => {
    for (let count = 0; count < 10; count++) await declare('W-0000', { contact: 'one@example.com' })
    await expect(declare('W-0000', { contact: 'one@example.com' })).rejects.toMatchObject({ code: 'too_many_tries' })
  })
})
