import type { ChangeOutcome } from '#modules/changes'
import { lockOrder, releaseStock, restoreUnits } from '#modules/orders'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { replacementCanceled, replacementNotStopped } from '../events.ts'
import { stopAtStorefront } from '../jobs/tokens.ts'
import { replacementMachine } from '../machine.ts'
import { findReplacement } from '../queries.ts'
import type { ReplacementRow, ReplacementTables } from '../tables.ts'

const db = tablesOf<ReplacementTables>()

/** Whether it may still be stopped: nothing of it has left. The storefront has the last word. */
export function canStop({ state, stop_asked_at: asked }: Pick<ReplacementRow, 'state' | 'stop_asked_at'>): boolean {
  return replacementMachine.can(state, 'cancel') && asked === null
}

/**
 * It is not needed any more. The storefront is asked to stop it; `replacement.canceled` or `replacement.not_stopped` says how that
 * ended. The order is locked by the caller.
 */
export async function stopReplacement(work: Work, replacementId: string): Promise<void> {
  const { row } = await findReplacement(work, replacementId)
  assert(canStop(row), 'the caller has asked whether it can be stopped')
  await save(work, row, { stop_asked_at: work.now })
  await work.enqueue(stopAtStorefront, { replacementId }, { key: `stop:${replacementId}` })
}

/** What the storefront said to stopping it; null when it was never asked to send it at all. Once, whatever is repeated. */
export async function settleStop(
  work: Work,
  { replacementId, outcome }: { replacementId: string; outcome: ChangeOutcome | null },
): Promise<void> {
  const { row: found } = await findReplacement(work, replacementId)
  await lockOrder(work, found.order_id)
  const { row, units } = await findReplacement(work, replacementId)
  if (row.stop_asked_at === null || row.state === 'canceled') return
  const about = { kind: 'replacement', id: row.id, orderId: row.order_id, customerId: row.customer_id }
  const payload = { replacementId: row.id, about: { kind: row.about_kind, id: row.about_id } }
  const stopped = (outcome === null || outcome.state === 'applied') && replacementMachine.can(row.state, 'cancel')
  if (!stopped) {
    await work.emit(replacementNotStopped, about, payload)
    return
  }
  await save(work, row, { state: replacementMachine.next(row.state, 'cancel') })
  if (!row.parts)
    await releaseStock(
      work,
      units.flatMap((unit) => (unit.variant_id ? [{ variantId: unit.variant_id, quantity: 1 }] : [])),
    )
  await restoreUnits(
    work,
    row.order_id,
    units.map((unit) => ({ unitId: unit.unit_id, newUnitId: unit.new_unit_id })),
    { kind: 'replacement', id: row.id },
  )
  await work.emit(replacementCanceled, about, payload)
}

async function save(work: Work, row: ReplacementRow, changes: Partial<ReplacementRow>): Promise<void> {
  const { ship_to: _, ...plain } = changes
  const { numUpdatedRows } = await db(work)
    .updateTable('replacement')
    .set({ ...plain, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `replacement ${row.id} is at version ${row.version} under the order's lock`)
}
