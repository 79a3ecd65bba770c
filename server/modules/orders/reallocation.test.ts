import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocateOrder, type LineAmounts, type OrderAmounts, type UnitShares } from './allocation.ts'
import { reallocate, type StandingUnit } from './reallocation.ts'

const line = (reference: string, part: Partial<LineAmounts>): LineAmounts => ({
  reference,
  bundleParent: null,
  isBundle: false,
  isPhysical: true,
  quantity: 1,
  canceledQuantity: 0,
  unitPriceMinor: 1000,
  discountMinor: 0,
  taxMinor: 0,
  commission: { rate: null, amountMinor: null },
  ...part,
})
const order = (lines: LineAmounts[], part: Partial<OrderAmounts> = {}): OrderAmounts => ({
  taxIncluded: true,
  lines,
  shipping: { priceMinor: 0, discountMinor: 0, taxMinor: 0 },
  fees: [],
  orderDiscountMinor: 0,
  capturedMinor: null,
  ...part,
})

/** The units that a document made, with what has happened to each since. */
function standing(
  amounts: OrderAmounts,
  happened: (nth: number) => Partial<StandingUnit> = () => ({}),
): StandingUnit[] {
  const allocation = allocateOrder(amounts)
  if ('fault' in allocation) return []
  let nth = 0
  return amounts.lines.flatMap((each, index) =>
    (allocation.lines[index] ?? []).map((shares, at) => ({
      id: `unit-${nth}`,
      itemReference: each.reference,
      shares,
      fixed: false,
      ours: false,
      canceled: at >= each.quantity - each.canceledQuantity,
      beingCanceled: false,
      ...happened(nth++),
    })),
  )
}

const worth = (shares: UnitShares) => shares.goodsMinor + shares.shippingMinor + shares.feeMinor + shares.feeKeptMinor

describe('laying a new document over units', () => {
  it('changes nothing when nothing is different', () => {
    const amounts = order([line('a', { quantity: 3 }), line('b', {})], { orderDiscountMinor: 500 })
    expect(reallocate(amounts, amounts, standing(amounts))).toMatchObject({
      changed: [],
      added: [],
      dropped: [],
      canceled: [],
      totalMinor: 3500,
    })
  })

  it('lets free units carry what a fixed one does not', () => {
    const before = order([line('a', { quantity: 2 })])
    const after = order([line('a', { quantity: 2 })], { orderDiscountMinor: 400 })
    const next = reallocate(
      after,
      before,
      standing(before, (nth) => ({ fixed: nth === 0 })),
    )
    expect(next).toMatchObject({ totalMinor: 1600, changed: [{ unitId: 'unit-1', shares: { goodsMinor: 600 } }] })
  })

  it('refuses a difference that no unit may carry', () => {
    const before = order([line('a', { quantity: 2 })])
    const after = order([line('a', { quantity: 2 })], { shipping: { priceMinor: 300, discountMinor: 0, taxMinor: 0 } })
    expect(
      reallocate(
        after,
        before,
        standing(before, () => ({ fixed: true })),
      ),
    ).toMatchObject({
      fault: { code: 'units_already_moved' },
    })
  })

  it('keeps what we changed to another variant out of an older document’s sums', () => {
    const amounts = order([line('a', { quantity: 2 })])
    const units = standing(amounts)
    const ours = units.map((unit, nth) =>
      nth === 0 ? { ...unit, fixed: true, ours: true, shares: { ...unit.shares, goodsMinor: 1700 } } : unit,
    )
    expect(reallocate(amounts, amounts, ours)).toMatchObject({ totalMinor: 2700, changed: [], dropped: [] })
  })

  it('counts a cancellation of ours that is under way', () => {
    const before = order([line('a', { quantity: 3 })])
    const after = order([line('a', { quantity: 3, canceledQuantity: 2 })])
    const units = standing(before, (nth) => (nth === 0 ? { fixed: true, beingCanceled: true } : {}))
    expect(reallocate(after, before, units)).toMatchObject({ canceled: ['unit-2'] })
  })

  it('always ends with the total, and never touches a fixed unit', () => {
    fc.assert(
      fc.property(
        anyLines(),
        anyLines(),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        fc.nat(900),
        (a, b, fixed, extra) => {
          const before = order(a, { shipping: { priceMinor: 490, discountMinor: 0, taxMinor: 0 } })
          const after = order(b, {
            shipping: { priceMinor: 490 + extra, discountMinor: 0, taxMinor: 0 },
            orderDiscountMinor: extra,
          })
          const units = standing(before, (nth) => ({ fixed: fixed[nth] ?? false }))
          const next = reallocate(after, before, units)
          if ('fault' in next) {
            expect(['units_already_moved', 'amounts_do_not_add_up']).toContain(next.fault.code)
            return
          }
          const changed = new Map(next.changed.map((each) => [each.unitId, each.shares]))
          const kept = units.filter((unit) => !next.dropped.includes(unit.id))
          const shares = [
            ...kept.map((unit) => changed.get(unit.id) ?? unit.shares),
            ...next.added.map((each) => each.shares),
          ]
          expect(shares.reduce((sum, each) => sum + worth(each), 0)).toBe(next.totalMinor)
          for (const unit of units.filter((each) => each.fixed)) {
            expect(changed.has(unit.id) || next.dropped.includes(unit.id) || next.canceled.includes(unit.id)).toBe(
              false,
            )
          }
          for (const each of shares) for (const value of Object.values(each)) expect(value).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 500 },
    )
  })
})

function anyLines(): fc.Arbitrary<LineAmounts[]> {
  const drawn = fc.record({
    quantity: fc.integer({ min: 1, max: 4 }),
    canceled: fc.integer({ min: 0, max: 4 }),
    // Few prices, so that documents often agree about a line.
    price: fc.constantFrom(0, 1000, 1333),
  })
  return fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).chain((references) =>
    fc.tuple(...references.map(() => drawn)).map((lines) =>
      lines.map((each, index) =>
        line(references[index] ?? 'a', {
          quantity: each.quantity,
          canceledQuantity: Math.min(each.canceled, each.quantity),
          unitPriceMinor: each.price,
        }),
      ),
    ),
  )
}
