import { releaseHolds } from '#modules/orders'
import { chargesOf, refundCharge } from '#modules/refunds'
import { voidSignals } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { returnCanceled } from '../events.ts'
import { approvalMachine, moneyMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { whyNotCancelable } from '../rules.ts'
import { clearReturnTimers } from '../timers/tokens.ts'
import { endWay } from '../way/end-way.ts'
import { aboutReturn } from './about-return.ts'
import { lockReturn } from './lock-return.ts'
import { saveReturn } from './save-return.ts'

/** Calls a return off. Possible until something was handed over, paid or sent for it: then it goes its way. */
export async function cancelReturn(
  work: Work,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<string> {
  const { record } = await lockReturn(work, id)
  const no = whyNotCancelable(record)
  if (no) refuse('not_possible_now', { why: no.code }, no.message)
  await endReturn(work, record, reason ?? null)
  return record.row.id
}

/** Ends a return that nothing came of: its units are free again, its code ends, and what was charged for it comes back. */
export async function endReturn(work: Work, record: ReturnRecord, reason: string | null): Promise<void> {
  const { row } = record
  await endWay(work, record)
  await giveChargesBack(work, record)
  const open = record.lines.filter((line) => approvalMachine.can(line.approval, 'cancel'))
  await saveReturn(work, record, {
    row: { canceled_at: work.now, cancel_reason: reason, approve_by: null },
    lines: open.map((line) => ({ ids: [line.id], set: { approval: approvalMachine.next(line.approval, 'cancel') } })),
    units: record.units
      .filter((unit) => moneyMachine.can(unit.money, 'drop'))
      .map((unit) => ({ ids: [unit.unit_id], set: { money: moneyMachine.next(unit.money, 'drop') } })),
  })
  await releaseHolds(work, { kind: 'return', refId: row.id })
  await clearReturnTimers(work, row.id)
  // What was called off counts nowhere.
  await voidSignals(work, { about: { kind: 'return', id: row.id }, reason: 'canceled' })
  await work.emit(returnCanceled, aboutReturn(record), {
    returnId: row.id,
    orderIds: orderIdsOf(record),
    by: actorKey(work.actor),
    reason,
  })
}

async function giveChargesBack(work: Work, record: ReturnRecord): Promise<void> {
  const about = { kind: 'return', id: record.row.id }
  const charges = await chargesOf(work, orderIdsOf(record))
  for (const charge of charges)
    if (charge.about_kind === about.kind && charge.about_id === about.id && charge.state !== 'failed')
      await refundCharge(work, { chargeId: charge.id, reason: 'exchange_canceled', about })
}
