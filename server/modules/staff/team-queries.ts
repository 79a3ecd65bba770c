import { roleReaches } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { SkilledPerson, Team } from './contract.ts'
import { findStaff } from './queries.ts'
import type { StaffTables } from './tables.ts'
import type { TeamRow, TeamTables } from './team-tables.ts'

const db = tablesOf<TeamTables & StaffTables>()

/**
 * The teams whose matters the reader's actor may see: all for supervisors, administrators, keys and the program; for others
 * those they are in; none for whoever does not work here. What has no team is every colleague's.
 */
export async function visibleTeams(reader: Reader): Promise<'all' | string[]> {
  const { actor } = reader
  if (actor.kind === 'system' || actor.kind === 'key') return 'all'
  if (actor.kind !== 'staff') return []
  if (roleReaches(actor.role, 'supervisor')) return 'all'
  return (await teamsOf(reader, [actor.staffId])).get(actor.staffId) ?? []
}

/** The ids of the teams that each of these people is in, closed ones too: what lies in them stays theirs to see. */
export async function teamsOf(reader: Reader, staffIds: readonly string[]): Promise<Map<string, string[]>> {
  const teams = new Map<string, string[]>()
  if (staffIds.length === 0) return teams
  const rows = await db(reader)
    .selectFrom('team_member')
    .select(['staff_id', 'team_id'])
    .where('store_id', '=', reader.storeId)
    .where('staff_id', 'in', [...new Set(staffIds)])
    .orderBy('team_id')
    .execute()
  for (const { staff_id, team_id } of rows) teams.set(staff_id, [...(teams.get(staff_id) ?? []), team_id])
  return teams
}

/** What each of these people can do, such as `lang:de`. */
export async function skillsOf(reader: Reader, staffIds: readonly string[]): Promise<Map<string, string[]>> {
  const skills = new Map<string, string[]>()
  if (staffIds.length === 0) return skills
  const rows = await db(reader)
    .selectFrom('staff_skill')
    .select(['staff_id', 'skill'])
    .where('store_id', '=', reader.storeId)
    .where('staff_id', 'in', [...new Set(staffIds)])
    .orderBy('skill')
    .execute()
  for (const { staff_id, skill } of rows) skills.set(staff_id, [...(skills.get(staff_id) ?? []), skill])
  return skills
}

/** Everybody who works here now, by name, each with what they can do. */
export async function listSkills(reader: Reader): Promise<{ data: SkilledPerson[] }> {
  const people = await db(reader)
    .selectFrom('staff')
    .select(['id', 'name', 'role'])
    .where('store_id', '=', reader.storeId)
    .where('active', '=', true)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const skills = await skillsOf(
    reader,
    people.map(({ id }) => id),
  )
  return { data: people.map((person) => ({ ...person, skills: skills.get(person.id) ?? [] })) }
}

/** Teams by id, closed ones too; ids without a team are left out. */
export async function findTeams(reader: Reader, ids: readonly string[]): Promise<Map<string, TeamRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('team')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The names of all teams by id, closed ones too. */
export async function teamNames(reader: Reader): Promise<Map<string, string>> {
  const rows = await db(reader)
    .selectFrom('team')
    .select(['id', 'name'])
    .where('store_id', '=', reader.storeId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The active people of whom each may see what lies in a team: its members, supervisors and administrators. Null: everybody. */
export async function staffWhoSee(reader: Reader, teamId: string | null, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const people = await db(reader)
    .selectFrom('staff')
    .select(['id', 'role'])
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .where('active', '=', true)
    .execute()
  const teams = teamId === null ? new Map<string, string[]>() : await teamsOf(reader, ids)
  const sees = people.filter(
    ({ id, role }) => teamId === null || roleReaches(role, 'supervisor') || teams.get(id)?.includes(teamId),
  )
  return new Set(sees.map(({ id }) => id))
}

/** Of these people those who can hold what lies in a team: they see it, and do more than read. */
export async function staffWhoHold(
  reader: Reader,
  teamId: string | null,
  ids: readonly string[],
): Promise<Set<string>> {
  const sees = await staffWhoSee(reader, teamId, ids)
  const people = await findStaff(reader, [...sees])
  return new Set([...sees].filter((id) => people.get(id)?.role !== 'observer'))
}

/** All teams, for whoever hands something on; closed ones for those who look after them. */
export async function listTeams(reader: Reader): Promise<{ data: Team[] }> {
  const { actor } = reader
  const withClosed = actor.kind === 'key' || (actor.kind === 'staff' && roleReaches(actor.role, 'supervisor'))
  const rows = await db(reader)
    .selectFrom('team')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(!withClosed, (query) => query.where('archived_at', 'is', null))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return { data: await presentTeams(reader, rows) }
}

/** Teams as the API shows them. */
export async function presentTeams(reader: Reader, rows: readonly TeamRow[]): Promise<Team[]> {
  if (rows.length === 0) return []
  const members = await db(reader)
    .selectFrom('team_member')
    .innerJoin('staff', (join) =>
      join.onRef('staff.store_id', '=', 'team_member.store_id').onRef('staff.id', '=', 'team_member.staff_id'),
    )
    .select(['team_member.team_id', 'staff.id', 'staff.name'])
    .where('team_member.store_id', '=', reader.storeId)
    .where(
      'team_member.team_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('staff.name')
    .orderBy('staff.id')
    .execute()
  const of = Map.groupBy(members, (member) => member.team_id)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    members: (of.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
    archived: row.archived_at !== null,
    version: row.version,
  }))
}
