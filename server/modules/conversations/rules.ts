import { addDays } from '#platform/time'
import type { ConversationRow, ParticipantRow } from './tables.ts'

/** Until when a conversation can be taken up under its reference; null while it is open. `days` is policy: chat.resume_days. */
export function resumeUntil(row: Pick<ConversationRow, 'state' | 'resolved_at'>, days: number): Date | null {
  return row.state === 'resolved' && row.resolved_at ? addDays(row.resolved_at, days) : null
}

/**
 * Whether the other side may be asked if that solved it: a person answered, nothing of theirs waits for an answer, and somebody
 * holds it still. What was handed on is not at its end.
 */
export function mayAskSolved(
  row: Pick<ConversationRow, 'state' | 'waiting_since' | 'assignee_id'>,
  isAnswered: boolean,
): boolean {
  return row.state === 'open' && isAnswered && row.waiting_since === null && row.assignee_id !== null
}

/**
 * Whether a colleague may answer: who holds it, who takes part, and anybody while nobody holds it; but not who had it and lost it,
 * until they join again.
 */
export function mayWrite({
  assigneeId,
  staffId,
  participant,
}: {
  assigneeId: string | null
  staffId: string
  participant: Pick<ParticipantRow, 'joined' | 'left_at'> | null
}): boolean {
  if (assigneeId === staffId) return true
  if (participant?.joined) return participant.left_at === null
  return assigneeId === null
}
