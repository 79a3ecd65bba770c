import type { Reader } from '#platform/work'
import type { StaffRecord } from '../tables.ts'

type PasswordRule = (reader: Reader, person: StaffRecord) => Promise<boolean>

let rule: PasswordRule = async () => true

/** Says who may sign in by password where the company's own sign-in stands beside it; without that everybody may. */
export function passwordRuleComesFrom(mayUsePassword: PasswordRule): void {
  rule = mayUsePassword
}

/** Whether a person may sign in by password. */
export async function mayUsePassword(reader: Reader, person: StaffRecord): Promise<boolean> {
  return await rule(reader, person)
}
