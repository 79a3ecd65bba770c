import { tablesOf } from '#platform/tables'
import { assert } from '#platform/errors'
import type { Work } from '#platform/work'
import { approvalDecided } from '../events.ts'
import { approvalMachine } from '../machine.ts'
import type { ApprovalRow, StaffTables } from '../tables.ts'
import type { Selectable } from 'kysely'

const db = tablesOf<StaffTables>()

/** The approval, locked until the transaction ends; undefined when there is none. */
export async function lockApproval(work: Work, id: string): Promise<Selectable<ApprovalRow> | undefined> {
  return db(work)
    .selectFrom('approval')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Writes the outcome down and tells of it. The row is locked. */
export async function closeApproval(
  work: Work,
  approval: Selectable<ApprovalRow>,
  verb: 'approve' | 'decline' | 'expire',
  by: { decidedBy: string | null; note?: string },
): Promise<void> {
  const state = approvalMachine.next(approval.state, verb)
  const { numUpdatedRows } = await db(work)
    .updateTable('approval')
    .set({
      state,
      decided_by: by.decidedBy,
      decided_at: work.now,
      note: by.note ?? null,
      version: approval.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', approval.id)
    .where('version', '=', approval.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, 'a locked approval keeps its version')
  assert(state !== 'pending', 'a decided approval is no longer pending')
  await work.emit(
    approvalDecided,
    {
      kind: 'approval',
      id: approval.id,
      customerId: approval.customer_id ?? undefined,
      orderId: approval.order_id ?? undefined,
    },
    {
      approvalId: approval.id,
      kind: approval.kind,
      outcome: state,
      requestedBy: approval.requested_by,
      decidedBy: by.decidedBy,
      amount:
        approval.amount_minor === null
          ? null
          : { amountMinor: approval.amount_minor, currency: approval.currency ?? '' },
    },
  )
}
