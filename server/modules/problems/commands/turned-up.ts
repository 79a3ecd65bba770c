import { findOrder, lockOrder, type OrderRecord, releaseHolds } from '#modules/orders'
import { chargeMethod, loadRefunds } from '#modules/refunds'
import { voidSignals } from '#modules/trust'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { problemTurnedUp } from '../events.ts'
import { problemMachine, reviewMachine } from '../machine.ts'
import { findProblem, reviewsAbout } from '../queries.ts'
import { saveProblem, saveReview } from './save-problem.ts'

export type TurnedUpChoice = 'keep_and_pay' | 'return' | 'keep_free'

/**
 * It arrived after all. Thanked either way, and the loss leaves every count. Where money or a new one was already given, the shopper
 * may keep it and pay, or keep what the store gives away; sending it back is arranged by a person until returns are there.
 */
export async function turnedUp(work: Work, input: { id: string; choice?: TurnedUpChoice | undefined }): Promise<void> {
  const found = await findProblem(work, input.id)
  await findOrder(work, found.row.order_id)
  const order = await lockOrder(work, found.row.order_id)
  const problem = await findProblem(work, input.id)
  const { row } = problem
  if (row.state === 'turned_up') return
  const choice = row.state === 'remedied' ? (input.choice ?? null) : null
  if (row.state === 'remedied' && choice === null) {
    refuse('not_possible_now', { choices: ['keep_and_pay', 'return'] }, 'Great news! Would you like to keep it and pay for it, or send it back for free?')
  }
  if (choice === 'keep_free') refuse('not_possible_now', { choices: ['keep_and_pay', 'return'] }, 'You can keep it and pay for it, or send it back for free.')
  if (choice === 'keep_and_pay' && row.refund_id) await payAgain(work, order, row.id, row.refund_id)
  await saveProblem(work, row, { state: problemMachine.next(row.state, 'turnUp'), turned_up_at: work.now, turned_up_choice: choice })
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  await voidSignals(work, { about: { kind: 'problem', id: row.id }, reason: 'turned_up' })
  for (const review of await reviewsAbout(work, [row.id])) {
    if (review.state === 'open') await saveReview(work, review, { state: reviewMachine.next(review.state, 'withdraw'), decided_at: work.now, outcome: 'turned_up' })
  }
  await work.emit(problemTurnedUp, { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id }, { problemId: row.id, choice })
}

/** Takes the refunded amount again, by the way it went back. The refund's units can be refunded again once that has succeeded. */
async function payAgain(work: Work, order: OrderRecord, problemId: string, refundId: string): Promise<void> {
  const [refund] = await loadRefunds(work, [refundId])
  const methods = (refund?.movements ?? []).map((movement) => movement.target_kind === 'method'
    ? movement.target_id
    : order.tenders.find((tender) => tender.id === movement.tender_id)?.payment_method_id)
  const methodId = methods.find((id) => typeof id === 'string')
  if (!refund || !methodId) refuse('not_possible_now', { choices: ['return'] }, 'We have no way to take the payment from here. A person can help, or you can send it back for free.')
  await chargeMethod(work, {
    order, paymentMethodId: methodId, amount: { amountMinor: refund.row.amount_minor, currency: refund.row.currency }, about: { kind: 'problem', id: problemId },
    repaysRefundId: refundId,
  })
}
