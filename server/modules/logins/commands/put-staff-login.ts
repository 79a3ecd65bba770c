import { findStaff } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { hasPassword } from '#platform/auth/passwords'
import { seal } from '#platform/auth/seal'
import { invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type * as z from 'zod'
import type { Config } from '../../../config.ts'
import type { StaffLoginInput } from '../contract.ts'
import { changedMeanwhile } from '../changed-meanwhile.ts'
import { loginChanged } from '../events.ts'
import { findStaffLogin } from '../queries.ts'
import { type LoginTables, sealedFor } from '../tables.ts'

const db = tablesOf<LoginTables>()
type Input = z.infer<typeof StaffLoginInput>

/**
 * Changes how people who work here sign in. Passwords are switched off only once an administrator has come in the other way, and for
 * everybody but one.
 */
export async function putStaffLogin(work: Work, config: Config, input: Input): Promise<void> {
  const before = await findStaffLogin(work)
  if ((before?.version ?? 0) !== input.version) changedMeanwhile()
  const secret = input.clientSecret ? seal(config, sealedFor, input.clientSecret) : before?.client_secret
  if (!secret) return invalid('clientSecret', 'The provider gave out a secret with the client id.')
  // The secret of one provider is not shown to another one.
  if (!input.clientSecret && before && before.issuer !== input.issuer)
    invalid('clientSecret', 'Another provider has another secret. Please enter it.')
  if (!input.passwords) await checkWithoutPasswords(work, input)
  const row = {
    store_id: work.storeId,
    issuer: input.issuer,
    client_id: input.clientId,
    client_secret: secret,
    label: input.label,
    domains: [...new Set(input.domains.map((domain) => domain.toLowerCase()))],
    trusts_email: input.trustsEmail,
    role_claim: input.roleClaim,
    roles: JSON.stringify(input.roles),
    acr: input.acr,
    amr: input.amr,
    active: input.active,
    passwords: input.passwords,
    break_glass_id: input.breakGlassId,
    changed_at: work.now,
    changed_by: actorKey(work.actor),
    version: input.version + 1,
  }
  const { numInsertedOrUpdatedRows } = await db(work)
    .insertInto('staff_login')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('store_id').doUpdateSet(row).where('staff_login.version', '=', input.version),
    )
    .executeTakeFirst()
  if (Number(numInsertedOrUpdatedRows) === 0) changedMeanwhile()
  await work.emit(
    loginChanged,
    { kind: 'login', id: 'staff' },
    {
      realm: 'staff',
      change: 'changed',
      kind: input.active ? 'single_sign_on' : 'own',
      passwords: !input.active || input.passwords,
    },
  )
}

/** Forgets which account at the provider a person uses. */
export async function forgetIdentity(work: Work, staffId: string): Promise<{ done: true }> {
  await db(work)
    .deleteFrom('staff_identity')
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .execute()
  await work.emit(
    loginChanged,
    { kind: 'staff', id: staffId },
    { realm: 'staff', change: 'forgotten', kind: 'single_sign_on' },
  )
  return { done: true }
}

async function checkWithoutPasswords(work: Work, { active, issuer, breakGlassId }: Input): Promise<void> {
  if (!active) invalid('passwords', 'Passwords can be switched off only while the company’s sign-in is on.')
  const keeper = breakGlassId ? (await findStaff(work, [breakGlassId])).get(breakGlassId) : undefined
  if (!keeper?.active || keeper.role !== 'administrator' || !(await hasPassword(work, 'staff', [keeper.id])))
    refuse(
      'emergency_person_needed',
      undefined,
      'Name one administrator who has a password, for the day on which the provider is away.',
    )
  const linked = await db(work)
    .selectFrom('staff_identity')
    .select('staff_id')
    .where('store_id', '=', work.storeId)
    .where('issuer', '=', issuer)
    .limit(500)
    .execute()
  const people = await findStaff(
    work,
    linked.map((row) => row.staff_id),
  )
  const isTried = [...people.values()].some((person) => person.active && person.role === 'administrator')
  if (!isTried)
    refuse('try_it_first', undefined, 'Let one administrator sign in this way first, so that nobody is locked out.')
}
