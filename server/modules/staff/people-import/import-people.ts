import { roleReaches } from '#platform/auth/actor'
import type { RawContext } from '#platform/contract/routes'
import { Refusal } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { addStaff } from '../commands/add-person.ts'
import { changePerson } from '../commands/change-person.ts'
import { invite } from '../commands/invite.ts'
import { changeTeam, setSkills } from '../commands/write-team.ts'
import type { PeopleImport } from '../contract.ts'
import { findStaffByEmail } from '../queries.ts'
import type { StaffRecord } from '../tables.ts'
import { presentTeams, skillsOf, teamsOf } from '../team-queries.ts'
import type { TeamRow, TeamTables } from '../team-tables.ts'
import { type RowProblem, readPerson, type SaidOfPerson } from './read-person.ts'
import { type PeopleRow, readPeopleRows } from './read-rows.ts'

const db = tablesOf<TeamTables>()

interface Input {
  csv: string
  dryRun?: boolean
  invite?: boolean
}

type Change = PeopleImport['people'][number]

/** What a dry run did and takes back. */
class DryRun {
  readonly result: PeopleImport
  constructor(result: PeopleImport) {
    this.result = result
  }
}

/**
 * Brings people in from a CSV, found by their e-mail address. Good rows count although others do not. A dry run does all of it and takes
 * it back, so that what it shows is what would happen.
 */
export async function importPeople(context: RawContext<Input>): Promise<PeopleImport> {
  const { input } = context
  const rows = readPeopleRows(input.csv)
  try {
    return await context.transact(async (work) => {
      const result = await take(work, rows, input)
      // oxlint-disable-next-line typescript/only-throw-error -- it ends the transaction, and is no error
      if (input.dryRun) throw new DryRun(result)
      return result
    })
  } catch (thrown) {
    if (thrown instanceof DryRun) return thrown.result
    throw thrown
  }
}

async function take(work: Work, rows: readonly PeopleRow[], input: Input): Promise<PeopleImport> {
  const teams = await db(work)
    .selectFrom('team')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('archived_at', 'is', null)
    .execute()
  const byName = new Map(teams.map((team) => [team.name.toLowerCase(), team.id]))
  const seen = new Set<string>()
  const [people, problems]: [Change[], RowProblem[]] = [[], []]
  let unchanged = 0
  for (const row of rows) {
    const outcome = await takeRow(work, row, { byName, teams, seen, invites: input.invite ?? true })
    if (outcome === 'unchanged') unchanged += 1
    else if ('code' in outcome) problems.push(outcome)
    else people.push(outcome)
  }
  return { dryRun: input.dryRun ?? false, people, unchanged, problems }
}

interface Known {
  byName: ReadonlyMap<string, string>
  teams: readonly TeamRow[]
  seen: Set<string>
  invites: boolean
}

async function takeRow(work: Work, row: PeopleRow, known: Known): Promise<Change | RowProblem | 'unchanged'> {
  const said = readPerson(row, known.byName)
  if ('code' in said) return said
  const wrong = (column: RowProblem['column'], code: string, message: string) => ({
    line: row.line,
    column,
    code,
    message,
  })
  if (known.seen.has(said.email.toLowerCase())) return wrong('email', 'twice', 'This address stands in a line above.')
  known.seen.add(said.email.toLowerCase())
  const person = await findStaffByEmail(work, said.email)
  if (!person) {
    if (!said.name) return wrong('name', 'name_needed', 'Somebody new needs a name.')
    if (!said.role) return wrong('role', 'role_needed', 'Somebody new needs a role.')
    if (said.active === false) return 'unchanged'
  }
  if (person && isOwnFall(work, person, said))
    return wrong(said.active === false ? 'active' : 'role', 'yourself', 'Somebody else has to do that to you.')
  try {
    return await write(work, row.line, person, said, known)
  } catch (error) {
    // Before anything was written.
    if (error instanceof Refusal) return wrong('role', error.code, error.message)
    throw error
  }
}

function isOwnFall({ actor }: Work, person: StaffRecord, { role, active }: SaidOfPerson): boolean {
  if (actor.kind !== 'staff' || actor.staffId !== person.id) return false
  return active === false || (role !== undefined && !roleReaches(role, person.role))
}

async function write(
  work: Work,
  line: number,
  person: StaffRecord | undefined,
  said: SaidOfPerson,
  { teams, invites }: Known,
): Promise<Change | 'unchanged'> {
  const { email, name = '', role = 'observer' } = said
  const fields: Change['fields'] = []
  const note = (field: Change['fields'][number]['field'], from: string, to: string) => {
    if (from !== to) fields.push({ field, from, to })
  }
  if (person) {
    const after = {
      name: said.name ?? person.name,
      role: said.role ?? person.role,
      active: said.active ?? person.active,
    }
    note('name', person.name, after.name)
    note('role', person.role, after.role)
    note('active', person.active ? 'yes' : 'no', after.active ? 'yes' : 'no')
    if (fields.length > 0) await changePerson(work, { id: person.id, ...after })
  } else note('role', '', role)
  const id = person?.id ?? (await addStaff(work, { name, email, role }))
  if (!person && invites) await invite(work, id)
  if (said.skills) note('skills', ...(await withSkills(work, id, said.skills)))
  if (said.teams) note('teams', ...(await withTeams(work, id, said.teams, teams)))
  if (fields.length === 0) return 'unchanged'
  const isOff = person?.active && said.active === false
  return {
    line,
    email,
    name: said.name ?? person?.name ?? '',
    change: person ? (isOff ? 'switched_off' : 'changed') : 'added',
    fields,
  }
}

async function withSkills(work: Work, id: string, skills: string[]): Promise<[string, string]> {
  const before = (await skillsOf(work, [id])).get(id) ?? []
  const { skills: after } = await setSkills(work, { id, skills })
  return [before.toSorted().join('; '), after.join('; ')]
}

async function withTeams(
  work: Work,
  id: string,
  wanted: readonly string[],
  teams: readonly TeamRow[],
): Promise<[string, string]> {
  const open = new Set(teams.map((team) => team.id))
  const before = ((await teamsOf(work, [id])).get(id) ?? []).filter((team) => open.has(team))
  const moving = teams.filter((team) => before.includes(team.id) !== wanted.includes(team.id)).map((team) => team.id)
  if (moving.length > 0) {
    const rows = await db(work)
      .selectFrom('team')
      .selectAll()
      .where('store_id', '=', work.storeId)
      .where('id', 'in', moving)
      .orderBy('id')
      .execute()
    for (const team of await presentTeams(work, rows)) {
      const others = team.members.map((member) => member.id).filter((member) => member !== id)
      const members = wanted.includes(team.id) ? [...others, id] : others
      await changeTeam(work, { id: team.id, members, version: team.version })
    }
  }
  const namesOf = (ids: readonly string[]) =>
    teams
      .filter((team) => ids.includes(team.id))
      .map((team) => team.name)
      .toSorted()
      .join('; ')
  return [namesOf(before), namesOf(wanted)]
}
