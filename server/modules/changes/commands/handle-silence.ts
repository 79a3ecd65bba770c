import { lockOrder } from '#modules/orders'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { changeOverdue } from '../events.ts'
import { applyChange } from '../jobs/apply-change.ts'
import { changeMachine } from '../machine.ts'
import { findChange } from '../queries.ts'
import type { ChangeTables } from '../tables.ts'

const db = tablesOf<ChangeTables>()

/**
 * Nobody answered in time. A seller's silence on a cancellation asks the storefront, which knows whether it was dispatched
 * (policy `cancel.request.on_silence`); everything else falls to a person. A pending change stays with the storefront too:
 * its late answer still counts.
 */
export async function handleSilence(work: Work, { changeId }: { changeId: string }): Promise<void> {
  const { row: found } = await findChange(work, changeId)
  await lockOrder(work, found.order_id)
  const { row } = await findChange(work, changeId)
  if (row.state !== 'asked' && row.state !== 'pending') return
  const cancels = row.state === 'asked' && row.kind === 'cancel' && row.details.request?.onSilence !== 'person'
  const state = changeMachine.next(row.state, cancels ? 'accept' : 'fallSilent')
  await db(work).updateTable('change').set({ state, answer_by: null, version: row.version + 1 })
    .where('store_id', '=', work.storeId).where('id', '=', row.id).where('version', '=', row.version).execute()
  if (cancels) {
    await work.enqueue(applyChange, { changeId: row.id }, { key: row.id })
    return
  }
  await work.emit(changeOverdue, { kind: 'change', id: row.id, orderId: row.order_id, customerId: row.customer_id }, { changeId: row.id, kind: row.kind })
}
