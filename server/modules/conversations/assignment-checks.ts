import type { Work } from '#platform/work'
import type { ConversationRow } from './tables.ts'

/** What a colleague is about to do with who has a conversation. */
export interface PlannedAssignment {
  conversation: ConversationRow
  /** Left out: it stays. */
  staffId?: string | null | undefined
  teamId?: string | null | undefined
}

type AssignmentCheck = (work: Work, assignment: PlannedAssignment) => Promise<void>

const checks: AssignmentCheck[] = []

/** For modules below: has giving a conversation away refused while it would break something off. */
export function checkAssignments(check: AssignmentCheck): void {
  if (!checks.includes(check)) checks.push(check)
}

/** Refuses what a module below does not want now; the same again is no change. */
export async function requireAssignable(work: Work, assignment: PlannedAssignment): Promise<void> {
  const { conversation, staffId = conversation.assignee_id, teamId = conversation.team_id } = assignment
  if (staffId === conversation.assignee_id && teamId === conversation.team_id) return
  for (const check of checks) await check(work, assignment)
}
