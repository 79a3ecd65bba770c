import { claimsOf, closeTurnedUp } from '#modules/claims'
import { findOrder, lockOrder, releaseHolds } from '#modules/orders'
import { canStopReplacement, findReplacement, stopReplacement } from '#modules/replacements'
import { assertNotOwn, staffLimit } from '#modules/staff'
import { voidSignals } from '#modules/trust'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { problemTurnedUp } from '../events.ts'
import { problemMachine, reviewMachine } from '../machine.ts'
import { findProblem, reviewsAbout } from '../queries.ts'
import { canTurnUp } from '../rules.ts'
import type { ProblemRow } from '../tables.ts'
import { payAfterAll } from './pay-after-all.ts'
import { saveProblem, saveReview } from './save-problem.ts'
import { openWayBack } from './way-back.ts'

export type TurnedUpChoice = 'keep_and_pay' | 'return' | 'keep_free'

/**
 * It arrived after all. Thanked either way, and the loss leaves every count. Where money or a new one was already given, the shopper
 * may keep it and pay, or send it back for free; somebody who works here may let them keep it. A new one that has not left is stopped.
 */
export async function turnedUp(work: Work, input: { id: string; choice?: TurnedUpChoice | undefined }): Promise<void> {
  const found = await findProblem(work, input.id)
  await findOrder(work, found.row.order_id, 'problem')
  const order = await lockOrder(work, found.row.order_id)
  await assertNotOwn(work, order.row.customer_id)
  const problem = await findProblem(work, input.id)
  const { row } = problem
  if (row.state === 'turned_up') return
  if (!canTurnUp(row))
    refuse('not_possible_now', { state: row.state }, 'This one is not about something that didn’t come.')
  const stops = await canStillStop(work, row, input.choice)
  // What a claim has given counts as the problem's own; a seller who is still being asked gave nothing yet.
  const refundId = row.refund_id ?? (await refundOfClaim(work, row))
  const isGiven = row.state === 'remedied' && (row.remedy_kind !== 'claim' || refundId !== null)
  const choice = isGiven && !stops ? await chosen(work, row, input.choice) : null
  if (choice === 'keep_and_pay') await payAfterAll(work, order, { ...row, refund_id: refundId })
  if (stops && row.replacement_id) await stopReplacement(work, row.replacement_id)
  const returnId = choice === 'return' ? await openWayBack(work, problem, { resolution: 'none' }) : null
  await saveProblem(work, row, {
    state: problemMachine.next(row.state, 'turnUp'),
    turned_up_at: work.now,
    turned_up_choice: choice,
    payment_failed_at: null,
    return_id: returnId,
  })
  await closeTurnedUp(work, { problemId: row.id, bears: bearers[choice ?? 'nothing'] })
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  await voidSignals(work, { about: { kind: 'problem', id: row.id }, reason: 'turned_up' })
  for (const review of await reviewsAbout(work, [row.id])) {
    if (review.state === 'open')
      await saveReview(work, review, {
        state: reviewMachine.next(review.state, 'withdraw'),
        decided_at: work.now,
        outcome: 'turned_up',
      })
  }
  await work.emit(
    problemTurnedUp,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { problemId: row.id, choice },
  )
}

async function refundOfClaim(work: Work, row: ProblemRow): Promise<string | null> {
  if (row.remedy_kind !== 'claim') return null
  return (await claimsOf(work, [row.order_id])).find((claim) => claim.row.problem_id === row.id)?.row.refund_id ?? null
}

/** Who bears what a seller's parcel cost, by the choice: kept and paid is known once it is paid. */
const bearers = { return: 'seller', keep_free: 'platform', keep_and_pay: null, nothing: null } as const

/** The new one has not left: it is stopped where the storefront still can, and the first one is simply theirs. */
async function canStillStop(work: Work, row: ProblemRow, choice: TurnedUpChoice | undefined): Promise<boolean> {
  if (row.state !== 'remedied' || !row.replacement_id || choice === 'keep_and_pay' || choice === 'keep_free')
    return false
  return canStopReplacement((await findReplacement(work, row.replacement_id)).row)
}

/** It had left already: whatever is too much is sent back for free. */
export async function returnInstead(work: Work, problemId: string): Promise<void> {
  const { row: found } = await findProblem(work, problemId)
  await lockOrder(work, found.order_id)
  const problem = await findProblem(work, problemId)
  if (problem.row.state !== 'turned_up' || problem.row.turned_up_choice !== null || problem.row.return_id) return
  const returnId = await openWayBack(work, problem, { resolution: 'none' })
  await saveProblem(work, problem.row, { return_id: returnId, turned_up_choice: 'return' })
}

async function chosen(work: Work, row: ProblemRow, choice: TurnedUpChoice | undefined): Promise<TurnedUpChoice> {
  if (choice === undefined)
    refuse(
      'not_possible_now',
      { choices: ['keep_and_pay', 'return'] },
      'Great news! Would you like to keep it and pay for it, or send it back for free?',
    )
  if (choice !== 'keep_free') return choice
  if (work.actor.kind !== 'staff')
    refuse(
      'not_possible_now',
      { choices: ['keep_and_pay', 'return'] },
      'You can keep it and pay for it, or send it back for free.',
    )
  const limit = await staffLimit(work, {
    amount: { amountMinor: row.value_minor, currency: row.currency },
    withinPolicy: false,
  })
  if ('approvalNeeded' in limit)
    refuse(
      'role_too_low',
      { limit: limit.limit },
      'That is more than you can give away on your own. Somebody with a higher limit has to do it.',
    )
  return choice
}
