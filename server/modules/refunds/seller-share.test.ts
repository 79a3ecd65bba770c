import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemRow, UnitRow } from '#modules/orders'
import { sellerShare } from './seller-share.ts'

const items = [
  { id: 'itm_1', seller_id: 'sel_1' },
  { id: 'itm_2', seller_id: null },
] as ItemRow[]
const unit = (id: string, itemId: string, goods: number, commission: number) =>
  ({ id, item_id: itemId, goods_minor: goods, commission_minor: commission }) as UnitRow
const none = { refunded: 0, pending: 0, remaining: 0, taxCounted: 0 }
const given = (unitId: string, refunded: number) => ({
  perUnit: { [unitId]: { goods: { ...none, refunded }, shipping: none, fees: none, remaining: 0 } },
})

describe('what a seller bears of a refund', () => {
  it('is goods and shipping less the commission frozen on the units, by seller', () => {
    const order = { items, units: [unit('unt_1', 'itm_1', 10000, 1000), unit('unt_2', 'itm_2', 500, 0)] }
    expect(
      sellerShare(order, { perUnit: {} }, [
        { unitId: 'unt_1', goodsMinor: 4000, shippingMinor: 300 },
        { unitId: 'unt_1', goodsMinor: 1000, shippingMinor: 0 },
        { unitId: 'unt_2', goodsMinor: 500, shippingMinor: 0 },
        { unitId: null, goodsMinor: 0, shippingMinor: 0 },
      ]),
    ).toEqual([
      { sellerId: 'sel_1', goodsMinor: 5000, shippingMinor: 300, commissionBackMinor: 500, debitMinor: 4800 },
      { sellerId: null, goodsMinor: 500, shippingMinor: 0, commissionBackMinor: 0, debitMinor: 500 },
    ])
  })

  it('brings back exactly the commission, in however many steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
        (goods, rate, steps) => {
          const order = { items, units: [unit('unt_1', 'itm_1', goods, Math.round(goods * rate))] }
          const cuts = [...steps.map((step) => Math.floor(step * goods)), goods].sort((one, other) => one - other)
          let before = 0
          let back = 0
          for (const cut of cuts) {
            const [share] = sellerShare(order, given('unt_1', before), [
              { unitId: 'unt_1', goodsMinor: cut - before, shippingMinor: 0 },
            ])
            expect(share?.commissionBackMinor).toBeGreaterThanOrEqual(0)
            expect(share?.debitMinor).toBeGreaterThanOrEqual(0)
            back += share?.commissionBackMinor ?? 0
            before = cut
          }
          expect(back).toBe(Math.round(goods * rate))
        },
      ),
      { numRuns: 500 },
    )
  })
})
