import type { Work } from '#platform/work'
import { endReturn } from '../commands/cancel-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { hasBegunBack } from './advance-rules.ts'
import { saveAdvance } from './save-advance.ts'
import { advanceDue } from './timers.ts'

/**
 * What a return was opened for came to nothing: the new one cannot be sent after all. As long as nothing was handed over the return
 * ends, its code with it; what is on its way goes on and is received as usual.
 * @returns whether it ended
 */
export async function callOffReturn(work: Work, returnId: string, reason: string): Promise<boolean> {
  const { record } = await lockReturn(work, returnId)
  if (record.row.canceled_at !== null || record.row.closed_at !== null || hasBegunBack(record)) return false
  await endReturn(work, record, reason)
  await work.clearTimer(advanceDue, returnId)
  if (record.advance && !record.advance.closed_at) await saveAdvance(work, record.advance, { closed_at: work.now })
  return true
}
