import { insertRows } from '#platform/database/insert-rows'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { HoldKind, OrderTables } from '../tables.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

/**
 * Promises units to one matter, so that no other one can promise them too while it is open. Holding again for the same
 * matter changes nothing. Refuses `unit_held` with what holds them.
 */
export async function holdUnits(
  work: Work,
  hold: { kind: HoldKind; refId: string; orderId: string; unitIds: readonly string[] },
): Promise<void> {
  const unitIds = [...new Set(hold.unitIds)]
  const rows = unitIds.map((unitId) => ({
    store_id: work.storeId,
    id: work.newId('hld'),
    unit_id: unitId,
    order_id: hold.orderId,
    kind: hold.kind,
    ref_id: hold.refId,
    opened_at: work.now,
  }))
  const held = await insertRows(writing(work), 'unit_hold', rows, { onConflict: 'nothing', returning: ['unit_id'] })
  if (held.length === unitIds.length) return
  const others = await db(work)
    .selectFrom('unit_hold')
    .select(['unit_id', 'kind', 'ref_id'])
    .where('store_id', '=', work.storeId)
    .where('unit_id', 'in', unitIds)
    .where('closed_at', 'is', null)
    .where((where) => where.or([where('kind', '!=', hold.kind), where('ref_id', '!=', hold.refId)]))
    .execute()
  const [first] = others
  if (!first) return
  refuse(
    'unit_held',
    { unitIds: others.map((other) => other.unit_id), heldBy: { kind: first.kind, id: first.ref_id } },
    'We are already looking into this one.',
  )
}

/** Frees what a matter holds: everything, or only some units. */
export async function releaseHolds(
  work: Work,
  { kind, refId, unitIds }: { kind: HoldKind; refId: string; unitIds?: readonly string[] | undefined },
): Promise<void> {
  if (unitIds?.length === 0) return
  await writing(work)
    .updateTable('unit_hold')
    .set({ closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('kind', '=', kind)
    .where('ref_id', '=', refId)
    .where('closed_at', 'is', null)
    .$if(unitIds !== undefined, (query) => query.where('unit_id', 'in', [...(unitIds ?? [])]))
    .execute()
}
