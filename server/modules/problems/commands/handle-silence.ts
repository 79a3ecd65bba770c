import { findVariantsById, lockOrder, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { addHours } from '#platform/time'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { reviewSilent } from '../events.ts'
import { reviewMachine } from '../machine.ts'
import { findProblem, findReview, type ProblemRecord } from '../queries.ts'
import type { Offer, ReviewRow } from '../tables.ts'
import { withoutUnsafe } from '../unsafe-offers.ts'
import { giveRemedy } from './give-remedy.ts'
import { saveReview } from './save-problem.ts'

/**
 * Nobody decided in time. At low or medium risk and a small amount that decides for the shopper; everything else goes up: to a lead
 * with a new deadline (72 hours), then to a supervisor, and stays open until a person answers (policy `silence.decides_for_shopper`). It is never a no.
 * @returns the next deadline, if there is one
 */
export async function handleSilence(work: Work, { reviewId }: { reviewId: string }): Promise<Date | null> {
  const found = await findReview(work, reviewId)
  const order = await lockOrder(work, found.order_id)
  const review = await findReview(work, reviewId)
  if (review.state !== 'open') return null
  const problem = await findProblem(work, review.about_id)
  const offer = review.on_silence === 'for_shopper' ? await firstPossible(work, order, problem) : undefined
  if (offer) {
    await giveRemedy(withActor(work, system('silence')), { order, problem, offer, statement: false, note: null })
    await saveReview(work, review, {
      state: reviewMachine.next(review.state, 'fallSilent'),
      decided_at: work.now,
      outcome: `granted:${offer.kind}`,
    })
    await tell(work, review, 'for_shopper', null)
    return null
  }
  const decideBy = addHours(work.now, problem.row.verdict.leadWithinHours)
  await saveReview(work, review, {
    required_role: review.required_role === 'associate' || review.required_role === 'senior' ? 'lead' : 'supervisor',
    decide_by: decideBy,
    silences: review.silences + 1,
    on_silence: 'to_lead',
  })
  await tell(work, review, 'to_lead', decideBy)
  return decideBy
}

/** The best remedy that can still be given: a new one only while there is stock for it. Losing the last one to somebody at this very moment fails the timer, which comes back and refunds. */
async function firstPossible(
  work: Work,
  order: OrderRecord,
  { row, unitIds }: ProblemRecord,
): Promise<Offer | undefined> {
  // What was stopped or recalled since it was offered is not sent by silence.
  const offers = await withoutUnsafe(work, { order, unitIds, problemId: row.id, offers: row.offers })
  const wanted = order.units.filter((unit) => unitIds.includes(unit.id)).map((unit) => unit.variant_id)
  const variants = await findVariantsById(
    work,
    wanted.filter((id) => id !== null),
  )
  const inStock = wanted.every(
    (id) => id !== null && (variants.get(id)?.stock ?? 0) >= wanted.filter((each) => each === id).length,
  )
  const can = (offer: Offer) =>
    offer.kind === 'refund' || offer.kind === 'return_for_refund' || (offer.kind === 'replacement' && inStock)
  return offers.find((offer) => !offer.forRole && can(offer))
}

async function tell(
  work: Work,
  review: ReviewRow,
  result: 'for_shopper' | 'to_lead',
  decideBy: Date | null,
): Promise<void> {
  await work.emit(
    reviewSilent,
    { kind: 'review', id: review.id, orderId: review.order_id, customerId: review.customer_id },
    {
      reviewId: review.id,
      problemId: review.about_id,
      result,
      decideBy: decideBy?.toISOString() ?? null,
    },
  )
}
