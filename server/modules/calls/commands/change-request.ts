import { goOnByChat, postNotice } from '#modules/conversations'
import { endCall, waitForAnswer, waitForCall } from '#modules/routing'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { CallRequest } from '../contract.ts'
import { callMachine } from '../machine.ts'
import { presentRequest } from '../present.ts'
import { attemptsOf, isOpenRequest, lockVisibleRequest, openAttempt, saveAttempt, stepRequest } from '../requests.ts'
import type { CallRequestRow } from '../tables.ts'
import { orderPhoneToken, timeHasComeToken } from '../tokens.ts'
import { chosenTime } from './request-call.ts'

/** The shopper does not want to be called any more; a phone that rings stops. The same again answers the same. */
export async function cancelCall(work: Work, { id }: { id: string }): Promise<CallRequest> {
  const row = await lockVisibleRequest(work, id)
  if (row.state === 'canceled') return await presentRequest(work, row)
  const after = await cancelRequest(work, row, 'shopper_canceled')
  await postNotice(work, row.conversation_id, 'call_canceled')
  return await presentRequest(work, after)
}

/** The same under the lock of the request. */
export async function cancelRequest(work: Work, row: CallRequestRow, outcome: string): Promise<CallRequestRow> {
  const attempt = await openAttempt(work, row.id)
  const after = await stepRequest(work, row, 'cancel', { outcome, ended_at: work.now, next_at: null })
  await work.clearTimer(timeHasComeToken, row.id)
  if (attempt) {
    await saveAttempt(work, attempt, { state: 'ended', result: 'canceled', ended_at: work.now })
    const order = { do: 'hang_up' as const, reason: 'shopper_canceled' as const }
    await work.enqueue(orderPhoneToken, { attemptId: attempt.id, order })
  }
  if (row.contact_id) await endCall(work, row.contact_id, { gaveUp: true })
  return after
}

/** Another time, or (without one) as soon as possible. */
export async function moveCall(work: Work, { id, at }: { id: string; at?: string | undefined }): Promise<CallRequest> {
  const row = await lockVisibleRequest(work, id)
  if (at === undefined) return await presentRequest(work, await callNow(work, row))
  callMachine.next(row.state, 'move')
  const time = await chosenTime(work, at, row.time_zone, row.number)
  if (row.contact_id) await endCall(work, row.contact_id, { gaveUp: false })
  await work.setTimer(timeHasComeToken, time, { requestId: id }, { key: id })
  const after = await stepRequest(work, row, 'move', {
    wanted_at: time,
    next_at: time,
    waiting_from: time,
    contact_id: null,
  })
  await postNotice(work, row.conversation_id, 'call_asked', { at: time.toISOString() })
  return await presentRequest(work, after)
}

/** As soon as possible. Under the lock of the request. */
export async function callNow(work: Work, row: CallRequestRow): Promise<CallRequestRow> {
  if (row.state === 'waiting') return row
  callMachine.next(row.state, 'begin')
  await work.clearTimer(timeHasComeToken, row.id)
  return await beginWaiting(work, row, row.tries > 0 ? row.waiting_from : work.now)
}

/** Its time has come, or is now: it waits in the queue. Under the lock of the request. */
export async function beginWaiting(work: Work, row: CallRequestRow, waitingFrom: Date): Promise<CallRequestRow> {
  const firstAcceptedAt = (await attemptsOf(work, [row.id]))[0]?.placed_at ?? null
  const contact = await waitForCall(work, row.conversation_id, { waitingFrom, firstAcceptedAt })
  return await stepRequest(work, row, 'begin', {
    contact_id: contact.id,
    waiting_from: contact.waiting_from,
    next_at: null,
  })
}

/** Rather in writing: the call is canceled, and the chat waits with the same waiting time. */
export async function switchToChat(work: Work, { id }: { id: string }): Promise<CallRequest> {
  const row = await lockVisibleRequest(work, id)
  if (!isOpenRequest(row) || row.state === 'talking')
    refuse('not_possible_now', { state: row.state }, 'This call is over, or you are speaking already.')
  const after = await cancelRequest(work, row, 'chat_instead')
  await goOnByChat(work, row.conversation_id, row.waiting_from < work.now ? row.waiting_from : work.now)
  await waitForAnswer(work, row.conversation_id)
  return await presentRequest(work, after)
}
