import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocateOrder,
  portionOf,
  type Allocation,
  type LineAmounts,
  type OrderAmounts,
  type UnitShares,
} from './allocation.ts'

const line = (part: Partial<LineAmounts>): LineAmounts => ({
  reference: 'a',
  bundleParent: null,
  isBundle: false,
  isPhysical: true,
  quantity: 1,
  canceledQuantity: 0,
  unitPriceMinor: 0,
  discountMinor: 0,
  taxMinor: 0,
  commission: { rate: null, amountMinor: null },
  ...part,
})
const order = (part: Partial<OrderAmounts>): OrderAmounts => ({
  taxIncluded: true,
  lines: [],
  shipping: { priceMinor: 0, discountMinor: 0, taxMinor: 0 },
  fees: [],
  orderDiscountMinor: 0,
  capturedMinor: null,
  ...part,
})
function allocated(amounts: OrderAmounts): Allocation {
  const result = allocateOrder(amounts)
  if ('fault' in result) throw new Error(`${result.fault.code} at ${result.fault.param}`)
  return result
}
const worth = (unit: UnitShares) => unit.goodsMinor + unit.shippingMinor + unit.feeMinor + unit.feeKeptMinor
const total = (units: UnitShares[]) => units.reduce((sum, unit) => sum + worth(unit), 0)

describe('allocating an order to its units', () => {
  it('puts line discount and tax on top into the units', () => {
    const { lines, totalMinor } = allocated(
      order({
        taxIncluded: false,
        lines: [line({ quantity: 2, unitPriceMinor: 10000, discountMinor: 2000, taxMinor: 1800 })],
      }),
    )
    expect(totalMinor).toBe(19800)
    expect(lines[0]?.map((unit) => [unit.goodsMinor, unit.goodsTaxMinor])).toEqual([
      [9900, 900],
      [9900, 900],
    ])
  })

  it('gives every odd minor unit to somebody, the last unit getting what is left', () => {
    const { lines } = allocated(order({ lines: [line({ quantity: 3, unitPriceMinor: 3334, discountMinor: 2 })] }))
    expect(lines[0]?.map((unit) => unit.goodsMinor)).toEqual([3334, 3333, 3333])
  })

  it('takes shipping only from physical units, and evenly where nothing has a price', () => {
    const { lines } = allocated(
      order({
        lines: [line({ unitPriceMinor: 5000, isPhysical: false }), line({ reference: 'b', quantity: 2 })],
        shipping: { priceMinor: 501, discountMinor: 0, taxMinor: 0 },
      }),
    )
    expect(lines.map((units) => units.map((unit) => unit.shippingMinor))).toEqual([[0], [251, 250]])
  })

  it('leaves shipping and fees to the units that were not canceled', () => {
    const { lines } = allocated(
      order({
        lines: [line({ quantity: 2, canceledQuantity: 1, unitPriceMinor: 1000 })],
        shipping: { priceMinor: 400, discountMinor: 0, taxMinor: 0 },
        fees: [{ kind: 'wrap', amountMinor: 100, refundable: true }],
      }),
    )
    expect(lines[0]?.map((unit) => [unit.shippingMinor, unit.feeMinor])).toEqual([
      [400, 100],
      [0, 0],
    ])
  })

  it('lays the price of a bundle on its parts', () => {
    const { lines } = allocated(
      order({
        lines: [
          line({ reference: 'set', isBundle: true, isPhysical: false, unitPriceMinor: 9000 }),
          line({ reference: 'x', bundleParent: 'set' }),
          line({ reference: 'y', bundleParent: 'set', quantity: 2 }),
        ],
        shipping: { priceMinor: 300, discountMinor: 0, taxMinor: 0 },
      }),
    )
    expect(lines.map((units) => units.map((unit) => unit.goodsMinor))).toEqual([[0], [3000], [3000, 3000]])
    expect(lines.map((units) => units.map((unit) => unit.shippingMinor))).toEqual([[0], [100], [100, 100]])
  })

  it('fixes crumbs of rounding to what was captured, and nothing larger', () => {
    const crumb = allocated(
      order({
        taxIncluded: false,
        lines: [line({ quantity: 10, unitPriceMinor: 1494, taxMinor: 2986 })],
        capturedMinor: 17925,
      }),
    )
    expect(crumb.totalMinor).toBe(17925)
    expect(total(crumb.lines.flat())).toBe(17925)
    const different = allocated(order({ lines: [line({ unitPriceMinor: 7500 })], capturedMinor: 6000 }))
    expect(different.totalMinor).toBe(7500)
  })

  it('fixes crumbs on the living units when what was canceled was never captured', () => {
    const { lines } = allocated(
      order({ lines: [line({ quantity: 2, canceledQuantity: 1, unitPriceMinor: 1000 })], capturedMinor: 999 }),
    )
    expect(lines[0]?.map((unit) => unit.goodsMinor)).toEqual([999, 1000])
  })

  it.each([
    [order({ lines: [line({ unitPriceMinor: 100, discountMinor: 101 })] }), 'items[0].discount'],
    [order({ lines: [line({ unitPriceMinor: 100 })], orderDiscountMinor: 101 }), 'discounts'],
    [
      order({ lines: [line({ unitPriceMinor: 100 })], shipping: { priceMinor: 5, discountMinor: 6, taxMinor: 0 } }),
      'shipping.discount',
    ],
  ])('says which discount is larger than what it is on', (amounts, param) => {
    expect(allocateOrder(amounts)).toMatchObject({ fault: { code: 'amounts_do_not_add_up', param } })
  })

  it('freezes the commission at the rate of the sale, rounded half up', () => {
    const { lines } = allocated(
      order({ lines: [line({ quantity: 3, unitPriceMinor: 8999, commission: { rate: 0.1, amountMinor: null } })] }),
    )
    expect(lines[0]?.map((unit) => unit.commissionMinor)).toEqual([900, 900, 900])
    expect(portionOf(1255, 0.1)).toBe(126)
  })

  it.each([
    ['3 spree/spree#14678', 3, 8999, 0.1, 2, 16198],
    ['26 productdevbook/tezgah#144', 1, 10000, 0.1, 1, 9000],
    ['26 productdevbook/tezgah#144', 1, 10000, 0.15, 1, 8500],
  ])(
    'freezes what a seller has to give back for some units: %s',
    (_thread, quantity, unitPriceMinor, rate, count, expected) => {
      const { lines } = allocated(
        order({ lines: [line({ quantity, unitPriceMinor, commission: { rate, amountMinor: null } })] }),
      )
      const units = lines[0]?.slice(0, count) ?? []
      expect(units.reduce((sum, unit) => sum + unit.goodsMinor - unit.commissionMinor, 0)).toBe(expected)
    },
  )

  it('never loses or makes a minor unit, in any currency', () => {
    fc.assert(
      fc.property(anyOrder(), (amounts) => {
        const result = allocateOrder(amounts)
        if ('fault' in result) {
          expect(result.fault.code).toBe('amounts_do_not_add_up')
          return
        }
        const units = result.lines.flat()
        expect(total(units)).toBe(result.totalMinor)
        for (const unit of units) {
          for (const value of Object.values(unit)) expect(value).toBeGreaterThanOrEqual(0)
          expect(unit.goodsTaxMinor).toBeLessThanOrEqual(unit.goodsMinor)
          expect(unit.shippingTaxMinor).toBeLessThanOrEqual(unit.shippingMinor)
        }
        if (amounts.capturedMinor === null) expect(result.totalMinor).toBe(documentTotal(amounts))
      }),
      { numRuns: 500 },
    )
  })
})

