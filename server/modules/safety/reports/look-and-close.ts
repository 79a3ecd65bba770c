import { assertNotOwn } from '#modules/staff'
import { forbidden, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { SafetyOutcome } from '../contract.ts'
import { safetyClosed, safetyLookedAt } from '../events.ts'
import { safetyMachine } from '../machine.ts'
import { lockReport, type ReportRow, saveReport } from './save-report.ts'

/** A person looks, and the clock stops; whoever looks second changes nothing. */
export async function lookAt(work: Work, id: string, by?: string): Promise<void> {
  const row = await lockReport(work, id)
  const staffId = by ?? staffOf(work)
  await assertNotOwn(work, row.customer_id)
  if (row.state === 'looked_at') return
  if (row.state === 'closed')
    refuse('not_possible_now', { state: row.state }, 'This report is closed. It opens again when it is told again.')
  await saveReport(work, row, {
    state: safetyMachine.next(row.state, 'look'),
    looked_by: staffId,
    looked_at: work.now,
  })
  await work.emit(safetyLookedAt, about(row), { reportId: row.id, staffId })
}

/** What it was; the shopper's own problem goes on as it stands. */
export async function closeReport(
  work: Work,
  input: { id: string; outcome: SafetyOutcome; note: string },
): Promise<void> {
  const row = await lockReport(work, input.id)
  const staffId = staffOf(work)
  await assertNotOwn(work, row.customer_id)
  if (row.state === 'closed') refuse('not_possible_now', { state: row.state }, 'Somebody closed this report just now.')
  await saveReport(work, row, {
    state: safetyMachine.next(row.state, 'close'),
    outcome: input.outcome,
    outcome_note: input.note,
    closed_by: staffId,
    closed_at: work.now,
    ...(row.looked_by === null ? { looked_by: staffId, looked_at: work.now } : {}),
  })
  await work.emit(safetyClosed, about(row), { reportId: row.id, outcome: input.outcome })
}

function about(row: ReportRow) {
  return { kind: 'safety_report', id: row.id, orderId: row.order_id, customerId: row.customer_id }
}

function staffOf({ actor }: Work): string {
  return actor.kind === 'staff' ? actor.staffId : forbidden()
}
