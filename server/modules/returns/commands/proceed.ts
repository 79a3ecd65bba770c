import type { OrderRecord } from '#modules/orders'
import type { Work } from '#platform/work'
import type { ReturnRecord } from '../record.ts'
import { resolvedOf } from '../resolved-of.ts'
import { issueWay, type WayChoice } from '../way/issue-way.ts'
import { momentCame } from '../way/moment-came.ts'
import { setMoneyOverdue } from '../way/set-money-overdue.ts'
import { finishReturn } from './finish-return.ts'
import { giveInstead } from './give-instead.ts'
import { payUnder } from './pay-under.ts'

/** What follows once a return is approved: what may stay is paid, what is sent first is sent, and the rest gets its way back. */
export async function proceed(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  way: WayChoice,
): Promise<void> {
  const { row } = record
  const keptLines = new Set(
    record.lines.filter((line) => line.keep && line.approval === 'approved').map(({ id }) => id),
  )
  const kept = record.units.filter((unit) => keptLines.has(unit.line_id)).map((unit) => unit.unit_id)
  if (kept.length > 0) await payUnder(work, record, orders, { unitIds: kept, moment: 'kept' })
  if (row.send_at === 'request' || row.settle_at === 'request')
    await giveInstead(work, record, { moment: 'request', unitIds: record.units.map((unit) => unit.unit_id) })
  if (way.method !== 'keep') await issueWay(work, record, orders, way)
  await settleWhatIsHere(work, record, orders)
  await finishReturn(work, record)
}

/** It may have come while a person was still thinking: then the yes is what its money waited for. */
async function settleWhatIsHere(work: Work, record: ReturnRecord, orders: readonly OrderRecord[]): Promise<void> {
  const lines = new Set(record.lines.filter((line) => line.approval === 'approved').map((line) => line.id))
  const here = record.units.filter((unit) => lines.has(unit.line_id) && unit.received_at !== null)
  const [first] = orders
  if (here.length === 0 || !first) return
  await momentCame(work, record, orders, { unitIds: here.map((unit) => unit.unit_id), moment: 'receipt' })
  if (!record.row.closed_at) await setMoneyOverdue(work, record, orders, await resolvedOf(work, first))
}
