import type { Work } from '#platform/work'
import { lockReturn } from '../commands/lock-return.ts'
import { saveAdvance } from './save-advance.ts'

/** A reminder reached the shopper; one that did not does not count. */
export async function noteReminderDelivered(work: Work, returnId: string): Promise<void> {
  const { record } = await lockReturn(work, returnId)
  const { advance } = record
  if (advance && !advance.closed_at)
    await saveAdvance(work, advance, { reminders_delivered: advance.reminders_delivered + 1 })
}
