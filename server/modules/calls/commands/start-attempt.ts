import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { lockRequestOfContact, openAttempt, saveAttempt, stepRequest, tellChanged } from '../requests.ts'
import type { CallAttemptRow, CallRequestRow, CallTables } from '../tables.ts'
import { orderPhoneToken, placeCallToken } from '../tokens.ts'

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
  const attempt = await insertAttempt(work, { requestId: request.id, contactId, staffId })
  await stepRequest(work, request, 'accept')
  await work.enqueue(placeCallToken, { attemptId: attempt.id }, { key: attempt.id })
}

async function passOn(work: Work, request: CallRequestRow, staffId: string): Promise<void> {
  const current = await openAttempt(work, request.id)
  if (!current || current.staff_id === staffId) return
  await saveAttempt(work, current, { staff_id: staffId })
  await tellChanged(work, request)
  if (current.can_transfer)
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
