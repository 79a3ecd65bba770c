import { findConversation, postMessage } from '#modules/conversations'
import { findTeams, staffWhoHold } from '#modules/staff'
import { invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { Call } from '../contract.ts'
import { findPass } from '../passes.ts'
import { colleaguesHere, isFree, isOnThePhone } from '../passing.ts'
import { presentAttempt } from '../present.ts'
import type { CallAttemptRow, CallRequestRow } from '../tables.ts'
import { askToTake } from './follow-pass.ts'
import { ownCall } from './guide-call.ts'

export interface Transfer {
  id: string
  /** Whom, or which team: one of the two. */
  staff?: string | undefined
  team?: string | undefined
  /** For whoever takes it. */
  note?: string | undefined
}

/**
 * Another colleague speaks on, or whoever takes it in a team; the first one stays until they have it. Refuses `not_supported` where the
 * line cannot, `not_in_team`, `person_not_here`, `no_room` and `nobody_free`.
 */
export async function transferCall(work: Work, { id, staff, team, note }: Transfer): Promise<Call> {
  const { attempt, request } = await ownCall(work, id)
  if (!attempt.can_transfer)
    refuse('not_supported', undefined, 'This phone line cannot pass a call on. Promise a call back, and hand it over.')
  if (attempt.state !== 'talking' && attempt.state !== 'held')
    refuse('not_possible_now', { state: attempt.state }, 'You are not speaking yet.')
  if ((await findPass(work, id))?.state === 'ringing')
    refuse('not_possible_now', { state: 'passing' }, 'A colleague is being asked already.')
  if ((staff === undefined) === (team === undefined)) invalid('staff', 'Say whom, or which team.', 'whom')
  const asked =
    staff === undefined ? await inTeam(work, attempt, team ?? '') : [await person(work, request, attempt, staff)]
  if (note) await postMessage(work, { id: request.conversation_id, kind: 'note', text: note })
  const pass = {
    store_id: work.storeId,
    attempt_id: id,
    from_staff_id: attempt.staff_id,
    team_id: team ?? null,
    asked_at: work.now,
  }
  await askToTake(work, request, pass, asked)
  return await presentAttempt(work, request, attempt)
}

async function person(work: Work, request: CallRequestRow, attempt: CallAttemptRow, staff: string): Promise<string> {
  const conversation = await findConversation(work, request.conversation_id)
  if (staff === attempt.staff_id || !(await staffWhoHold(work, conversation.team_id, [staff])).has(staff))
    refuse('not_in_team', undefined, 'They cannot take this call.')
  const here = (await colleaguesHere(work, attempt.staff_id)).find(({ id }) => id === staff)
  if (!here && request.way === 'browser') refuse('person_not_here', undefined, 'They are not here right now.')
  if (here && isOnThePhone(here)) refuse('no_room', undefined, `${here.name} is on the phone.`)
  return staff
}

async function inTeam(work: Work, attempt: CallAttemptRow, teamId: string): Promise<string[]> {
  const team = (await findTeams(work, [teamId])).get(teamId)
  if (!team || team.archived_at !== null) invalid('team', 'There is no such team, or it was closed.', 'unknown_team')
  const free = (await colleaguesHere(work, attempt.staff_id)).filter(
    (each) => isFree(each) && each.teams.includes(teamId),
  )
  if (free.length === 0) refuse('nobody_free', undefined, `Nobody of ${team.name} is free right now.`)
  return free.map(({ id }) => id)
}
