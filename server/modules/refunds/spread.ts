import type { UnitRow } from '#modules/orders'
import { allocate } from '#platform/money'
import type { OrderBalance, UnitBalance } from './balance.ts'

/** What part of a refund is for: one unit's goods, shipping or fees, or no unit in particular. */
export interface Cell {
  unitId: string | null
  part: 'goods' | 'shipping' | 'fees' | 'other'
  amountMinor: number
}

/** One line of a refund: what one movement brings back for one unit. */
export interface Line {
  unitId: string | null
  goodsMinor: number
  goodsTaxMinor: number
  shippingMinor: number
  shippingTaxMinor: number
  feeMinor: number
  otherMinor: number
}

/** Cuts cells down to an amount, each in proportion; together they are the amount to the minor unit. */
export function cutTo(cells: readonly Cell[], amountMinor: number): Cell[] {
  if (cells.length === 0) return []
  const parts = allocate(
    amountMinor,
    cells.map((cell) => cell.amountMinor),
  )
  return cells
    .map((cell, index) => ({ ...cell, amountMinor: parts[index] ?? 0 }))
    .filter((cell) => cell.amountMinor > 0)
}

/** Fills groups of cells one after the other until an amount is used up; what is too much for all of them is for no unit. */
export function fill(tiers: readonly (readonly Cell[])[], amountMinor: number): Cell[] {
  let left = amountMinor
  const filled = tiers.flatMap((tier) => {
    const taken = Math.min(left, sumOf(tier))
    left -= taken
    return taken === 0 ? [] : cutTo(tier, taken)
  })
  return left > 0 ? [...filled, { unitId: null, part: 'other' as const, amountMinor: left }] : filled
}

/** What is left of some parts of some units. */
export function cellsOf(
  balance: OrderBalance,
  unitIds: readonly string[],
  parts: { goods: boolean; shipping: boolean; fees: boolean },
): Cell[] {
  return unitIds.flatMap((unitId) => {
    const unit = balance.perUnit[unitId]
    if (!unit) return []
    return (['goods', 'shipping', 'fees'] as const)
      .filter((part) => parts[part])
      .map((part) => ({ unitId, part, amountMinor: unit[part].remaining }))
      .filter((cell) => cell.amountMinor > 0)
  })
}

/**
 * Which movement pays for what: every movement takes its share of each cell in proportion and the last gets what is left,
 * so that lines add up to movements and movements to the refund. When a movement fails, exactly its lines stop counting.
 */
export function linesByMovement(
  cells: readonly Cell[],
  amountsMinor: readonly number[],
  balance: OrderBalance,
  units: readonly UnitRow[],
): Line[][] {
  const taxes = new TaxShares(balance, units)
  let open = [...cells]
  return amountsMinor.map((amountMinor, index) => {
    const mine = index === amountsMinor.length - 1 ? open : cutTo(open, amountMinor)
    open = open
      .map((cell) => ({
        ...cell,
        amountMinor:
          cell.amountMinor -
          (mine.find((each) => each.unitId === cell.unitId && each.part === cell.part)?.amountMinor ?? 0),
      }))
      .filter((cell) => cell.amountMinor > 0)
    return linesOf(mine, taxes)
  })
}

export function sumOf(cells: readonly Pick<Cell, 'amountMinor'>[]): number {
  return cells.reduce((sum, cell) => sum + cell.amountMinor, 0)
}

function linesOf(cells: readonly Cell[], taxes: TaxShares): Line[] {
  const byUnit = new Map<string | null, Line>()
  for (const { unitId, part, amountMinor } of cells) {
    const line = byUnit.get(unitId) ?? {
      unitId,
      goodsMinor: 0,
      goodsTaxMinor: 0,
      shippingMinor: 0,
      shippingTaxMinor: 0,
      feeMinor: 0,
      otherMinor: 0,
    }
    if (part === 'goods')
      Object.assign(line, { goodsMinor: amountMinor, goodsTaxMinor: taxes.take(unitId, 'goods', amountMinor) })
    if (part === 'shipping')
      Object.assign(line, { shippingMinor: amountMinor, shippingTaxMinor: taxes.take(unitId, 'shipping', amountMinor) })
    if (part === 'fees') line.feeMinor = amountMinor
    if (part === 'other') line.otherMinor = amountMinor
    byUnit.set(unitId, line)
  }
  return [...byUnit.values()]
}

/**
 * Tax inside of partial amounts. Each part gets the difference between the rounded tax up to it and the tax given before,
 * so that a unit refunded in any number of steps gives back exactly its tax, and price and tax of every step are its amount.
 */
class TaxShares {
  private readonly given = new Map<string, { amountMinor: number; taxMinor: number }>()
  private readonly balance: OrderBalance
  private readonly units: ReadonlyMap<string, UnitRow>

  constructor(balance: OrderBalance, units: readonly UnitRow[]) {
    this.balance = balance
    this.units = new Map(units.map((unit) => [unit.id, unit]))
  }

  take(unitId: string | null, part: 'goods' | 'shipping', amountMinor: number): number {
    const unit = this.units.get(unitId ?? '')
    const counted = this.balance.perUnit[unitId ?? '']
    if (!unit || !counted) return 0
    const before = this.given.get(`${unitId} ${part}`) ?? countedBefore(counted, part)
    const [whole, wholeTax] =
      part === 'goods' ? [unit.goods_minor, unit.goods_tax_minor] : [unit.shipping_minor, unit.shipping_tax_minor]
    const upTo = rounded(wholeTax, before.amountMinor + amountMinor, whole)
    // What stays is never more tax than amount, also when a part in the middle failed and comes again in other steps.
    const least = wholeTax - before.taxMinor - (whole - before.amountMinor - amountMinor)
    const taxMinor = Math.min(amountMinor, Math.max(0, least, upTo - before.taxMinor))
    this.given.set(`${unitId} ${part}`, {
      amountMinor: before.amountMinor + amountMinor,
      taxMinor: before.taxMinor + taxMinor,
    })
    return taxMinor
  }
}

function countedBefore(unit: UnitBalance, part: 'goods' | 'shipping'): { amountMinor: number; taxMinor: number } {
  return { amountMinor: unit[part].refunded + unit[part].pending, taxMinor: unit[part].taxCounted }
}

function rounded(taxMinor: number, partMinor: number, wholeMinor: number): number {
  if (wholeMinor === 0) return 0
  return Number((2n * BigInt(taxMinor) * BigInt(partMinor) + BigInt(wholeMinor)) / (2n * BigInt(wholeMinor)))
}
