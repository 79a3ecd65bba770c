import type { OrderRecord } from '#modules/orders'
import type { ClaimRuling } from '#modules/policy'
import type { OrderBalance, RefundInput } from '#modules/refunds'
import { cellsOfAmount, cellsOfLate, cellsOfUnits } from './cells.ts'
import { overchargedOf } from './facts.ts'
import type { Award } from './tables.ts'

export type Wish = Pick<RefundInput, 'exactly' | 'priceDifference' | 'amountMinor'>

/** The refund that an award is, before ceilings. @param balance what of the order has not come back */
export function wishOf(
  order: OrderRecord,
  unitIds: readonly string[],
  askedMinor: number | null,
  ruling: Pick<ClaimRuling, 'percent' | 'shipping'> & { award: Award },
  balance: OrderBalance,
): Wish {
  switch (ruling.award) {
    case 'late':
      return { exactly: cellsOfLate(order, unitIds, ruling.percent) }
    case 'difference': {
      const shown = overchargedOf(order)
      // What was taken above the price is in no unit; what the price itself was too high is.
      if (shown > 0) return { priceDifference: true, amountMinor: Math.min(shown, askedMinor ?? shown) }
      return { exactly: cellsOfAmount(order, unitIds, askedMinor ?? 0, balance) }
    }
    case 'part':
      return { exactly: cellsOfUnits(order, unitIds, { shipping: true }) }
    default:
      return { exactly: cellsOfUnits(order, unitIds, { shipping: ruling.shipping }) }
  }
}
