import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { currentUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { findReturn, loadReturns, openReturn, payUnits, returnsOf } from '../index.ts'

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

const unitIds = (order: OrderRecord, count = 99) =>
  currentUnits(order)
    .slice(0, count)
    .map((unit) => unit.id)

async function opened(order: OrderRecord, ids = unitIds(order)) {
  return await shop.act(program, async (work) => {
    const record = await openReturn(work, {
      order: await lockOrder(work, order.row.id),
      unitIds: ids,
      reason: 'defective',
      origin: 'problem',
      about: { kind: 'problem', id: 'prb_1' },
      resolution: 'refund',
    })
    return record.row.id
  })
}

describe('a return that another matter opens', () => {
  it('is approved, holds its units, and pays once what was paid when its moment has come', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 2 }], shipping: 500 })
    const id = await opened(order)
    const [record] = await loadReturns(shop.read(program), [id])
    expect(record?.row).toMatchObject({ refund_at: 'first_scan', customer_id: order.row.customer_id })
    expect(record?.row.reference).toMatch(/^MR-/)
    expect(record?.units.map((unit) => [unit.planned_minor, unit.planned_shipping_minor, unit.money])).toEqual([
      [2150, 250, 'planned'],
      [2150, 250, 'planned'],
    ])
    await expect(opened(order)).rejects.toMatchObject({ code: 'unit_held' })
    const pay = (moment: 'at_once' | 'first_scan' | 'receipt') =>
      shop.act(program, (work) => payUnits(work, id, { unitIds: unitIds(order), moment }))
    expect(await pay('at_once')).toEqual([])
    const [refund] = await pay('first_scan')
    expect(refund?.row.amount_minor).toBe(4300)
    expect(await pay('receipt')).toEqual([])
    const { balance, refunds } = await shop.money(order)
    expect(refunds).toHaveLength(1)
    expect(balance.remainingMinor).toBe(0)
    expect((await returnsOf(shop.read(program), [order.row.id])).map(({ units }) => units[0]?.money)).toEqual([
      'pending',
    ])
  })

  it('pays each unit once under twenty at a time', async () => {
    const order = await shop.order({ items: [{ variant: 'mug-blue', quantity: 1 }] })
    const id = await opened(order)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        shop.act(program, (work) => payUnits(work, id, { unitIds: unitIds(order), moment: 'receipt' })),
      ),
    )
    expect((await shop.money(order)).refunds.map(({ row }) => row.amount_minor)).toEqual([1900])
  })

  it('is nobody else’s business', async () => {
    const id = await opened(await shop.order())
    await expect(findReturn(shop.read('ben'), id)).rejects.toMatchObject({ type: 'not_found' })
    expect((await findReturn(shop.read('ava'), id)).row.id).toBe(id)
    expect((await findReturn(shop.read('sam'), id)).row.id).toBe(id)
  })
})
