import { releaseHolds } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnCanceled } from '../events.ts'
import { approvalMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnTables } from '../tables.ts'
import { handOverOver } from '../timers/tokens.ts'
import { endWay } from '../way/end-way.ts'
import { advanceDue } from './timers.ts'

const db = tablesOf<ReturnTables>()

/**
 * What a return was opened for came to nothing: the new one cannot be sent after all. As long as nothing was handed over the return
 * ends, its code with it; what is on its way goes on and is received as usual.
 * @returns whether it ended
 */
export async function callOffReturn(work: Work, returnId: string, reason: string): Promise<boolean> {
  const { record } = await lockReturn(work, returnId)
  if (record.row.canceled_at !== null || record.row.closed_at !== null) return false
  if (record.units.some((unit) => unit.logistics !== 'none' && unit.logistics !== 'label_issued')) return false
  await endWay(work, record)
  await saveReturn(work, record, {
    row: { canceled_at: work.now, cancel_reason: reason },
    lines: record.lines
      .filter((line) => approvalMachine.can(line.approval, 'cancel'))
      .map((line) => ({ ids: [line.id], set: { approval: approvalMachine.next(line.approval, 'cancel') } })),
  })
  await releaseHolds(work, { kind: 'return', refId: record.row.id })
  await work.clearTimer(handOverOver, record.row.id)
  await work.clearTimer(advanceDue, record.row.id)
  await db(work)
    .updateTable('advance')
    .set((set) => ({ closed_at: work.now, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', record.row.id)
    .where('closed_at', 'is', null)
    .execute()
  await work.emit(returnCanceled, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    by: actorKey(work.actor),
    reason,
  })
  return true
}
