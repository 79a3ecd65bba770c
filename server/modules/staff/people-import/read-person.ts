import type { StaffRole } from '#platform/auth/actor'
import { Email } from '#platform/contract/shapes'
import { isStorable } from '#platform/is-storable'
import { StaffRole as Role } from '../contract.ts'
import type { PeopleColumn, PeopleRow } from './read-rows.ts'

/** What a row says of a person; what it leaves open stays as it is. */
export interface SaidOfPerson {
  email: string
  name?: string
  role?: StaffRole
  /** Ids of teams, all that they are in. */
  teams?: string[]
  /** All that they can do. */
  skills?: string[]
  active?: boolean
}

export interface RowProblem {
  line: number
  column: PeopleColumn | null
  code: string
  message: string
}

/** @param teams ids of teams by their names in small letters */
export function readPerson(row: PeopleRow, teams: ReadonlyMap<string, string>): SaidOfPerson | RowProblem {
  const { line, cells } = row
  const wrong = (column: PeopleColumn | null, code: string, message: string) => ({ line, column, code, message })
  if (row.isRagged) return wrong(null, 'ragged', 'This line has more or fewer cells than the first one.')
  if (!Object.values(cells).every(isStorable))
    return wrong(null, 'not_text', 'There is a character that no text can hold.')
  const email = Email.safeParse(cells.email).data
  if (!email) return wrong('email', 'email', 'This is no e-mail address.')
  if ((cells.name?.length ?? 0) > 120) return wrong('name', 'name', 'A name has up to 120 characters.')
  const role = cells.role ? Role.safeParse(cells.role.toLowerCase()).data : undefined
  if (cells.role && !role) return wrong('role', 'role', `A role is one of ${Role.options.join(', ')}.`)
  const active = cells.active ? activeOf(cells.active) : undefined
  if (cells.active && active === undefined) return wrong('active', 'active', 'Write yes or no.')
  const names = cells.teams === undefined ? undefined : partsOf(cells.teams)
  const unknown = names?.find((name) => !teams.has(name.toLowerCase()))
  if (unknown) return wrong('teams', 'team', `There is no team with the name ${unknown}.`)
  const skills = cells.skills === undefined ? undefined : partsOf(cells.skills).map((skill) => skill.toLowerCase())
  if (skills && (skills.length > 50 || !skills.every((skill) => /^[a-z0-9:_-]{1,40}$/.test(skill))))
    return wrong('skills', 'skill', 'Skills are small words such as lang:de, with a semicolon between them.')
  return {
    email,
    ...(cells.name ? { name: cells.name } : {}),
    ...(role ? { role } : {}),
    ...(active === undefined ? {} : { active }),
    ...(names ? { teams: names.map((name) => teams.get(name.toLowerCase()) ?? '') } : {}),
    ...(skills ? { skills } : {}),
  }
}

function partsOf(cell: string): string[] {
  return cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter(Boolean)
}

function activeOf(cell: string): boolean | undefined {
  if (/^(yes|true|1|active)$/i.test(cell)) return true
  return /^(no|false|0|inactive)$/i.test(cell) ? false : undefined
}
