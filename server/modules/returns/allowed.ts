import { roleReaches } from '#platform/auth/actor'
import type { Reader } from '#platform/work'
import type { Return } from './contract.ts'
import type { ReturnRecord } from './record.ts'
import { whyNotCancelable } from './rules.ts'

/** What can be done with a return now by whoever reads it, from the same rules that the commands ask. */
export function returnActions(record: ReturnRecord, { actor }: Reader): Pick<Return, 'allowed' | 'notAllowed'> {
  const { row, lines, units } = record
  const over = row.canceled_at !== null || row.closed_at !== null
  const staff = actor.kind === 'staff'
  const no = whyNotCancelable(record)
  const waits = lines.some((line) => line.approval === 'needs_review')
  const toHandOver =
    !over &&
    !waits &&
    units.some(
      (unit) => unit.inspection !== 'not_required' && (unit.logistics === 'none' || unit.logistics === 'label_issued'),
    )
  const allowed: Return['allowed'] = [
    ...(toHandOver ? [{ action: 'choose_way' as const, until: row.hand_over_by.toISOString() }] : []),
    ...(no ? [] : [{ action: 'cancel' as const, until: row.hand_over_by.toISOString() }]),
    ...(staff && waits ? [{ action: 'approve' as const, until: row.approve_by?.toISOString() ?? null }] : []),
    ...(actor.kind === 'staff' && waits && roleReaches(actor.role, 'senior') ? [{ action: 'decline' as const }] : []),
    ...(staff && !over && units.some((unit) => unit.received_at === null && unit.inspection === 'pending')
      ? [{ action: 'receive' as const }]
      : []),
    ...(staff && units.some((unit) => waitsForLook(unit)) ? [{ action: 'inspect' as const }] : []),
  ]
  return { allowed, notAllowed: no ? [{ action: 'cancel', code: 'not_possible_now', message: no.message }] : [] }
}

/** Counted and not looked at, or not found and not confirmed by a second look yet. */
function waitsForLook(unit: ReturnRecord['units'][number]): boolean {
  if (unit.inspection === 'missing' || unit.inspection === 'wrong_item') return unit.inspected_at === null
  return unit.received_at !== null && unit.inspection === 'pending'
}
