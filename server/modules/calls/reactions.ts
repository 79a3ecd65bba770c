import { contactAccepted, contactEnded, contactReturned } from '#events/routing'
import { firstName, loadConversations, postNotice } from '#modules/conversations'
import { endCall, waitForCall } from '#modules/routing'
import { findStaff } from '#modules/staff'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { cancelRequest } from './commands/change-request.ts'
import { interrupt } from './commands/guide-call.ts'
import { startAttempt } from './commands/start-attempt.ts'
import { isOpenRequest, lockRequestOfContact, openAttempt, saveRequest } from './requests.ts'

export const reactions = [
  on(contactAccepted, 'calls.contact-accepted', (work, { payload }) => startAttempt(work, payload)),

  on(contactReturned, 'calls.contact-returned', async (work, { payload: { contactId, staffId, because } }) => {
    if (because !== 'taken_over') await leftAlone(work, contactId, because === 'gone' ? staffId : null)
  }),

  on(contactEnded, 'calls.contact-ended', (work, { payload }) => contactIsOver(work, payload.contactId)),
]

// Whoever had the call is gone or gave it away. It waits again, once; a call that is over waits for nobody.
async function leftAlone(work: Work, contactId: string, goneId: string | null): Promise<void> {
  const request = await lockRequestOfContact(work, contactId)
  if (!request) return
  if (!isOpenRequest(request)) return await endCall(work, contactId, { gaveUp: false })
  if (goneId !== null) {
    const name = firstName((await findStaff(work, [goneId])).get(goneId)?.name ?? '')
    await postNotice(work, request.conversation_id, 'agent_gone', { name })
  }
  const attempt = await openAttempt(work, request.id)
  if (attempt?.contact_id === contactId) await interrupt(work, request, attempt, { contactIsBack: true })
}

// The conversation was solved, or is shown as one with another in which somebody waits already.
async function contactIsOver(work: Work, contactId: string): Promise<void> {
  const request = await lockRequestOfContact(work, contactId)
  if (request?.state !== 'waiting') return
  const conversation = (await loadConversations(work, [request.conversation_id])).get(request.conversation_id)
  if (conversation?.state !== 'open') {
    await cancelRequest(work, request, 'solved')
    return
  }
  const contact = await waitForCall(work, request.conversation_id, { waitingFrom: request.waiting_from })
  await saveRequest(work, request, { contact_id: contact.id })
}