// Zero, two and three decimals differ only in how large the numbers are, so the range covers them all.
function anyOrder(): fc.Arbitrary<OrderAmounts> {
  const amount = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 12_345_678 }))
  const anyLine = fc.record({
    quantity: fc.integer({ min: 1, max: 7 }),
    canceled: fc.integer({ min: 0, max: 7 }),
    price: amount,
    discount: fc.double({ min: 0, max: 1, noNaN: true }),
    tax: fc.double({ min: 0, max: 0.27, noNaN: true }),
    physical: fc.boolean(),
    part: fc.boolean(),
  })
  return fc
    .record({
      taxIncluded: fc.boolean(),
      lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
      bundle: fc.boolean(),
      shipping: amount,
      shippingTax: fc.integer({ min: 0, max: 200 }),
      fees: fc.array(fc.record({ kind: fc.constant('fee'), amountMinor: amount, refundable: fc.boolean() }), {
        maxLength: 2,
      }),
      discount: fc.double({ min: 0, max: 1, noNaN: true }),
      crumb: fc.option(fc.integer({ min: -9, max: 9 })),
    })
    .map((drawn) => {
      const lines = drawn.lines.map((each, index) => {
        const bundle = drawn.bundle && index === 0
        const gross = each.quantity * each.price
        return line({
          reference: `line-${index}`,
          quantity: each.quantity,
          canceledQuantity: Math.min(each.canceled, each.quantity),
          unitPriceMinor: each.price,
          discountMinor: Math.floor(gross * each.discount),
          taxMinor: Math.round(gross * each.tax),
          isPhysical: each.physical && !bundle,
          isBundle: bundle,
          bundleParent: drawn.bundle && index > 0 && each.part ? 'line-0' : null,
        })
      })
      const amounts = order({
        taxIncluded: drawn.taxIncluded,
        lines,
        shipping: { priceMinor: drawn.shipping, discountMinor: 0, taxMinor: drawn.shippingTax },
        fees: drawn.fees,
      })
      const whole = documentTotal(amounts)
      const discounted = { ...amounts, orderDiscountMinor: Math.floor(whole * drawn.discount * 0.9) }
      return {
        ...discounted,
        capturedMinor: drawn.crumb === null ? null : Math.max(0, documentTotal(discounted) + drawn.crumb),
      }
    })
}

function documentTotal(amounts: OrderAmounts): number {
  const goods = amounts.lines.reduce(
    (sum, each) =>
      sum + each.quantity * each.unitPriceMinor - each.discountMinor + (amounts.taxIncluded ? 0 : each.taxMinor),
    0,
  )
  const shipping = amounts.shipping.priceMinor + (amounts.taxIncluded ? 0 : amounts.shipping.taxMinor)
  return goods + shipping + amounts.fees.reduce((sum, fee) => sum + fee.amountMinor, 0) - amounts.orderDiscountMinor
}
