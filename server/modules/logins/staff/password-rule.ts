import { findStaff, type StaffRecord } from '#modules/staff'
import type { Reader } from '#platform/work'
import { findStaffLogin } from '../queries.ts'

/**
 * Whether a person may sign in by password: everybody, until that was switched off. Then one administrator may, for the day on which
 * the provider is away; should they no longer be one, every administrator, so that nobody is locked out of their own store.
 */
export async function mayUsePassword(reader: Reader, person: StaffRecord): Promise<boolean> {
  const login = await findStaffLogin(reader)
  if (!login?.active || login.passwords) return true
  if (person.role !== 'administrator') return false
  const keeper = login.break_glass_id
    ? (await findStaff(reader, [login.break_glass_id])).get(login.break_glass_id)
    : undefined
  return keeper?.active && keeper.role === 'administrator' ? person.id === keeper.id : true
}
