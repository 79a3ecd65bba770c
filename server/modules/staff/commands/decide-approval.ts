import { assert, forbidden, notFound, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { factsOf, presentApproval } from '../approval-queries.ts'
import type { Approval } from '../contract.ts'
import { handlerOf } from '../on-approval.ts'
import { hindranceTo } from '../rules.ts'
import { approvalOver } from './expire-approval.ts'
import { closeApproval, lockApproval } from './close-approval.ts'
import { countSpend, lockDay } from './staff-limit.ts'

/**
 * A second person approves or declines. Approving does the thing itself, in this transaction. The approver is somebody
 * else than who asked, has a limit that reaches, and is not the shopper; the amount counts against the approver's day.
 */
export async function decideApproval(
  work: Work,
  input: { id: string; decision: 'approve' | 'decline'; note?: string },
): Promise<Approval> {
  const { actor } = work
  if (actor.kind !== 'staff') forbidden('A person who works here has to decide this.')
  const approval = (await lockApproval(work, input.id)) ?? notFound('approval')
  const amount =
    approval.amount_minor === null ? null : { amountMinor: approval.amount_minor, currency: approval.currency ?? '' }
  if (amount) await lockDay(work, actor.staffId, amount.currency)
  const hindrance = hindranceTo(input.decision, await factsOf(work, approval))
  if (hindrance) refuse(hindrance.code, undefined, hindrance.message)
  await closeApproval(work, approval, input.decision, { decidedBy: actor.staffId, note: input.note })
  await work.clearTimer(approvalOver, approval.id)
  if (input.decision === 'approve') {
    if (amount) await countSpend(work, actor.staffId, amount)
    await handlerOf(approval.kind)(work, {
      id: approval.id,
      kind: approval.kind,
      subject: { kind: approval.subject_kind, id: approval.subject_id },
      orderId: approval.order_id,
      customerId: approval.customer_id,
      amount,
      payload: approval.payload,
      requestedBy: approval.requested_by,
      decidedBy: actor.staffId,
    })
  }
  const shown = await presentApproval(work, approval.id)
  assert(shown, 'a decided approval can be shown')
  return shown
}
