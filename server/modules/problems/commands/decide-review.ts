import { lockOrder, releaseHolds } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { actorKey, roleReaches } from '#platform/auth/actor'
import { forbidden, invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { reviewDecided } from '../events.ts'
import { problemMachine, reviewMachine } from '../machine.ts'
import { findProblem, findReview } from '../queries.ts'
import type { Offer, ReviewRow } from '../tables.ts'
import { giveRemedy } from './give-remedy.ts'
import { saveProblem, saveReview } from './save-problem.ts'

export interface DecideReviewInput {
  id: string
  remedy?: string | undefined
  decline?: boolean | undefined
  variant?: string | undefined
  note: string
}

/** A person decides: one of the remedies, or not, always with a reason. Nobody decides about their own order. */
export async function decideReview(work: Work, input: DecideReviewInput): Promise<void> {
  if ((input.remedy === undefined) === (input.decline !== true))
    invalid('remedy', 'Name the remedy to give, or set decline to true.', 'decision_missing')
  const found = await findReview(work, input.id)
  const order = await lockOrder(work, found.order_id)
  const review = await findReview(work, input.id)
  reviewMachine.next(review.state, 'decide')
  assertMayDecide(work, review)
  await assertNotOwn(work, review.customer_id)
  const problem = await findProblem(work, review.about_id)
  if (input.remedy === undefined) {
    assertMayDecline(work, problem.row.verdict.rowGroup)
    await saveProblem(work, problem.row, { state: problemMachine.next(problem.row.state, 'decline') })
    await releaseHolds(work, { kind: 'problem', refId: problem.row.id })
  } else {
    const offer = problem.row.offers.find((each) => each.id === input.remedy && isForReview(each))
    if (!offer) refuse('remedy_unknown', {}, 'That is not one of the remedies of this case.')
    if (offer.forRole && work.actor.kind === 'staff' && !roleReaches(work.actor.role, offer.forRole))
      refuse('role_too_low', { requiredRole: offer.forRole }, `This one needs a ${offer.forRole} or above.`)
    const chosen = { variant: input.variant }
    await giveRemedy(work, { order, problem, offer, statement: false, note: problem.row.note, chosen })
  }
  await saveReview(work, review, {
    state: reviewMachine.next(review.state, 'decide'),
    decided_by: actorKey(work.actor),
    decided_at: work.now,
    outcome: input.remedy === undefined ? 'declined' : `granted:${input.remedy.replace(/^rem_/, '')}`,
    note: input.note,
  })
  await work.emit(
    reviewDecided,
    { kind: 'review', id: review.id, orderId: review.order_id, customerId: review.customer_id },
    {
      reviewId: review.id,
      problemId: review.about_id,
      outcome: input.remedy === undefined ? 'declined' : 'granted',
      remedy: input.remedy ?? null,
    },
  )
}

/** Asking a person leads back here, and waiting is the shopper's own choice. */
export function isForReview(offer: Pick<Offer, 'kind'>): boolean {
  return offer.kind !== 'person' && offer.kind !== 'wait'
}

function assertMayDecide(work: Work, review: ReviewRow): void {
  if (work.actor.kind !== 'staff') forbidden('Only staff decide reviews.')
  if (!roleReaches(work.actor.role, review.required_role)) {
    refuse('role_too_low', { requiredRole: review.required_role }, `This one needs a ${review.required_role} or above.`)
  }
}

/** Where the carrier's own evidence speaks for the shopper, declining takes a lead: trust is a risk, not a reflex. */
function assertMayDecline(work: Work, rowGroup: string): void {
  if ((rowGroup === '1' || rowGroup === '3') && work.actor.kind === 'staff' && !roleReaches(work.actor.role, 'lead')) {
    refuse(
      'evidence_favors_shopper',
      {},
      'The delivery evidence speaks for the shopper here, so declining needs a lead.',
    )
  }
}
