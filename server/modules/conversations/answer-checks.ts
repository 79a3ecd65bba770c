import type { FileRecord } from '#modules/files'
import type { Work } from '#platform/work'
import type { ConversationRow } from './tables.ts'

/** What somebody of the store is about to say, before it is stored. */
export interface PlannedAnswer {
  /** The one that is shown. */
  conversation: ConversationRow
  files: readonly FileRecord[]
}

type AnswerCheck = (work: Work, answer: PlannedAnswer) => Promise<void>

const checks: AnswerCheck[] = []

/** For modules below: has an answer refused that could not leave, before it stands there as sent. */
export function checkAnswers(check: AnswerCheck): void {
  if (!checks.includes(check)) checks.push(check)
}

export async function requireAnswerable(work: Work, answer: PlannedAnswer): Promise<void> {
  for (const check of checks) await check(work, answer)
}
