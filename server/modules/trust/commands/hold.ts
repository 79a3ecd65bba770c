import { actorKey } from '#platform/auth/actor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { holdLifted, holdPlaced } from '../events.ts'
import type { TrustHoldRow, TrustTables } from '../tables.ts'

const db = tablesOf<TrustTables>()

/**
 * Asks for more care with a shopper, step by step: a warning, no instant outcomes, or a person for everything (policy
 * `account.restrict`). It slows outcomes down; it closes nothing. Answers the hold's id.
 */
export async function placeHold(
  work: Work,
  input: { customerId: string; step: TrustHoldRow['step']; reason: string },
): Promise<string> {
  const id = work.newId('hld')
  await db(work)
    .insertInto('trust_hold')
    .values({
      store_id: work.storeId,
      id,
      customer_id: input.customerId,
      step: input.step,
      reason: input.reason,
      placed_by: actorKey(work.actor),
      placed_at: work.now,
      lifted_by: null,
      lifted_at: null,
    })
    .execute()
  await work.emit(holdPlaced, { kind: 'customer', id: input.customerId }, { holdId: id, step: input.step })
  return id
}

/** Ends a hold; one that has ended stays as it is. */
export async function liftHold(work: Work, { id }: { id: string }): Promise<void> {
  const row = await db(work)
    .selectFrom('trust_hold')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) notFound('hold')
  if (row.lifted_at !== null) return
  await db(work)
    .updateTable('trust_hold')
    .set({ lifted_by: actorKey(work.actor), lifted_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  await work.emit(holdLifted, { kind: 'customer', id: row.customer_id }, { holdId: id, step: row.step })
}
