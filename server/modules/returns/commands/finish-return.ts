import { releaseHolds } from '#modules/orders'
import type { Work } from '#platform/work'
import { returnClosed } from '../events.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { isUnitDone } from '../rules.ts'
import { clearReturnTimers } from '../timers/tokens.ts'
import { aboutReturn } from './about-return.ts'
import { saveReturn } from './save-return.ts'

/** Closes a return once nothing of it is open any more: goods back or gone for good, money there, the new one asked for. */
export async function finishReturn(work: Work, record: ReturnRecord): Promise<boolean> {
  const { row } = record
  if (row.closed_at || row.canceled_at) return false
  const lines = new Map(record.lines.map((line) => [line.id, line]))
  const done = record.units.every((unit) => {
    const line = lines.get(unit.line_id)
    return line !== undefined && isUnitDone(row, line, unit)
  })
  if (!done || record.lines.some((line) => line.approval === 'needs_review')) return false
  await saveReturn(work, record, { row: { closed_at: work.now } })
  await releaseHolds(work, { kind: 'return', refId: row.id })
  await clearReturnTimers(work, row.id)
  await work.emit(returnClosed, aboutReturn(record), { returnId: row.id, orderIds: orderIdsOf(record) })
  return true
}
