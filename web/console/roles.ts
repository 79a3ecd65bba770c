import type { StaffPerson } from '#contract/staff'

export type Role = StaffPerson['role']

export const roles = [
  'observer',
  'associate',
  'senior',
  'lead',
  'supervisor',
  'administrator',
] as const satisfies Role[]

/** Whether somebody’s role, once it is known, is at least this one. */
export function reaches(role: Role | undefined, least: Role): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(least)
}
