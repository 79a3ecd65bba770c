import type { Work } from '#platform/work'
import { stepContact } from '../contacts.ts'
import { contactEnded } from '../events.ts'
import type { ContactRow } from '../tables.ts'
import { tellQueue } from '../tell.ts'

/**
 * It is over and its place is free. Whoever left before anybody was there has given up, and counts as that. Under the lock of
 * routing; handing out is the caller's.
 */
export async function endContact(work: Work, row: ContactRow, { gaveUp }: { gaveUp: boolean }): Promise<ContactRow> {
  const abandoned = gaveUp && row.state !== 'held' && row.first_accepted_at === null
  const staffId = row.staff_id
  const after = await stepContact(work, row, abandoned ? 'giveUp' : 'finish', {
    ended_at: work.now,
    offer_ends_at: null,
    ...(row.state === 'held' ? {} : { staff_id: null }),
  })
  const about = staffId ? { kind: 'agent', id: staffId } : { kind: 'queue', id: row.queue_id }
  const payload = { contactId: row.id, conversationId: row.conversation_id, staffId, abandoned }
  await work.emit(contactEnded, about, payload)
  await tellQueue(work, row.queue_id)
  return after
}
