import { holdUnits } from '#modules/orders'
import { insertTogether } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import type { ReturnRecord } from '../record.ts'
import type { ReturnTables } from '../tables.ts'
import { handOverOver, longestWait } from '../timers/tokens.ts'

const db = tablesOf<ReturnTables>()

/**
 * Writes a new return with its lines and units, promises the units to it and sets the end of its time to be handed over. The
 * orders are locked by the caller. Refuses `unit_held` with what holds a unit.
 */
export async function writeReturn(
  work: Work,
  record: ReturnRecord,
  { remindBeforeDays, longestWaitDays }: { remindBeforeDays: number; longestWaitDays: number },
): Promise<void> {
  await insertTogether(db(work), {
    return_request: [record.row],
    return_line: record.lines,
    return_unit: record.units,
    ...(record.advance ? { advance: [record.advance] } : {}),
  })
  const orderIds = [...new Set(record.lines.map((line) => line.order_id))]
  for (const orderId of orderIds) {
    const lineIds = new Set(record.lines.filter((line) => line.order_id === orderId).map((line) => line.id))
    const unitIds = record.units.filter((unit) => lineIds.has(unit.line_id)).map((unit) => unit.unit_id)
    await holdUnits(work, { kind: 'return', refId: record.row.id, orderId, unitIds })
  }
  if (record.lines.every((line) => line.keep)) return
  if (record.units.some((unit) => unit.money === 'planned'))
    await work.setTimer(
      longestWait,
      addDays(record.row.requested_at, longestWaitDays),
      { returnId: record.row.id },
      { key: record.row.id },
    )
  const remindAt = addDays(record.row.hand_over_by, -remindBeforeDays)
  await work.setTimer(handOverOver, remindAt, { returnId: record.row.id }, { key: record.row.id })
}
