import { noteCalled, postNotice } from '#modules/conversations'
import { endCall, passCall } from '#modules/routing'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { callGivenUp, callTried } from '../events.ts'
import { callPolicy } from '../policy.ts'
import { saveAttempt, saveRequest, stepRequest } from '../requests.ts'
import { nextCallTime } from '../call-times.ts'
import { endPass } from '../passes.ts'
import { nextStep, type AttemptResult } from '../rules.ts'
import type { CallAttemptRow, CallRequestRow } from '../tables.ts'
import { timesFor } from '../times.ts'
import { timeHasComeToken, wrapUpToken } from '../tokens.ts'

/**
 * A try is over, and this is what follows: a note, another try with the place kept, the queue again, or a mail. Under the lock of
 * its request.
 * @param options.contactIsBack the queue has the contact again already
 */
export async function endAttempt(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  result: AttemptResult,
  options: { contactIsBack?: boolean } = {},
): Promise<CallRequestRow> {
  const after = await saveAttempt(work, attempt, { state: 'ended', result, ended_at: work.now })
  const seconds = secondsOf(after)
  await endPass(work, request, attempt.id)
  await work.emit(
    callTried,
    { kind: 'call', id: request.id, orderId: request.order_id ?? undefined },
    {
      requestId: request.id,
      attemptId: attempt.id,
      conversationId: request.conversation_id,
      staffId: attempt.staff_id,
      result,
      seconds,
    },
  )
  switch (nextStep(result)) {
    case 'finish':
      return await finish(work, request, after, seconds)
    case 'retry':
      return await tryAgain(work, request, after, result)
    case 'give_up':
      return await giveUp(work, request, after, result)
    case 'put_back':
      return await putBack(work, request, after, options.contactIsBack ?? false)
    case 'none':
      return request
  }
}

/** How long they spoke. */
export function secondsOf({
  answered_at: from,
  ended_at: to,
}: Pick<CallAttemptRow, 'answered_at' | 'ended_at'>): number {
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : 0
}

// The colleague keeps it for a note, and is free after that.
async function finish(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  seconds: number,
): Promise<CallRequestRow> {
  const talking = request.state === 'calling' ? await stepRequest(work, request, 'answer') : request
  const { wrapUpSeconds } = await callPolicy(work)
  await work.setTimer(
    wrapUpToken,
    addMinutes(work.now, wrapUpSeconds / 60),
    { attemptId: attempt.id },
    { key: attempt.id },
  )
  await noteCalled(work, request.conversation_id, {
    minutes: String(Math.max(1, Math.round(seconds / 60))),
    way: request.way,
  })
  return await stepRequest(work, talking, 'finish', { outcome: 'talked', ended_at: work.now, next_at: null })
}

async function tryAgain(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  result: AttemptResult,
): Promise<CallRequestRow> {
  const { retryMinutes, daysAhead } = await callPolicy(work)
  const tries = request.tries + 1
  const pause = retryMinutes[tries]
  const times = await timesFor(work, request.time_zone, request.number)
  const at = pause === undefined ? null : nextCallTime(times, addMinutes(work.now, pause), daysAhead)
  const counted = await saveRequest(work, request, { tries })
  if (at === null) return await giveUp(work, counted, attempt, result)
  await endCall(work, attempt.contact_id, { gaveUp: false })
  await postNotice(work, request.conversation_id, 'call_missed', { result, at: at.toISOString() })
  await work.setTimer(timeHasComeToken, at, { requestId: request.id }, { key: request.id })
  return await stepRequest(work, counted, 'miss', { next_at: at, contact_id: null, outcome: result })
}

async function giveUp(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  result: AttemptResult,
): Promise<CallRequestRow> {
  await endCall(work, attempt.contact_id, { gaveUp: false })
  await postNotice(work, request.conversation_id, 'call_missed', { result })
  const after = await stepRequest(work, request, 'giveUp', { outcome: result, ended_at: work.now, next_at: null })
  const payload = { requestId: request.id, conversationId: request.conversation_id, because: result }
  await work.emit(callGivenUp, { kind: 'call', id: request.id }, payload)
  return after
}

async function putBack(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  contactIsBack: boolean,
): Promise<CallRequestRow> {
  if (!contactIsBack) await passCall(work, attempt.contact_id, { isPhoneSilent: attempt.result === 'no_agent' })
  return await stepRequest(work, request, 'putBack')
}
