import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderRecord, UnitRow } from '#modules/orders'
import { balanceOf, type CountedSums } from './balance.ts'
import { cellsOf, linesByMovement, type Line } from './spread.ts'

const all = { goods: true, shipping: true, fees: true }

describe('tax inside of partial refunds', () => {
  it('forces price and tax of an amount to be the amount, whatever the rates round to (woocommerce/woocommerce#63046)', () => {
    // 50.00 at 7.75 % and 0.625 %, or at 7.75 % and 2.25 %, all included: net and taxes rounded one by one make 50.01 and 49.99.
    for (const rates of [
      [0.0775, 0.00625],
      [0.0775, 0.0225],
    ]) {
      const net = 5000 / (1 + rates.reduce((sum, rate) => sum + rate, 0))
      const tax = rates.reduce((sum, rate) => sum + Math.round(net * rate), 0)
      const [line] = refundAll(unit({ goods_minor: 5000, goods_tax_minor: tax }), [5000])
      expect(line?.goodsMinor).toBe(5000)
      expect((line?.goodsMinor ?? 0) - (line?.goodsTaxMinor ?? 0) + tax).toBe(5000)
    }
  })

  it('gives back exactly the price and the tax, in however many steps and over however many tenders', () => {
    const amounts = fc.record({
      goods: fc.integer({ min: 0, max: 200_000 }),
      shipping: fc.integer({ min: 0, max: 5_000 }),
      fee: fc.integer({ min: 0, max: 900 }),
      rate: fc.double({ min: 0, max: 0.3, noNaN: true }),
      shippingRate: fc.double({ min: 0, max: 0.3, noNaN: true }),
    })
    fc.assert(
      fc.property(
        amounts,
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (drawn, steps, tenders) => {
          const one = unit({
            goods_minor: drawn.goods,
            goods_tax_minor: Math.floor(drawn.goods * drawn.rate),
            shipping_minor: drawn.shipping,
            shipping_tax_minor: Math.floor(drawn.shipping * drawn.shippingRate),
            fee_minor: drawn.fee,
          })
          let left = drawn.goods + drawn.shipping + drawn.fee
          const amountsOfSteps = [
            ...steps.map((share) => {
              const part = Math.floor(left * share)
              left -= part
              return part
            }),
            left,
          ]
          const lines = refundAll(one, amountsOfSteps, tenders)
          const sum = (field: keyof Line) => lines.reduce((total, line) => total + Number(line[field]), 0)
          expect([
            sum('goodsMinor'),
            sum('goodsTaxMinor'),
            sum('shippingMinor'),
            sum('shippingTaxMinor'),
            sum('feeMinor'),
            sum('otherMinor'),
          ]).toEqual([
            one.goods_minor,
            one.goods_tax_minor,
            one.shipping_minor,
            one.shipping_tax_minor,
            one.fee_minor,
            0,
          ])
          for (const line of lines) {
            expect(line.goodsTaxMinor).toBeLessThanOrEqual(line.goodsMinor)
            expect(
              Math.min(line.goodsTaxMinor, line.shippingTaxMinor, line.goodsMinor, line.shippingMinor, line.feeMinor),
            ).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** Refunds a unit step by step, each step counting what the ones before gave back. */
function refundAll(one: UnitRow, steps: number[], tenders = 1): Line[] {
  const order = { row: { currency: 'USD' }, units: [one], tenders: [], disputes: [] } as unknown as OrderRecord
  const given: Line[] = []
  for (const amount of steps) {
    const balance = balanceOf(order, { movements: [], lines: given.map(counted) })
    const cells = cellsOf(balance, [one.id], all)
    const whole = cells.reduce((sum, cell) => sum + cell.amountMinor, 0)
    const paid = amount >= whole ? cells : cutDown(cells, amount)
    given.push(...linesByMovement(paid, splitEvenly(Math.min(amount, whole), tenders), balance, [one]).flat())
  }
  return given
}

function counted(line: Line): CountedSums['lines'][number] {
  return {
    unit_id: line.unitId,
    state: 'succeeded',
    goods_minor: line.goodsMinor,
    goods_tax_minor: line.goodsTaxMinor,
    shipping_minor: line.shippingMinor,
    shipping_tax_minor: line.shippingTaxMinor,
    fee_minor: line.feeMinor,
  }
}

function cutDown(cells: ReturnType<typeof cellsOf>, amount: number): ReturnType<typeof cellsOf> {
  let left = amount
  return cells
    .map((cell) => {
      const part = Math.min(left, cell.amountMinor)
      left -= part
      return { ...cell, amountMinor: part }
    })
    .filter((cell) => cell.amountMinor > 0)
}

function splitEvenly(amount: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, index) => Math.floor(amount / parts) + (index < amount % parts ? 1 : 0))
}

function unit(part: Partial<UnitRow>): UnitRow {
  return {
    store_id: 's',
    id: 'unt_1',
    order_id: 'ord_1',
    item_id: 'itm_1',
    position: 0,
    revision_from: 1,
    variant_id: null,
    sku: null,
    options: null,
    goods_minor: 0,
    goods_tax_minor: 0,
    shipping_minor: 0,
    shipping_tax_minor: 0,
    fee_minor: 0,
    fee_kept_minor: 0,
    discount_minor: 0,
    commission_minor: 0,
    money_moved_at: null,
    canceled_at: null,
    settled_by: null,
    superseded_by: null,
    superseded_reason: null,
    replaces_unit_id: null,
    ...part,
  }
}
