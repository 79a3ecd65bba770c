import { findStore } from '#modules/stores'
import { checkNewPassword, hashPassword, storePassword } from '#platform/auth/passwords'
import type { Work } from '#platform/work'
import { addStaff } from './add-person.ts'

/** The person who sets the store up becomes its administrator, with a password at once; the second factor follows at the first sign-in. */
export async function addFirstAdministrator(
  work: Work,
  person: { name: string; email: string; password: string },
): Promise<string> {
  checkNewPassword(person.password, [person.name, person.email, (await findStore(work)).name])
  const id = await addStaff(work, { name: person.name, email: person.email, role: 'administrator' })
  await storePassword(work, 'staff', id, await hashPassword(person.password))
  return id
}
