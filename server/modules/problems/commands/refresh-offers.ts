import { heirOf, lockOrder, type OrderRecord } from '#modules/orders'
import type { RefundPlan } from '#modules/refunds'
import type { Work } from '#platform/work'
import { verdictOf } from '../decide-problem.ts'
import { makeOffers } from '../make-offers.ts'
import { refundPlanOf, waysBack } from '../offer-parts.ts'
import { findProblem, type ProblemRecord, problemsOf } from '../queries.ts'
import type { Offer } from '../tables.ts'
import { decideAgain } from './add-photos.ts'
import { saveProblem } from './save-problem.ts'

/**
 * Money moved on an order otherwise while remedies stand there to be taken: what they promise is worked out again, so that nobody
 * is shown an amount that is no longer there. Taking one that is out of date all the same is refused, never paid short.
 * @param restored a bank has decided: money that could not be offered while it looked can be again
 */
export async function refreshOffers(
  work: Work,
  orderId: string,
  { restored = false }: { restored?: boolean } = {},
): Promise<void> {
  const order = await lockOrder(work, orderId)
  for (const { row: found } of await problemsOf(work, [orderId])) {
    const problem = await findProblem(work, found.id)
    const { row, unitIds } = problem
    if (!['open', 'waiting', 'in_review'].includes(row.state)) continue
    const heirs = unitIds.flatMap((unitId) => heirOf(order, unitId) ?? [])
    const left = heirs.filter((unit) => unit.settled_by === null)
    // Made good elsewhere as a whole: neither money nor goods are given on top, and a person stays in reach.
    const offers =
      left.length === 0
        ? row.offers.filter((offer) => offer.kind === 'person')
        : refreshed(
            restored ? await withMoneyAgain(work, order, problem) : row.offers,
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

/** The offers with those of money that the rules still give for it, each in its place. */
async function withMoneyAgain(work: Work, order: OrderRecord, problem: ProblemRecord): Promise<Offer[]> {
  const { row } = problem
  const found = await decideAgain(work, order, problem)
  const isSame = verdictOf(found).outcome === (row.state === 'open' ? 'now' : 'wait') && row.state !== 'in_review'
  if (!isSame) return row.offers
  const kept = (offer: Offer) => row.offers.find((each) => each.kind === offer.kind)
  const again = (await makeOffers(work, found)).flatMap((offer) => kept(offer) ?? (offer.amount ? [offer] : []))
  const others = row.offers.filter((offer) => again.every((each) => each.kind !== offer.kind))
  return [...again, ...others].map((offer, index) => ({ ...offer, recommended: index === 0 }))
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
