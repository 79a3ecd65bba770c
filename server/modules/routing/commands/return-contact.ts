import { assignConversation, postNotice } from '#modules/conversations'
import type { Work } from '#platform/work'
import { stepContact } from '../contacts.ts'
import { contactReturned } from '../events.ts'
import type { ContactRow } from '../tables.ts'
import { firstNameOf } from './accept-contact.ts'
import { tellWaiting } from './pass-contact.ts'

/**
 * Whoever held it has vanished: it waits again, with the shopper's waiting time, so at the head of its queue. The shopper is told,
 * and the next person finds everything that was said and noted. Under the lock of routing.
 */
export async function returnContact(
  work: Work,
  row: ContactRow,
  because: 'gone' | 'put_back' | 'handed_over',
  changes: Partial<ContactRow> = {},
): Promise<ContactRow> {
  const staffId = row.staff_id ?? ''
  const after = await stepContact(work, row, 'return', {
    staff_id: null,
    accepted_at: null,
    offered_at: null,
    passed_by: [],
    ...(because === 'gone' ? { returned_from: staffId, returned_at: work.now } : {}),
    ...changes,
  })
  await assignConversation(work, row.conversation_id, { staffId: null })
  // Whether somebody on the phone still waits is known by whoever makes calls.
  if (because === 'gone' && row.channel !== 'call')
    await postNotice(work, row.conversation_id, 'agent_gone', { name: await firstNameOf(work, staffId) })
  await work.emit(
    contactReturned,
    { kind: 'agent', id: staffId },
    { contactId: row.id, conversationId: row.conversation_id, staffId, because },
  )
  await tellWaiting(work, after)
  return after
}
