import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { ensureCustomers } from '#modules/customers'
import { system } from '#platform/auth/actor'
import { openReturnShop, pointAt, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import { requestReturn } from '../commands/request-return.ts'
import type { ReturnOrigin } from '../tables.ts'
import { chooseWay } from './choose-way.ts'
import { labelRequestOf } from './label-request.ts'

let outside: ReturnOutside
let shop: ReturnShop
beforeAll(async () => {
  outside = await startReturnOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openReturnShop(outside)
  await shop.places(pointAt('center', 'depot', 0, { accepts: ['returns_center'] }))
})
afterEach(() => shop.close())

async function returned(origin: ReturnOrigin, recipient?: string) {
  const order = await shop.order({ more: { gift: { code: 'GIFT-7Q2M' } } })
  const parcel = await shop.ship(order)
  await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], ['2026-03-01T15:00:00Z', 'delivered'])
  await shop.settle()
  const id = await shop.act(system('test'), async (work) => {
    const [customerId] = recipient
      ? await ensureCustomers(work, 'gift', [{ reference: recipient, name: recipient }])
      : []
    return await requestReturn(
      work,
      {
        items: [{ order: order.row.id, item: order.items[0]?.id ?? '', quantity: 1, reason: 'unwanted_gift' }],
        resolution: 'refund',
        method: 'label',
      },
      { origin, ...(customerId ? { customerId } : {}) },
    )
  })
  return await shop.returnNow(id)
}

async function requestOf(record: Awaited<ReturnType<typeof returned>>) {
  const [parcel] = record.parcels
  if (!parcel) throw new Error('no parcel')
  return await labelRequestOf(shop.read(), record, parcel)
}

it('comes from the address of the order', async () => {
  const request = await requestOf(await returned('shopper'))
  expect(request.from.line1).toMatch(/^ava Street/)
})

it('comes from whoever received a gift, and tells nothing of whoever gave it', async () => {
  const record = await returned('gift', 'Noa Lind')
  const request = await requestOf(record)
  expect(request.from).toEqual({ ...request.to, name: 'Noa Lind' })
  expect(JSON.stringify(request)).not.toMatch(/ava/i)
  for (const method of ['pickup', 'locker'] as const)
    await expect(
      shop.act(system('test'), (work) => chooseWay(work, { id: record.row.id, method })),
      method,
    ).rejects.toMatchObject({ code: 'method_not_possible' })
})
