import { actorKey } from '#platform/auth/actor'
import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { approvalRequested } from '../events.ts'
import { handlerOf } from '../on-approval.ts'
import { approvalMachine } from '../machine.ts'
import type { StaffTables } from '../tables.ts'
import { approvalOver } from './expire-approval.ts'

const db = tablesOf<StaffTables>()

/** What a second person is asked to agree to. */
export interface ApprovalRequest {
  /** Which handler does it: `refund`, `concession`, … */
  kind: string
  subject: { kind: string; id: string }
  orderId?: string
  customerId?: string
  amount?: Money
  /** One sentence for whoever decides: what, how much, why. */
  summary: string
  /** All that the handler needs; stored as JSON. */
  payload: unknown
}

/** Asks for a second person's yes and answers the approval's id. It lapses after a day without an answer. */
export async function requestApproval(work: Work, request: ApprovalRequest): Promise<string> {
  handlerOf(request.kind)
  const { actor } = work
  const id = work.newId('apr')
  const requestedBy = actor.kind === 'staff' ? actor.staffId : actorKey(actor)
  const expiresAt = addHours(work.now, limits.approvals.hours)
  await db(work)
    .insertInto('approval')
    .values({
      store_id: work.storeId,
      id,
      kind: request.kind,
      subject_kind: request.subject.kind,
      subject_id: request.subject.id,
      order_id: request.orderId ?? null,
      customer_id: request.customerId ?? null,
      amount_minor: request.amount?.amountMinor ?? null,
      currency: request.amount?.currency ?? null,
      summary: request.summary,
      payload: JSON.stringify(request.payload ?? {}),
      state: approvalMachine.initial,
      requested_by: requestedBy,
      requested_at: work.now,
      expires_at: expiresAt,
      version: 1,
    })
    .execute()
  await work.setTimer(approvalOver, expiresAt, { approvalId: id }, { key: id })
  await work.emit(
    approvalRequested,
    { kind: 'approval', id, customerId: request.customerId, orderId: request.orderId },
    {
      approvalId: id,
      kind: request.kind,
      amount: request.amount ?? null,
      requestedBy,
      expiresAt: expiresAt.toISOString(),
    },
  )
  return id
}
