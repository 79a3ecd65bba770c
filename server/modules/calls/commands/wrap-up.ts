import { postMessage } from '#modules/conversations'
import { endCall } from '#modules/routing'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { Call } from '../contract.ts'
import { presentAttempt } from '../present.ts'
import { saveAttempt, saveRequest } from '../requests.ts'
import { wrapUpToken } from '../tokens.ts'
import { visibleAttempt } from './guide-call.ts'
import { lockAttempt } from './hear-event.ts'

export interface WrapUp {
  id: string
  /** For colleagues. */
  note?: string | undefined
  /** For the shopper: what was agreed. */
  agreed?: string | undefined
  clientId: string
}

/** The work after a call: a note, and what was agreed, in the thread that both sides read. The colleague is free after it. */
export async function wrapUpCall(work: Work, { id, note, agreed, clientId }: WrapUp): Promise<Call> {
  const { request, attempt } = await visibleAttempt(work, id)
  if (attempt.state !== 'ended') refuse('not_possible_now', { state: attempt.state }, 'The call is not over yet.')
  if (attempt.wrapped_up_at) return await presentAttempt(work, request, attempt)
  const conversationId = request.conversation_id
  if (note) await postMessage(work, { id: conversationId, kind: 'note', text: note, clientId: `${clientId}-note` })
  if (agreed)
    await postMessage(work, { id: conversationId, text: agreed, channel: 'call', clientId: `${clientId}-agreed` })
  const after = agreed ? await saveRequest(work, request, { agreed }) : request
  const done = await saveAttempt(work, attempt, { wrapped_up_at: work.now })
  await work.clearTimer(wrapUpToken, attempt.id)
  await endCall(work, attempt.contact_id, { gaveUp: false })
  return await presentAttempt(work, after, done)
}

/** Nobody wrote anything within the time for it: the colleague is free, and may still write. */
export async function endWrapUp(work: Work, { attemptId }: { attemptId: string }): Promise<void> {
  const locked = await lockAttempt(work, attemptId)
  if (locked && locked.attempt.wrapped_up_at === null) await endCall(work, locked.attempt.contact_id, { gaveUp: false })
}
