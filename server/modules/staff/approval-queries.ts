import { limits } from '../../limits.ts'
import type { Selectable } from 'kysely'
import { assert, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { isOwn } from './commands/assert-not-own.ts'
import type { Approval } from './contract.ts'
import type { ApprovalState } from './machine.ts'
import { allowanceOf, findStaff, selfOf } from './queries.ts'
import { approvalSteps, type ApprovalFacts } from './rules.ts'
import type { ApprovalRow, StaffTables } from './tables.ts'

const db = tablesOf<StaffTables>()

/** One approval as the viewer sees it; 404 when there is none. */
export async function presentApproval(reader: Reader, id: string): Promise<Approval> {
  const row = await db(reader)
    .selectFrom('approval')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) notFound('approval')
  const [shown] = await present(reader, [row])
  assert(shown, 'an approval that was found can be shown')
  return shown
}

/** What was asked for, and what the decider wrote; undefined when there is no such approval. */
export async function findApproval(
  reader: Reader,
  id: string,
): Promise<Pick<Selectable<ApprovalRow>, 'id' | 'kind' | 'summary' | 'state' | 'note' | 'expires_at'> | undefined> {
  return db(reader)
    .selectFrom('approval')
    .select(['id', 'kind', 'summary', 'state', 'note', 'expires_at'])
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Approvals, newest first; all of them, or those in one state. */
export async function listApprovals(
  reader: Reader,
  { state, limit = limits.page.size, cursor }: { state?: ApprovalState; limit?: number; cursor?: string },
): Promise<{ data: Approval[]; nextCursor: string | null }> {
  const rows = await db(reader)
    .selectFrom('approval')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'pending'))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return { data: await present(reader, shown), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

/** The approvals that were asked for about one order, oldest first. */
export async function approvalsOfOrder(reader: Reader, orderId: string): Promise<Approval[]> {
  const rows = await db(reader)
    .selectFrom('approval')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  return await present(reader, rows)
}

/** What the rules look at, for the actor. */
export async function factsOf(reader: Reader, approval: Selectable<ApprovalRow>): Promise<ApprovalFacts> {
  const person = await selfOf(reader)
  const amount = amountOf(approval)
  const allowance = amount && (await allowanceOf(reader, person.id, person.role, amount.currency))
  return {
    state: approval.state === 'pending' && approval.expires_at < reader.now ? 'expired' : approval.state,
    isOwnRequest: approval.requested_by === person.id,
    isOwnOrder: approval.customer_id !== null && (await isOwn(reader, person, approval.customer_id)),
    amount,
    limit: allowance?.perAction ?? null,
    leftToday: allowance?.leftToday ?? null,
  }
}

async function present(reader: Reader, rows: readonly Selectable<ApprovalRow>[]): Promise<Approval[]> {
  const people = await findStaff(
    reader,
    rows.flatMap((row) => [row.requested_by, ...(row.decided_by ? [row.decided_by] : [])]),
  )
  const named = (id: string) => ({ id, name: people.get(id)?.name ?? 'Makeright' })
  const shown: Approval[] = []
  for (const row of rows) {
    const steps =
      reader.actor.kind === 'staff' ? approvalSteps(await factsOf(reader, row)) : { allowed: [], notAllowed: [] }
    shown.push({
      id: row.id,
      kind: row.kind,
      subject: { kind: row.subject_kind, id: row.subject_id },
      orderId: row.order_id,
      amount: amountOf(row),
      summary: row.summary,
      state: row.state,
      requestedBy: named(row.requested_by),
      requestedAt: row.requested_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      decidedBy: row.decided_by === null ? null : named(row.decided_by),
      decidedAt: row.decided_at?.toISOString() ?? null,
      note: row.note,
      ...steps,
    })
  }
  return shown
}

function amountOf(row: Selectable<ApprovalRow>): { amountMinor: number; currency: string } | null {
  return row.amount_minor === null ? null : { amountMinor: row.amount_minor, currency: row.currency ?? '' }
}
