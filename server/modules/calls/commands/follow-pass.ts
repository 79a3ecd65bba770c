import { handCall } from '#modules/routing'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { findPass, savePass } from '../passes.ts'
import { callPolicy } from '../policy.ts'
import { saveAttempt, tellChanged } from '../requests.ts'
import type { CallAttemptRow, CallPassRow, CallRequestRow } from '../tables.ts'
import { orderPhoneToken } from '../tokens.ts'

/** Rings the first of these; until somebody takes it, whoever speaks goes on. Under the lock of the request. */
export async function askToTake(
  work: Work,
  request: CallRequestRow,
  pass: Omit<CallPassRow, 'staff_id' | 'rest' | 'state' | 'until'>,
  [staffId = '', ...rest]: readonly string[],
): Promise<void> {
  const { ringSeconds } = await callPolicy(work)
  const until = addMinutes(work.now, (ringSeconds + limits.calls.reconcileSeconds) / 60)
  await savePass(work, request, { ...pass, staff_id: staffId, rest, state: 'ringing', until })
  await work.enqueue(orderPhoneToken, { attemptId: pass.attempt_id, order: { do: 'transfer', staffId } })
  await tellChanged(work, request)
}

/** Somebody else speaks on from now on, and has the conversation. Under the lock of the request. */
export async function takePass(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  staffId: string,
): Promise<void> {
  const pass = await findPass(work, attempt.id)
  const isAsked = pass?.state === 'ringing' && pass.staff_id === staffId
  // A colleague who was asked first took it on a phone, which has keys of its own where there are headsets.
  if (attempt.staff_id !== staffId)
    await saveAttempt(work, attempt, {
      staff_id: staffId,
      headset: false,
      can_dial: attempt.can_dial && !attempt.headset,
    })
  await handCall(work, attempt.contact_id, staffId, { teamId: isAsked ? (pass.team_id ?? undefined) : undefined })
  if (isAsked) await savePass(work, request, { ...pass, rest: [], state: 'taken' })
  await tellChanged(work, request, { attemptId: attempt.id })
}

/** They did not take it: the next of the team is asked, or the first one speaks on. Under the lock of the request. */
export async function missPass(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  staffId: string,
): Promise<void> {
  const pass = await findPass(work, attempt.id)
  if (pass?.state !== 'ringing' || pass.staff_id !== staffId) return await tellChanged(work, request)
  await savePass(work, request, { ...pass, state: 'not_taken' })
  if (pass.rest.length > 0 && attempt.state !== 'ended') await askToTake(work, request, pass, pass.rest)
  else await tellChanged(work, request)
}

/** What was not heard of passing a call on is found out by asking who has it. Under the lock of the request. */
export async function comparePass(
  work: Work,
  request: CallRequestRow,
  attempt: CallAttemptRow,
  agentId: string | null,
): Promise<void> {
  const pass = await findPass(work, attempt.id)
  if (pass?.state !== 'ringing') return
  if (agentId === pass.staff_id) await takePass(work, request, attempt, agentId)
  else if (pass.until < work.now) await missPass(work, request, attempt, pass.staff_id)
}
