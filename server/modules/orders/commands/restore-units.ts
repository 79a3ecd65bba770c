import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { OrderTables } from '../tables.ts'
import { appendRevision } from './append-revision.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

/**
 * What was to be sent again is not: the first units of a locked order stand for themselves again, and the new ones for nothing.
 * Only while nothing has come of the new ones: no money back, nothing open about them, nothing that replaced them.
 * @returns whether they were restored
 */
export async function restoreUnits(
  work: Work,
  orderId: string,
  pairs: readonly { unitId: string; newUnitId: string }[],
  about: { kind: string; id: string },
): Promise<boolean> {
  const newIds = pairs.map((pair) => pair.newUnitId)
  const [free, held] = [
    await db(work)
      .selectFrom('unit')
      .select('id')
      .where('store_id', '=', work.storeId)
      .where('id', 'in', newIds)
      .where('superseded_reason', 'is', null)
      .where('settled_by', 'is', null)
      .where('canceled_at', 'is', null)
      .where('money_moved_at', 'is', null)
      .execute(),
    await db(work)
      .selectFrom('unit_hold')
      .select('id')
      .where('store_id', '=', work.storeId)
      .where('unit_id', 'in', newIds)
      .where('closed_at', 'is', null)
      .execute(),
  ]
  if (free.length < newIds.length || held.length > 0) return false
  for (const { unitId, newUnitId } of pairs) {
    await writing(work)
      .updateTable('unit')
      .set({ superseded_by: null, superseded_reason: null, settled_by: null })
      .where('store_id', '=', work.storeId)
      .where('id', '=', unitId)
      .execute()
    await writing(work)
      .updateTable('unit')
      .set({ superseded_by: unitId, superseded_reason: 'replacement' })
      .where('store_id', '=', work.storeId)
      .where('id', '=', newUnitId)
      .execute()
  }
  await appendRevision(work, {
    orderId,
    reason: 'replacement',
    about,
    unitIds: pairs.map((pair) => pair.unitId),
    document: { units: pairs.map(({ unitId, newUnitId }) => ({ from: newUnitId, to: unitId })) },
    totalDifferenceMinor: 0,
  })
  return true
}
