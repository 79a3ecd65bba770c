import { findStaff, findTeams, staffWhoHold } from '#modules/staff'
import { invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { conversationAssigned } from '../events.ts'
import { firstName } from '../party.ts'
import type { ConversationRow } from '../tables.ts'
import { lockConversation, lockMerged, saveConversation, type LockedConversation } from './lock-conversation.ts'
import { moveMerged } from './move-merged.ts'
import { join, leave } from './participants.ts'

export interface Assignment {
  /** Who has it from now on; null puts it back; left out, it stays. */
  staffId?: string | null | undefined
  /** Whose matter it is; null is everybody's; left out, it stays. */
  teamId?: string | null | undefined
}

/**
 * Gives a conversation to a person, a team, or puts it back. Refuses `person_not_active`, `only_reads`, and `not_in_team` for somebody who may not
 * see what lies in its team. Moved to a team that its holder is not in, it is with nobody. The same again changes nothing.
 */
export async function assignConversation(
  work: Work,
  conversationId: string,
  assignment: Assignment,
): Promise<LockedConversation> {
  // To another team everything goes that is shown with it.
  if (assignment.teamId !== undefined) await lockMerged(work, [conversationId])
  return await assign(work, await lockConversation(work, conversationId), assignment)
}

/** The same under a lock that the caller holds. */
export async function assign(
  work: Work,
  locked: LockedConversation,
  assignment: Assignment,
): Promise<LockedConversation> {
  const { root } = locked
  const teamId = assignment.teamId === undefined ? root.team_id : await openTeam(work, assignment.teamId, root.team_id)
  const staffId = await holderOf(work, root, assignment.staffId, teamId)
  if (staffId === root.assignee_id && teamId === root.team_id) return locked
  const after = await saveConversation(work, root, { assignee_id: staffId, team_id: teamId })
  const merged = teamId === root.team_id ? [] : await moveMerged(work, root.id, teamId)
  if (staffId !== root.assignee_id) await changeHolder(work, root, staffId)
  await work.emit(
    conversationAssigned,
    { kind: 'desk', id: root.id },
    { conversationId: root.id, staffId, teamId, before: { staffId: root.assignee_id, teamId: root.team_id }, merged },
  )
  if (locked.row.id === root.id) return { row: after, root: after }
  return { row: { ...locked.row, team_id: teamId }, root: after }
}

async function openTeam(work: Work, teamId: string | null, before: string | null): Promise<string | null> {
  if (teamId === null || teamId === before) return teamId
  const team = (await findTeams(work, [teamId])).get(teamId)
  if (!team || team.archived_at !== null) invalid('team', 'There is no such team, or it was closed.', 'unknown_team')
  return teamId
}

async function holderOf(
  work: Work,
  root: ConversationRow,
  wanted: string | null | undefined,
  teamId: string | null,
): Promise<string | null> {
  if (wanted === null) return null
  if (wanted === undefined) {
    const staysVisible =
      root.assignee_id && (await staffWhoHold(work, teamId, [root.assignee_id])).has(root.assignee_id)
    return staysVisible ? root.assignee_id : teamId === root.team_id ? root.assignee_id : null
  }
  const person = (await findStaff(work, [wanted])).get(wanted)
  if (!person) invalid('staff', 'There is nobody with this id here.', 'unknown_person')
  if (!person.active) refuse('person_not_active', undefined, `${person.name} does not work here any more.`)
  if (person.role === 'observer') refuse('only_reads', undefined, `${person.name} only reads here.`)
  if (!(await staffWhoHold(work, teamId, [wanted])).has(wanted))
    refuse('not_in_team', undefined, `${person.name} is not in the team that this conversation lies in.`)
  return wanted
}

async function changeHolder(work: Work, root: ConversationRow, staffId: string | null): Promise<void> {
  if (root.assignee_id) await leave(work, root.id, { kind: 'staff', ref_id: root.assignee_id })
  if (!staffId) return
  const person = (await findStaff(work, [staffId])).get(staffId)
  await join(work, root.id, { kind: 'staff', ref_id: staffId, name: firstName(person?.name ?? '') })
}
