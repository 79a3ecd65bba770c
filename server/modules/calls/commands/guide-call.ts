import { findConversation } from '#modules/conversations'
import { findOpenContact } from '#modules/routing'
import { forbidden, notFound, refuse } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import type { Call } from '../contract.ts'
import { presentAttempt } from '../present.ts'
import { readAttempt } from '../requests.ts'
import type { CallAttemptRow, CallRequestRow } from '../tables.ts'
import { orderPhoneToken, type PhoneOrder } from '../tokens.ts'
import type { ReportedResult } from '../ports.ts'
import { endAttempt } from './end-attempt.ts'
import { lockAttempt } from './hear-event.ts'

/** On another phone than ours: what an agent says happened. Refuses `call_over` and, where the network hears it itself, `not_by_hand`. */
export async function reportCall(work: Work, { id, result }: { id: string; result: ReportedResult }): Promise<Call> {
  const { attempt, request } = await ownCall(work, id)
  if (!attempt.by_hand)
    refuse('not_by_hand', undefined, 'The phone line says this by itself. Hang up when the call is over.')
  if (result === 'ended' && attempt.answered_at === null)
    refuse('not_possible_now', { state: attempt.state }, 'Say first that you are connected, or what happened.')
  // A line that is told twice says so once: what a try has come to stands in its row.
  return await order(work, request, attempt, { do: 'report', result })
}

/** Neither hears the other. */
export async function holdCall(work: Work, { id }: { id: string }): Promise<Call> {
  const { attempt, request } = await ownCall(work, id)
  if (!attempt.can_hold) refuse('not_supported', undefined, 'This phone line cannot hold a call.')
  if (attempt.state !== 'talking') refuse('not_possible_now', { state: attempt.state }, 'You are not speaking yet.')
  return await order(work, request, attempt, { do: 'hold' })
}

/** Both hear each other again. */
export async function resumeCall(work: Work, { id }: { id: string }): Promise<Call> {
  const { attempt, request } = await ownCall(work, id)
  if (attempt.state !== 'held') refuse('not_possible_now', { state: attempt.state }, 'The call is not on hold.')
  return await order(work, request, attempt, { do: 'resume' })
}

/** Keys for the shopper's side, such as an extension. */
export async function pressKeys(work: Work, { id, digits }: { id: string; digits: string }): Promise<Call> {
  const { attempt, request } = await ownCall(work, id)
  if (!attempt.can_dial) refuse('not_supported', undefined, 'This phone line sends no keys.')
  if (attempt.state !== 'talking') refuse('not_possible_now', { state: attempt.state }, 'You are not speaking yet.')
  return await order(work, request, attempt, { do: 'keys', digits })
}

/** Ends it. Before the shopper answers, others get it: that is no try. */
export async function hangUp(work: Work, { id }: { id: string }): Promise<Call> {
  const { attempt, request } = await ownCall(work, id)
  const isSpeaking = attempt.answered_at !== null
  if (attempt.by_hand && isSpeaking) return await order(work, request, attempt, { do: 'report', result: 'ended' })
  return await order(work, request, attempt, { do: 'hang_up', reason: 'agent_hung_up' })
}

/** Only the colleague who has the call guides it; whoever sees its conversation learns that it is another's. */
export async function ownCall(work: Work, id: string): Promise<{ request: CallRequestRow; attempt: CallAttemptRow }> {
  const { request, attempt } = await visibleAttempt(work, id)
  if (attempt.state === 'ended') refuse('call_over', undefined, 'This call is over.')
  return { request, attempt }
}

/** A try that the actor made, under the lock of its request. */
export async function visibleAttempt(
  work: Work,
  id: string,
): Promise<{ request: CallRequestRow; attempt: CallAttemptRow }> {
  const { actor } = work
  if (actor.kind !== 'staff') return forbidden('This is for people who work here.')
  const locked = (await readAttempt(work, id)) && (await lockAttempt(work, id))
  if (!locked) return notFound('call')
  await findConversation(work, locked.request.conversation_id, 'call')
  if (!(await hasCall(work, locked, actor.staffId))) refuse('not_yours', undefined, 'A colleague has this call.')
  return locked
}

/** Whether a colleague speaks in a call or holds its contact. */
export async function hasCall(
  reader: Reader,
  { request, attempt }: { request: CallRequestRow; attempt: CallAttemptRow },
  staffId: string,
): Promise<boolean> {
  if (attempt.staff_id === staffId) return true
  const contact = await findOpenContact(reader, request.conversation_id)
  return contact?.id === attempt.contact_id && contact.staff_id === staffId
}

async function order(work: Work, request: CallRequestRow, attempt: CallAttemptRow, wanted: PhoneOrder): Promise<Call> {
  const by = work.actor.kind === 'staff' ? work.actor.staffId : undefined
  await work.enqueue(orderPhoneToken, { attemptId: attempt.id, order: wanted, by })
  return await presentAttempt(work, request, attempt)
}

/** The call went to somebody else, or nobody has it any more: what rings or speaks through us ends. */
export async function interrupt(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  options: { contactIsBack: boolean },
): Promise<void> {
  await work.enqueue(orderPhoneToken, { attemptId: attempt.id, order: { do: 'hang_up', reason: 'taken_over' } })
  await endAttempt(work, request, attempt, 'interrupted', options)
}
