import { findOrder, lockOrder, type OrderRecord } from '#modules/orders'
import { assertNotOwn, staffLimit } from '#modules/staff'
import { roleReaches } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { problemMachine } from '../machine.ts'
import { findProblem, type ProblemRecord } from '../queries.ts'
import type { Offer, ProblemRow } from '../tables.ts'
import { giveRemedy } from './give-remedy.ts'
import { openReview } from './open-review.ts'
import { saveProblem } from './save-problem.ts'

export interface TakeRemedyInput {
  id: string
  remedy: string
  statement?: boolean | undefined
  note?: string | undefined
  /** For an exchange: what is sent instead, and what pays the difference. */
  variant?: string | undefined
  paymentMethod?: string | undefined
  /** Yes to what is charged if the old one never comes back. */
  consent?: boolean | undefined
}

/**
 * The one tap. Under the order's lock, so that of any number of tries one wins: a repeat of the same remedy is answered with what
 * it made, another remedy is refused. Goods, money, stock, history and messages move in this one transaction; the outside follows by jobs.
 */
export async function takeRemedy(work: Work, input: TakeRemedyInput): Promise<void> {
  const found = await findProblem(work, input.id)
  // Ownership: another shopper's problem is not found.
  await findOrder(work, found.row.order_id, 'problem')
  const order = await lockOrder(work, found.row.order_id)
  await assertNotOwn(work, order.row.customer_id)
  const problem = await findProblem(work, input.id)
  if (problem.row.remedy_offer_id === input.remedy) return
  if (problem.row.remedy_offer_id !== null)
    refuse(
      'remedy_already_taken',
      { remedy: problem.row.remedy_offer_id },
      'You’ve already picked one. Have a look at where it stands.',
    )
  const offer =
    problem.row.offers.find((each) => each.id === input.remedy) ??
    refuse('remedy_unknown', {}, 'That isn’t one of the choices here. Pick one of those shown.')
  if (offer.kind === 'person') return await askPerson(work, order, problem)
  assertCanTake(work, problem.row, offer, input)
  if (offer.requires.includes('photo')) await assertMayDoWithout(work, offer)
  const { variant, paymentMethod, consent } = input
  await giveRemedy(work, {
    order,
    problem,
    offer,
    statement: input.statement === true,
    note: input.note ?? null,
    chosen: { variant, paymentMethod, consent },
  })
}

function assertCanTake(work: Work, row: ProblemRow, offer: Offer, input: TakeRemedyInput): void {
  if (offer.forRole && !(work.actor.kind === 'staff' && roleReaches(work.actor.role, offer.forRole)))
    refuse('role_too_low', { requiredRole: offer.forRole }, 'For this one a person has to have a look first.')
  if (row.state === 'waiting' && offer.kind !== 'wait') {
    refuse(
      'remedy_not_yet',
      { availableAt: offer.availableAt ?? row.wait_until?.toISOString() },
      'This opens by itself once the wait is over. You don’t have to do anything.',
    )
  }
  if (row.state === 'in_review')
    refuse(
      'not_possible_now',
      { state: row.state },
      'A person is looking at this right now. You’ll hear from us by the time shown.',
    )
  if (row.state !== 'open' && row.state !== 'waiting')
    refuse(
      'not_possible_now',
      { state: row.state },
      'This one is closed. If something is still wrong, tell us again from your order.',
    )
  if (offer.availableAt && new Date(offer.availableAt) > work.now)
    refuse('remedy_not_yet', { availableAt: offer.availableAt }, 'This opens by itself once the wait is over.')
  if (offer.requires.includes('photo') && work.actor.kind !== 'staff')
    refuse(
      'photo_required',
      { missing: row.verdict.condition?.missing ?? 1 },
      'Add a photo first, please. Then this opens right away. No camera at hand? A person can help.',
    )
  if (offer.consent && input.consent !== true)
    refuse(
      'consent_required',
      { amount: offer.consent.amount },
      'Please say yes to what happens if the old one never comes back. Or pick another way.',
    )
  if (offer.requires.includes('statement') && input.statement !== true) {
    refuse('statement_required', {}, 'Please confirm in one tap that it didn’t reach you. Then it’s done.')
  }
}

/** Somebody who works here may believe it without the photo: that is more than the rules give, inside their own limit. */
async function assertMayDoWithout(work: Work, offer: Offer): Promise<void> {
  const limit = await staffLimit(work, { amount: offer.cost, withinPolicy: false })
  if ('approvalNeeded' in limit)
    refuse(
      'role_too_low',
      { limit: limit.limit },
      'There is no photo yet, and without one this is more than you can give on your own. Add one, or ask somebody with a higher limit.',
    )
}

/** A person is always one tap away. */
async function askPerson(work: Work, order: OrderRecord, problem: ProblemRecord): Promise<void> {
  const { row } = problem
  if (row.state === 'in_review') return
  const state = problemMachine.next(row.state, 'review')
  await saveProblem(work, row, { state })
  await openReview(work, { problem: { ...row, state }, order })
}
