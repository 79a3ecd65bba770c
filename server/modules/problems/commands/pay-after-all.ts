import { closeTurnedUp } from '#modules/claims'
import { lockOrder, type OrderRecord, unsettleUnits } from '#modules/orders'
import { authorizeRefund, chargeMethod, chargesOf, type ChargeRow, loadRefunds, refundsOf } from '#modules/refunds'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { problemPaymentFailed } from '../events.ts'
import { problemMachine } from '../machine.ts'
import { findProblem } from '../queries.ts'
import type { ProblemRow } from '../tables.ts'
import { saveProblem } from './save-problem.ts'

/**
 * "Keep it and pay": takes what went back, by the way it went, or for a new one that was sent what the first one cost. What
 * never went back is not taken. The order is locked by the caller.
 */
export async function payAfterAll(work: Work, order: OrderRecord, row: ProblemRow): Promise<void> {
  const owed = row.refund_id
    ? await refunded(work, order, row.refund_id)
    : { amountMinor: row.replacement_id ? row.value_minor : 0, methodId: methodOf(order) }
  if (owed.amountMinor === 0) return
  if (!owed.methodId) {
    refuse(
      'not_possible_now',
      { choices: ['return'] },
      'We have no way to take the payment from here. A person can help, or you can send it back for free.',
    )
  }
  await chargeMethod(work, {
    order,
    paymentMethodId: owed.methodId,
    amount: { amountMinor: owed.amountMinor, currency: row.currency },
    about: { kind: 'problem', id: row.id },
    ...(row.refund_id ? { repaysRefundId: row.refund_id } : {}),
  })
}

async function refunded(
  work: Work,
  order: OrderRecord,
  refundId: string,
): Promise<{ amountMinor: number; methodId: string | null }> {
  const [refund] = await loadRefunds(work, [refundId])
  const gone = (refund?.movements ?? []).filter(
    (movement) => movement.state === 'requested' || movement.state === 'succeeded',
  )
  const methods = gone.map((movement) =>
    movement.target_kind === 'method'
      ? movement.target_id
      : order.tenders.find((tender) => tender.id === movement.tender_id)?.payment_method_id,
  )
  return {
    amountMinor: gone.reduce((sum, movement) => sum + movement.amount_minor, 0),
    methodId: methods.find((id) => typeof id === 'string') ?? methodOf(order),
  }
}

/** A means of payment on file that paid the order. */
function methodOf(order: OrderRecord): string | null {
  return order.tenders.find((tender) => tender.payment_method_id !== null)?.payment_method_id ?? null
}

/** It is paid: what it is about is the shopper's again, and something else can be wrong with it later. */
export async function recordPaidAfterAll(work: Work, problemId: string, chargeId: string): Promise<void> {
  const { row: found } = await findProblem(work, problemId)
  const order = await lockOrder(work, found.order_id)
  const { row, unitIds } = await findProblem(work, problemId)
  const charge = (await chargesOf(work, [order.row.id])).find((each) => each.id === chargeId)
  if (!charge?.repays_refund_id) return
  await unsettleUnits(work, unitIds, `refund:${charge.repays_refund_id}`)
  await closeTurnedUp(work, { problemId, bears: 'platform' })
  await returnWhatNeverWentBack(work, row, charge)
}

/** A refund that was paid again turned out never to have arrived: then it was paid twice, and that part goes back. */
export async function returnUnneededPayment(work: Work, problemId: string, refundId: string): Promise<void> {
  const { row: found } = await findProblem(work, problemId)
  const order = await lockOrder(work, found.order_id)
  const charge = (await chargesOf(work, [order.row.id])).find(
    (each) => each.repays_refund_id === refundId && each.state === 'succeeded',
  )
  if (charge) await returnWhatNeverWentBack(work, found, charge)
}

const reason = 'paid_without_refund'

async function returnWhatNeverWentBack(work: Work, row: ProblemRow, charge: ChargeRow): Promise<void> {
  const order = await lockOrder(work, row.order_id)
  const tender = order.tenders.find((each) => each.charge_id === charge.id)
  const [refund] = await loadRefunds(work, [charge.repays_refund_id ?? ''])
  if (!tender || !refund) return
  const standing = refund.movements.filter(
    (movement) => movement.state === 'requested' || movement.state === 'succeeded',
  )
  const returned = (await refundsOf(work, [row.order_id]))
    .filter((each) => each.row.reason === reason && each.row.about_id === row.id)
    .flatMap((each) => each.movements)
    .filter(
      (movement) =>
        movement.tender_id === tender.id && (movement.state === 'requested' || movement.state === 'succeeded'),
    )
  const tooMuch = charge.amount_minor - sum(standing) - sum(returned)
  if (tooMuch <= 0) return
  await authorizeRefund(work, {
    order,
    amountMinor: tooMuch,
    tenders: [{ tenderId: tender.id, amountMinor: tooMuch }],
    priceDifference: true,
    reason,
    about: { kind: 'problem', id: row.id },
  })
}

function sum(movements: readonly { amount_minor: number }[]): number {
  return movements.reduce((total, movement) => total + movement.amount_minor, 0)
}

/** The payment was declined: nothing was taken, the problem stands as before it turned up, and the shopper chooses again. People are told too (`watch`). */
export async function undoKeeping(
  work: Work,
  problemId: string,
  { chargeId, code }: { chargeId: string; code: string },
): Promise<void> {
  const { row: found } = await findProblem(work, problemId)
  await lockOrder(work, found.order_id)
  const { row } = await findProblem(work, problemId)
  if (row.state !== 'turned_up' || row.turned_up_choice !== 'keep_and_pay') return
  await saveProblem(work, row, {
    state: problemMachine.next(row.state, 'unpay'),
    turned_up_at: null,
    turned_up_choice: null,
    payment_failed_at: work.now,
  })
  await work.emit(
    problemPaymentFailed,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { problemId: row.id, chargeId, code },
  )
}
