import { timer } from '#platform/jobs/timer'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { safetyEscalated } from '../events.ts'
import type { SafetyReportRow } from '../tables.ts'
import { answerMinutes } from './policy.ts'
import { lockReport, saveReport } from './save-report.ts'
import { answerOver as token } from './tokens.ts'

/** Nobody looked in time: it goes up a role and is brought up again, and again, until somebody does. It is never silently lost. */
export const answerOver = timer(token, async (work, { reportId }) => {
  const next = await escalate(work, reportId)
  if (next) await work.setTimer(token, next, { reportId }, { key: reportId })
})

/** @returns the next deadline; null when somebody looked meanwhile */
async function escalate(work: Work, reportId: string): Promise<Date | null> {
  const row = await lockReport(work, reportId)
  if (row.state !== 'open') return null
  const silences = row.silences + 1
  const minutes = silences < limits.safety.fastSilences ? await answerMinutes(work) : limits.safety.slowMinutes
  const answerBy = addMinutes(work.now, minutes)
  const requiredRole = roleAbove(row.required_role)
  await saveReport(work, row, { silences, answer_by: answerBy, required_role: requiredRole })
  await work.emit(
    safetyEscalated,
    { kind: 'safety_report', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { reportId: row.id, requiredRole, silences, answerBy: answerBy.toISOString() },
  )
  return answerBy
}

/** First those with the skill, then leads, then supervisors. */
export function roleAbove(role: SafetyReportRow['required_role']): SafetyReportRow['required_role'] {
  return role === 'associate' ? 'lead' : 'supervisor'
}
