import { heirOf, lockOrder } from '#modules/orders'
import type { RefundPlan } from '#modules/refunds'
import type { Work } from '#platform/work'
import { refundPlanOf } from '../make-offers.ts'
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
    const heirs = unitIds.flatMap((unitId) => heirOf(order, unitId)?.id ?? [])
    const plan = await refundPlanOf(work, order, heirs, row.id)
    const offers = refreshed(row.offers, plan)
    if (JSON.stringify(offers) !== JSON.stringify(row.offers)) await saveProblem(work, row, { offers })
  }
}

function refreshed(before: readonly Offer[], plan: RefundPlan): Offer[] {
  const amount = { amountMinor: plan.amountMinor, currency: plan.currency }
  const method = plan.movements.map((movement) => ({
    label: movement.label,
    amount: { amountMinor: movement.amountMinor, currency: plan.currency },
    expectedBy: movement.expectedBy?.toISOString() ?? null,
  }))
  return before.flatMap((offer) => {
    if (offer.amount === null || offer.amount.amountMinor === amount.amountMinor) return [offer]
    if (plan.amountMinor === 0) return []
    return [
      {
        ...offer,
        amount,
        method: offer.kind === 'store_credit' ? offer.method.map((each) => ({ ...each, amount })) : method,
      },
    ]
  })
}
