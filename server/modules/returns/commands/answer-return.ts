import { releaseHolds, type OrderRecord } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { actorKey, roleReaches } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { returnApproved, returnDeclined } from '../events.ts'
import { approvalMachine, moneyMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnLineRow } from '../tables.ts'
import { approvalOver } from '../timers/tokens.ts'
import { aboutReturn } from './about-return.ts'
import { lockReturn } from './lock-return.ts'
import { proceed } from './proceed.ts'
import { saveReturn } from './save-return.ts'

export interface AnswerInput {
  id: string
  decision: 'approve' | 'decline'
  /** All that need one unless given. */
  lines?: readonly string[] | undefined
  note: string
}

/**
 * A person's yes or no to what needs one. A no wants at least a senior, because nobody is refused by whoever happens to look first;
 * nobody answers their own. Once every line is answered, what was approved goes its way.
 */
export async function answerReturn(work: Work, input: AnswerInput): Promise<string> {
  const { record, orders } = await lockReturn(work, input.id)
  await assertNotOwn(work, record.row.customer_id)
  const { actor } = work
  if (input.decision === 'decline' && actor.kind === 'staff' && !roleReaches(actor.role, 'senior'))
    refuse('role_too_low', { needs: 'senior' }, 'Saying no needs a senior. Say yes, or hand it on.')
  const asked = record.lines.filter(
    (line) => line.approval === 'needs_review' && (!input.lines || input.lines.includes(line.id)),
  )
  if (asked.length === 0 || record.row.canceled_at)
    refuse('not_possible_now', {}, 'Nothing of this return waits for an answer.')
  await (input.decision === 'approve'
    ? approveLines(work, record, orders, asked, input.note)
    : declineLines(work, record, orders, asked, input.note))
  return record.row.id
}

/** Says yes to lines, and lets the return go on once none waits any more. */
export async function approveLines(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  lines: readonly ReturnLineRow[],
  note: string | null,
): Promise<void> {
  const by = actorKey(work.actor)
  await answered(work, record, lines, { verb: 'approve', by, note })
  await work.emit(returnApproved, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    lineIds: lines.map((line) => line.id),
    by,
  })
  await goOn(work, record, orders)
}

async function declineLines(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  lines: readonly ReturnLineRow[],
  note: string,
): Promise<void> {
  const by = actorKey(work.actor)
  await answered(work, record, lines, { verb: 'decline', by, note })
  const ids = new Set(lines.map((line) => line.id))
  const units = record.units.filter((unit) => ids.has(unit.line_id))
  await saveReturn(work, record, {
    units: units
      .filter((unit) => moneyMachine.can(unit.money, 'drop'))
      .map((unit) => ({ ids: [unit.unit_id], set: { money: moneyMachine.next(unit.money, 'drop') } })),
  })
  await releaseHolds(work, { kind: 'return', refId: record.row.id, unitIds: units.map((unit) => unit.unit_id) })
  await work.emit(returnDeclined, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    lineIds: lines.map((line) => line.id),
    code: lines[0]?.approval_code ?? 'declined',
    by,
  })
  await goOn(work, record, orders)
}

async function answered(
  work: Work,
  record: ReturnRecord,
  lines: readonly ReturnLineRow[],
  { verb, by, note }: { verb: 'approve' | 'decline'; by: string; note: string | null },
): Promise<void> {
  await saveReturn(work, record, {
    lines: lines.map((line) => ({
      ids: [line.id],
      set: {
        approval: approvalMachine.next(line.approval, verb),
        approval_by: by,
        approval_at: work.now,
        approval_note: note,
      },
    })),
  })
}

async function goOn(work: Work, record: ReturnRecord, orders: readonly OrderRecord[]): Promise<void> {
  const { row } = record
  if (record.lines.some((line) => line.approval === 'needs_review')) return
  await work.clearTimer(approvalOver, row.id)
  await saveReturn(work, record, { row: { approve_by: null, on_silence: null } })
  await proceed(work, record, orders, {
    method: row.method,
    ...(row.place_id ? { placeId: row.place_id } : {}),
    ...(row.pickup_from && row.pickup_until ? { pickup: { from: row.pickup_from, until: row.pickup_until } } : {}),
  })
}
