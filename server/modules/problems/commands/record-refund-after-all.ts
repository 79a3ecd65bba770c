import { lockOrder, releaseHolds } from '#modules/orders'
import { recordSignal } from '#modules/trust'
import type { Work } from '#platform/work'
import { problemRemedied } from '../events.ts'
import { problemMachine } from '../machine.ts'
import { findProblem } from '../queries.ts'
import { isMissing } from '../rules.ts'
import { saveProblem } from './save-problem.ts'

/**
 * A refund that the provider had called failed was paid after all. While the problem is still open again because of that, it is
 * what made it good, and nothing more is offered.
 */
export async function recordRefundAfterAll(work: Work, problemId: string, refundId: string): Promise<void> {
  const { row: found } = await findProblem(work, problemId)
  const order = await lockOrder(work, found.order_id)
  const { row, unitIds } = await findProblem(work, problemId)
  const settled = order.units
    .filter((unit) => unitIds.includes(unit.id))
    .every((unit) => unit.settled_by === `refund:${refundId}`)
  if (row.state !== 'open' || row.refund_id !== null || !settled) return
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  await saveProblem(work, row, {
    state: problemMachine.next(row.state, 'remedy'),
    remedy_kind: 'refund',
    remedy_offer_id: 'rem_refund',
    remedied_by: 'system:refunds',
    remedied_at: work.now,
    refund_id: refundId,
    verdict: { ...row.verdict, reasons: row.verdict.reasons.filter((reason) => reason.code !== 'refund_failed') },
  })
  if (isMissing(row.kind)) {
    await recordSignal(work, {
      customerId: row.customer_id,
      kind: 'not_received_remedy',
      about: { kind: 'problem', id: row.id },
      orderId: row.order_id,
      amount: { amountMinor: row.value_minor, currency: row.currency },
      details: { lossId: row.loss_id, remedy: 'refund' },
    })
  }
  await work.emit(
    problemRemedied,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    {
      problemId: row.id,
      remedy: 'refund',
      refundId,
      replacementId: null,
      changeId: null,
      returnId: null,
      by: 'system:refunds',
      audit: row.verdict.audit,
    },
  )
}
