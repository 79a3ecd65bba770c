import { money } from '#platform/money'
import type { Returnable, ReturnQuote } from '../contract.ts'
import type { ReturnPlan } from '../plan-return.ts'
import { isAtHome } from '../way/ways-for.ts'

/**
 * Makes a plan that of a gift: what comes back is what the thing is worth, as a balance of whoever received it; shipping and fees were
 * paid by whoever gave it and are not part of the gift.
 */
export function asGift(plan: ReturnPlan): ReturnPlan {
  plan.ways = waysOfGift(plan)
  for (const line of plan.lines) {
    for (const unit of line.planned) {
      unit.plannedMinor -= unit.shippingMinor + unit.feesMinor
      unit.shippingMinor = 0
      unit.feesMinor = 0
    }
    line.refundMinor = line.planned.reduce((sum, unit) => sum + unit.plannedMinor, 0)
  }
  plan.resolution = 'store_credit'
  plan.target = 'store_credit'
  plan.refundMinor = plan.lines
    .flatMap((line) => line.planned)
    .reduce((sum, unit) => sum + Math.max(0, unit.plannedMinor - unit.feeMinor), 0)
  return plan
}

/** The ways that need no address: the one that is known may be the giver's, so that what is near it is not said either. */
export function waysOfGift({ ways }: Pick<ReturnPlan, 'ways'>): ReturnPlan['ways'] {
  return ways.filter(({ method }) => !isAtHome(method)).map((way) => ({ ...way, nearest: null, pickupSlots: [] }))
}

/** A quote without anything of whoever gave it: no payment method, no price but the value that comes back. */
export function quoteForGift(quote: ReturnQuote): ReturnQuote {
  return {
    ...quote,
    lines: quote.lines.map((line) => ({ ...line, paid: line.refund, exchange: null })),
    perTender:
      quote.refund.amountMinor > 0
        ? [{ label: 'Store credit', amount: quote.refund, expectedBy: null, targetKind: 'store_credit' }]
        : [],
  }
}

/** What can go back, without prices and without the other variants' prices. Why something cannot is not said: it may be the giver's doing. */
export function returnableForGift(returnable: Returnable, currency: string): Returnable {
  return {
    ...returnable,
    items: returnable.items.map((item) => ({
      ...item,
      paidEach: money(0, currency),
      resolutions: ['store_credit'],
      variants: [],
      // Putting a fault right at once is between the store and whoever ordered.
      reasons: item.reasons.map((reason) => ({ ...reason, problem: null, photo: false })),
    })),
    notReturnable: returnable.notReturnable.map((item) => ({
      ...item,
      code: 'not_returnable',
      message: 'This can’t be sent back right now.',
      about: null,
    })),
  }
}
