import { findStaff, findTeams } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Call } from './contract.ts'
import { callPassed } from './events.ts'
import type { CallPassRow, CallRequestRow, CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

/** How passing a try on stands, or stood last. */
export async function findPass(reader: Reader, attemptId: string): Promise<CallPassRow | undefined> {
  return await db(reader)
    .selectFrom('call_pass')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
}

/** What a colleague is asked to take over now. */
export async function passesTo(reader: Reader, staffId: string): Promise<CallPassRow[]> {
  return await db(reader)
    .selectFrom('call_pass')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('staff_id', '=', staffId)
    .where('state', '=', 'ringing')
    .orderBy('asked_at')
    .execute()
}

/** Whether the actor is the colleague who is asked to take a call over now. */
export async function isAskedToTake(reader: Reader, attemptId: string): Promise<boolean> {
  const { actor } = reader
  if (actor.kind !== 'staff') return false
  const pass = await findPass(reader, attemptId)
  return pass?.state === 'ringing' && pass.staff_id === actor.staffId
}

/** Writes how it stands under the lock of the request, and tells the colleague whom it is about. */
export async function savePass(work: Work, { conversation_id: conversationId }: CallRequestRow, row: CallPassRow) {
  await db(work)
    .insertInto('call_pass')
    .values(row)
    .onConflict((conflict) => conflict.columns(['store_id', 'attempt_id']).doUpdateSet(row))
    .execute()
  const { attempt_id: attemptId, from_staff_id: from, staff_id: to, state } = row
  await work.emit(callPassed, { kind: 'agent', id: to }, { attemptId, conversationId, from, to, state })
}

/** The call is over, or somebody else's: nobody is asked any more. */
export async function endPass(work: Work, request: CallRequestRow, attemptId: string): Promise<void> {
  const pass = await findPass(work, attemptId)
  if (pass?.state === 'ringing') await savePass(work, request, { ...pass, rest: [], state: 'not_taken' })
}

export async function presentPass(reader: Reader, { staff_id, team_id, state }: CallPassRow): Promise<Call['passing']> {
  const person = (await findStaff(reader, [staff_id])).get(staff_id)
  const team = team_id === null ? undefined : (await findTeams(reader, [team_id])).get(team_id)
  return { name: person?.name ?? '', team: team?.name ?? null, state: state === 'ringing' ? 'ringing' : 'not_taken' }
}
