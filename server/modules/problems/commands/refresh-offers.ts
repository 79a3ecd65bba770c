import { heirOf, lockOrder } from '#modules/orders'
import type { RefundPlan } from '#modules/refunds'
import type { Work } from '#platform/work'
import { refundPlanOf, waysBack } from '../offer-parts.ts'
import { findProblem, problemsOf } from '../queries.ts'
import type { Offer } from '../tables.ts'
import { saveProblem } from './save-problem.ts'

/**
 * Money moved on an order otherwise while remedies stand there to be taken: what they promise is worked out again, so that nobody
 * is shown an amount that is no longer there. Taking one that is out of date all the same is refused, never paid short.
 */
export async function refreshOffers(work: Work, orderId: string): Promise<void> {
  const order = await lockOrder(work, orderId)
  for (const { row: found } of await problemsOf(work, [orderId])) {
    const { row, unitIds } = await findProblem(work, found.id)
    if (!['open', 'waiting', 'in_review'].includes(row.state)) continue
    const heirs = unitIds.flatMap((unitId) => heirOf(order, unitId) ?? [])
    const left = heirs.filter((unit) => unit.settled_by === null)
    // Made good elsewhere as a whole: neither money nor goods are given on top, and a person stays in reach.
    const offers =
      left.length === 0
        ? row.offers.filter((offer) => offer.kind === 'person')
        : refreshed(
            row.offers,
            await refundPlanOf(
              work,
              order,
              left.map((unit) => unit.id),
              row.id,
            ),
          )
    if (JSON.stringify(offers) !== JSON.stringify(row.offers)) await saveProblem(work, row, { offers })
  }
}

function refreshed(before: readonly Offer[], plan: RefundPlan): Offer[] {
  const amount = { amountMinor: plan.amountMinor, currency: plan.currency }
  return before.flatMap((offer) => {
    if (offer.amount === null || offer.amount.amountMinor === amount.amountMinor) return [offer]
    if (plan.amountMinor === 0) return []
    // A share of what was paid stays as it was shown while as much is left.
    if (offer.kind === 'partial_refund') return offer.amount.amountMinor <= amount.amountMinor ? [offer] : []
    return [
      {
        ...offer,
        amount,
        method: offer.kind === 'store_credit' ? offer.method.map((each) => ({ ...each, amount })) : waysBack(plan),
      },
    ]
  })
}
