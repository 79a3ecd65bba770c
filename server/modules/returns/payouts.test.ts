import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { insertRows } from '#platform/database/insert-rows'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { addDays } from '#platform/time'
import { payoutsToday } from './payouts.ts'

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

async function paid(weeksAgo: number, amountMinor: number) {
  await insertRows(shop.app.db, 'return_payout', [
    {
      store_id: shop.app.storeId,
      refund_id: `ref_${weeksAgo}_${amountMinor}`,
      return_id: 'ret_1',
      moment: 'first_scan',
      currency: 'USD',
      amount_minor: amountMinor,
      at: addDays(shop.app.clock.now(), -7 * weeksAgo),
    },
  ])
}
const level = async () => (await payoutsToday(shop.read()))[0]?.level

it('a day far above the norm of its weekday is alerted, then stepped down, and a few days make no norm', async () => {
  await paid(1, 100_000)
  await paid(2, 100_000)
  await paid(0, 150_000)
  expect(await level()).toBe('usual')
  await paid(3, 100_000)
  expect(await payoutsToday(shop.read())).toMatchObject([{ paidMinor: 150_000, normMinor: 100_000, level: 'alert' }])
  await shop.settle()
  await paid(0, 50_000)
  expect(await level()).toBe('step_down')
})

it('a quiet day is never unusual', async () => {
  for (const week of [1, 2, 3]) await paid(week, 100)
  await paid(0, 40_000)
  expect(await level()).toBe('usual')
})
