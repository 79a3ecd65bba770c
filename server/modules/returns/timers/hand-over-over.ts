import { releaseHolds } from '#modules/orders'
import { timer } from '#platform/jobs/timer'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { endReturn } from '../commands/cancel-return.ts'
import { finishReturn } from '../commands/finish-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnClosesSoon } from '../events.ts'
import { moneyMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { resolvedOf } from '../resolved-of.ts'
import type { ReturnUnitRow } from '../tables.ts'
import { handOverOver } from './tokens.ts'

/**
 * The time to hand the goods over: a reminder a little before, then what was never handed over is free again. A parcel that comes all
 * the same is received and paid as ever. A return whose new one was sent first stays open: that has deadlines of its own.
 */
export const handOverOverTimer = timer(handOverOver, async (work, { returnId, reminded }) => {
  const { record, orders } = await lockReturn(work, returnId)
  const { row } = record
  const [first] = orders
  if (row.canceled_at || row.closed_at || !first) return
  const missing = notHandedOver(record)
  if (missing.length === 0) return
  if (!reminded) {
    const before = (await resolvedOf(work, first)).get('return.remind_before')
    const remindAt = addDays(row.hand_over_by, -before)
    if (work.now >= remindAt && work.now < row.hand_over_by)
      await work.emit(returnClosesSoon, aboutReturn(record), {
        returnId,
        orderIds: orderIdsOf(record),
        handOverBy: row.hand_over_by.toISOString(),
      })
    await work.setTimer(handOverOver, row.hand_over_by, { returnId, reminded: true }, { key: returnId })
    return
  }
  if (work.now < row.hand_over_by) {
    await work.setTimer(handOverOver, row.hand_over_by, { returnId, reminded: true }, { key: returnId })
    return
  }
  if (record.advance || missing.some((unit) => unit.replacement_id !== null)) return
  if (missing.length === record.units.length) await endReturn(work, record, 'not_handed_over')
  else await freeRest(work, record, missing)
})

function notHandedOver(record: ReturnRecord): ReturnUnitRow[] {
  const kept = new Set(record.lines.filter((line) => line.keep || line.approval !== 'approved').map((line) => line.id))
  return record.units.filter(
    (unit) => !kept.has(unit.line_id) && (unit.logistics === 'none' || unit.logistics === 'label_issued'),
  )
}

/** Some came, the rest did not: those go on with their money, and these are the shopper's again. */
async function freeRest(work: Work, record: ReturnRecord, missing: readonly ReturnUnitRow[]): Promise<void> {
  const unitIds = missing.map((unit) => unit.unit_id)
  await saveReturn(work, record, {
    units: missing.map((unit) => ({
      ids: [unit.unit_id],
      set: {
        inspection: 'not_required' as const,
        ...(moneyMachine.can(unit.money, 'drop') ? { money: moneyMachine.next(unit.money, 'drop') } : {}),
      },
    })),
  })
  await releaseHolds(work, { kind: 'return', refId: record.row.id, unitIds })
  await finishReturn(work, record)
}
