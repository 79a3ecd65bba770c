import { afterAll, beforeAll, expect, it } from 'vitest'
import { ReturnRequest } from '#contract/returns'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { lockReturn, payUnits, requestReturn, saveReturn } from '../index.ts'

/** Reported faults of shop systems, at the level of a return: what is asked for, received and sent in the end. */
const program = system('test')
let outside: ShopOutside
let shop: SmallShop
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
})
afterAll(async () => {
  await shop.close()
  await outside.close()
})

async function delivered(bought: Parameters<SmallShop['order']>[0]) {
  const order = await shop.order(bought)
  const parcel = await shop.ship(order)
  await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], ['2026-03-01T15:00:00Z', 'delivered'])
  await shop.settle()
  return await shop.orderNow(order)
}
const ask = (order: OrderRecord, quantity: number, reason = 'changed_mind') =>
  shop.act('ava', (work) =>
    requestReturn(work, ReturnRequest.parse({ items: [{ item: order.items[0]?.id, quantity, reason }] })),
  )
async function received(id: string, unitIds: string[]) {
  await shop.act(program, async (work) => {
    const { record } = await lockReturn(work, id)
    await saveReturn(work, record, {
      units: [{ ids: unitIds, set: { logistics: 'delivered', received_at: work.now } }],
    })
  })
  await shop.act(program, (work) => payUnits(work, id, { unitIds, moment: 'receipt' }))
  await shop.settle()
}
const sentFor = async (order: OrderRecord) => (await shop.money(order)).refunds.map(({ row }) => row.amount_minor)

it('case 1: one unit is on an open return, the other refunds 99.00, discount and tax counted once', async () => {
  const order = await delivered({
    items: [{ variant: 'mug-blue', quantity: 2, unitPrice: 10_000, discount: 2_000, tax: 1_800 }],
    taxOnTop: true,
  })
  await ask(order, 1)
  const second = await ask(order, 1)
  const units = currentUnits(await shop.orderNow(order)).map((unit) => unit.id)
  await received(second, units.slice(1))
  expect(await sentFor(order)).toEqual([9_900])
})

it('case 3: three announced, two counted: 179.98', async () => {
  const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 3, unitPrice: 8_999 }] })
  const id = await ask(order, 3)
  const units = currentUnits(order).map((unit) => unit.id)
  await received(id, units.slice(0, 2))
  expect(await sentFor(order)).toEqual([17_998])
  await received(id, units.slice(2))
  expect(await sentFor(order)).toEqual([17_998, 8_999])
})

it('case 17: goods for 40.00 and 5.90 for the way back refund 34.10', async () => {
  const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 1, unitPrice: 4_000 }] })
  const id = await ask(order, 1)
  const units = currentUnits(order).map((unit) => unit.id)
  await shop.act(program, async (work) => {
    const { record } = await lockReturn(work, id)
    await saveReturn(work, record, { row: { fee_minor: 590 }, units: [{ ids: units, set: { fee_minor: 590 } }] })
  })
  await received(id, units)
  expect(await sentFor(order)).toEqual([3_410])
})
