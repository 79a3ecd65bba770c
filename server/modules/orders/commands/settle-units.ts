import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { writing } from '../writing.ts'

/**
 * Marks units as made good, by `refund:ref_…`, `replacement:rep_…` or `external`; from then on nothing else may make good
 * for them. Refuses `unit_already_settled` when something else did.
 */
export async function settleUnits(work: Work, unitIds: readonly string[], settledBy: string): Promise<void> {
  if (unitIds.length === 0) return
  const settled = await writing(work)
    .updateTable('unit')
    .set({ settled_by: settledBy })
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...unitIds])
    .where((where) => where.or([where('settled_by', 'is', null), where('settled_by', '=', settledBy)]))
    .returning('id')
    .execute()
  const done = new Set(settled.map((unit) => unit.id))
  const others = unitIds.filter((id) => !done.has(id))
  if (others.length > 0) refuse('unit_already_settled', { unitIds: others }, 'This one has already been put right.')
}

/** Takes that back: it turned up, or the money did not arrive. With `settledBy` only where exactly that had made it good. */
export async function unsettleUnits(work: Work, unitIds: readonly string[], settledBy?: string): Promise<void> {
  if (unitIds.length === 0) return
  await writing(work)
    .updateTable('unit')
    .set({ settled_by: null })
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...unitIds])
    .$if(settledBy !== undefined, (query) => query.where('settled_by', '=', settledBy ?? null))
    .execute()
}

/** Notes that money came back for units: a storefront's later document can no longer change what they cost. */
export async function markMoneyMoved(work: Work, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return
  await writing(work)
    .updateTable('unit')
    .set({ money_moved_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...unitIds])
    .where('money_moved_at', 'is', null)
    .execute()
}
