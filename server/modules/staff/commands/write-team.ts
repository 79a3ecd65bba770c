import { sql } from 'kysely'
import { assert, invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Team } from '../contract.ts'
import { skillsChanged, teamChanged } from '../events.ts'
import { findStaff } from '../queries.ts'
import { presentTeams, skillsOf } from '../team-queries.ts'
import type { TeamRow, TeamTables } from '../team-tables.ts'

const db = tablesOf<TeamTables>()

/** Makes a team, with the people who are in it from the start. */
export async function createTeam(work: Work, input: { name: string; members?: string[] }): Promise<Team> {
  const name = await freeName(work, input.name)
  const row: TeamRow = {
    store_id: work.storeId,
    id: work.newId('tea'),
    name,
    created_at: work.now,
    archived_at: null,
    version: 1,
  }
  await db(work).insertInto('team').values(row).execute()
  return await finish(work, row, input.members ?? [])
}

/**
 * Renames a team, changes who is in it, or closes it. `version` is that of the team as the caller saw it: somebody else's change
 * meanwhile is not overwritten.
 */
export async function changeTeam(
  work: Work,
  input: { id: string; name?: string; members?: string[]; archived?: boolean; version: number },
): Promise<Team> {
  const before = await db(work)
    .selectFrom('team')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) notFound('team')
  if (before.version !== input.version)
    refuse('changed_meanwhile', undefined, 'Somebody changed this team just now. Look again and repeat the change.')
  const archived = input.archived ?? before.archived_at !== null
  const name = archived
    ? (input.name?.trim() ?? before.name)
    : await freeName(work, input.name ?? before.name, input.id)
  const row: TeamRow = {
    ...before,
    name,
    archived_at: archived ? (before.archived_at ?? work.now) : null,
    version: before.version + 1,
  }
  await db(work)
    .updateTable('team')
    .set({ name: row.name, archived_at: row.archived_at, version: row.version })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  return await finish(work, row, input.members)
}

/** Sets what a person can do, such as `lang:de` or `safety`. */
export async function setSkills(work: Work, { id, skills }: { id: string; skills: string[] }) {
  const person = (await findStaff(work, [id])).get(id)
  if (!person) notFound('person')
  const wanted = [...new Set(skills)].toSorted()
  const before = (await skillsOf(work, [id])).get(id) ?? []
  if (wanted.join(' ') === before.toSorted().join(' ')) return { skills: wanted }
  await db(work).deleteFrom('staff_skill').where('store_id', '=', work.storeId).where('staff_id', '=', id).execute()
  if (wanted.length > 0)
    await db(work)
      .insertInto('staff_skill')
      .values(wanted.map((skill) => ({ store_id: work.storeId, staff_id: id, skill })))
      .onConflict((conflicting) => conflicting.doNothing())
      .execute()
  await work.emit(skillsChanged, { kind: 'staff', id }, { staffId: id, skills: wanted, before })
  return { skills: wanted }
}

async function finish(work: Work, row: TeamRow, members: string[] | undefined): Promise<Team> {
  if (members) await setMembers(work, row.id, members)
  const [shown] = await presentTeams(work, [row])
  assert(shown, 'a team that was written can be shown')
  const memberIds = shown.members.map((member) => member.id)
  await work.emit(teamChanged, { kind: 'team', id: row.id }, { teamId: row.id, memberIds, archived: shown.archived })
  return shown
}

async function setMembers(work: Work, teamId: string, members: string[]): Promise<void> {
  const ids = [...new Set(members)]
  const people = await findStaff(work, ids)
  const unknown = ids.find((id) => !people.has(id))
  if (unknown) invalid('members', `There is nobody with the id ${unknown} here.`, 'unknown_person')
  await db(work)
    .deleteFrom('team_member')
    .where('store_id', '=', work.storeId)
    .where('team_id', '=', teamId)
    .$if(ids.length > 0, (query) => query.where('staff_id', 'not in', ids))
    .execute()
  if (ids.length > 0)
    await db(work)
      .insertInto('team_member')
      .values(ids.map((staff_id) => ({ store_id: work.storeId, team_id: teamId, staff_id, added_at: work.now })))
      .onConflict((conflicting) => conflicting.doNothing())
      .execute()
}

// One at a time: two people who choose the same name at once would otherwise both find it free.
async function freeName(work: Work, wanted: string, self?: string): Promise<string> {
  const name = wanted.trim()
  await sql`select pg_advisory_xact_lock(hashtext(${`team name ${work.storeId}`}))`.execute(work.db)
  const rows = await db(work)
    .selectFrom('team')
    .select(['id', 'name'])
    .where('store_id', '=', work.storeId)
    .where('archived_at', 'is', null)
    .execute()
  const taken = rows.find((row) => row.id !== self && row.name.toLowerCase() === name.toLowerCase())
  if (taken) refuse('name_taken', undefined, `There is a team with the name ${taken.name} already.`)
  return name
}
