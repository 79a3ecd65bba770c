import { endCall } from '#modules/routing'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { isNight, nextCallTime } from '../call-times.ts'
import { endPass } from '../passes.ts'
import { callPolicy } from '../policy.ts'
import { lockRequestOfContact, openAttempt, saveAttempt, stepRequest, tellChanged } from '../requests.ts'
import type { CallAttemptRow, CallRequestRow, CallTables } from '../tables.ts'
import { timesFor } from '../times.ts'
import { orderPhoneToken, placeCallToken, timeHasComeToken } from '../tokens.ts'

const db = tablesOf<CallTables>()

/**
 * A colleague took the call: their phone rings, then the shopper's. Who takes over a call that is under way has it from now on.
 * The same again changes nothing.
 */
export async function startAttempt(
  work: Work,
  { contactId, staffId }: { contactId: string; staffId: string },
): Promise<void> {
  const request = await lockRequestOfContact(work, contactId)
  if (!request) return
  if (request.state === 'calling' || request.state === 'talking') return await passOn(work, request, staffId)
  if (request.state !== 'waiting') return
  const morning = await whenNotAtNight(work, request)
  if (morning) return await waitForMorning(work, request, contactId, morning)
  const attempt = await insertAttempt(work, { requestId: request.id, contactId, staffId })
  await stepRequest(work, request, 'accept')
  await work.enqueue(placeCallToken, { attemptId: attempt.id }, { key: attempt.id })
}

// Asked for in the evening, and a colleague is free only at night: the phone rings in the morning.
async function whenNotAtNight(work: Work, request: CallRequestRow): Promise<Date | null> {
  const expected = request.wanted_at ?? request.asked_at
  if (addMinutes(expected, limits.calls.nightMinutes) > work.now) return null
  const times = await timesFor(work, request.time_zone, request.number)
  return isNight(times, work.now) ? nextCallTime(times, work.now, (await callPolicy(work)).daysAhead) : null
}

async function waitForMorning(work: Work, request: CallRequestRow, contactId: string, at: Date): Promise<void> {
  await endCall(work, contactId, { gaveUp: false })
  await work.setTimer(timeHasComeToken, at, { requestId: request.id }, { key: request.id })
  await stepRequest(work, request, 'move', { next_at: at, contact_id: null })
}

async function passOn(work: Work, request: CallRequestRow, staffId: string): Promise<void> {
  const current = await openAttempt(work, request.id)
  if (!current || current.staff_id === staffId) return
  await endPass(work, request, current.id)
  await saveAttempt(work, current, { staff_id: staffId })
  await tellChanged(work, request, { attemptId: current.id })
  // Whose page joins has the side of a call in the browser.
  if (current.can_transfer && request.way === 'phone')
    await work.enqueue(orderPhoneToken, { attemptId: current.id, order: { do: 'transfer', staffId } })
}

async function insertAttempt(
  work: Work,
  { requestId, contactId, staffId }: { requestId: string; contactId: string; staffId: string },
): Promise<CallAttemptRow> {
  const row = await db(work)
    .insertInto('call_attempt')
    .values({
      store_id: work.storeId,
      id: work.newId('cat'),
      request_id: requestId,
      contact_id: contactId,
      staff_id: staffId,
      state: 'placing',
      by_hand: false,
      simulated: false,
      can_hold: false,
      can_transfer: false,
      can_dial: false,
      headset: false,
      last_seq: 0,
      machine_hint: false,
      placed_at: work.now,
      version: 1,
    })
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a try that was inserted is there')
  return row
}
