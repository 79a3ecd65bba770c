import { addStaff, changePerson, findStaff, findStaffByEmail, type StaffRecord } from '#modules/staff'
import { roleReaches, type StaffRole } from '#platform/auth/actor'
import { Refusal } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Selectable } from 'kysely'
import type { ProvedClaims } from '../ports.ts'
import type { LoginTables, StaffIdentityRow, StaffLoginRow } from '../tables.ts'

const db = tablesOf<LoginTables>()

type Login = Pick<Selectable<StaffLoginRow>, 'issuer' | 'domains' | 'trusts_email' | 'role_claim' | 'roles'>
type Claims = ProvedClaims['claims']
export type PersonTrouble = 'address_unproved' | 'domain_not_allowed' | 'not_invited' | 'linked_otherwise'

/**
 * The person whom the company's provider names: by its subject once they were here, before that by their proved address. Somebody new
 * comes in only with a role that the provider's own claim stands for; everybody else was invited. A role that it names is theirs as
 * long as it names one: then whoever was invited has their own again, and everybody else stays outside. The last administrator stays one.
 */
export async function personOf(work: Work, login: Login, claims: Claims): Promise<StaffRecord | PersonTrouble> {
  const email = emailOf(login, claims)
  const identity = await identityOf(work, claims)
  const linked = identity && (await findStaff(work, [identity.staff_id])).get(identity.staff_id)
  if (!linked && !email) return 'address_unproved'
  if (!isAllowed(login, email)) return 'domain_not_allowed'
  const role = roleOf(login, claims)
  const known = linked ?? (email ? await findStaffByEmail(work, email) : undefined)
  const person = known ?? (role && email ? await join(work, email, role, claims) : undefined)
  if (!person?.active) return 'not_invited'
  if (!linked && !(await link(work, claims, person.id))) return 'linked_otherwise'
  if (role) {
    if (!identity?.by_claim) await noteRole(work, claims, { by_claim: true, role_before: known ? person.role : null })
    return role === person.role ? person : await withRole(work, person, role)
  }
  if (!identity?.by_claim || login.role_claim === null) return person
  if (identity.role_before === null) return 'not_invited'
  await noteRole(work, claims, { by_claim: false, role_before: null })
  return await withRole(work, person, identity.role_before)
}

function emailOf({ trusts_email }: Login, { email, email_verified: verified }: Claims): string | undefined {
  const counts = verified === true || (trusts_email && verified !== false)
  return counts && typeof email === 'string' && /^[^@\s]{1,64}@[^@\s]{1,189}$/.test(email) ? email : undefined
}

function isAllowed({ domains }: Login, email: string | undefined): boolean {
  if (domains.length === 0) return true
  return email !== undefined && domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase())
}

/** The highest role among those that the claim's values stand for. */
function roleOf({ role_claim, roles }: Login, claims: Claims): StaffRole | undefined {
  if (role_claim === null) return undefined
  const named = [claims[role_claim]]
    .flat()
    .flatMap((value) => (typeof value === 'string' && Object.hasOwn(roles, value) ? [roles[value]] : []))
    .filter((role) => role !== undefined)
  return named.reduce<StaffRole | undefined>((best, role) => (best && roleReaches(best, role) ? best : role), undefined)
}

async function identityOf(work: Work, { iss, sub }: Claims): Promise<StaffIdentityRow | undefined> {
  return await db(work)
    .updateTable('staff_identity')
    .set({ used_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('issuer', '=', iss)
    .where('subject', '=', sub)
    .returningAll()
    .executeTakeFirst()
}

async function noteRole(
  work: Work,
  { iss, sub }: Claims,
  said: Pick<StaffIdentityRow, 'by_claim' | 'role_before'>,
): Promise<void> {
  await db(work)
    .updateTable('staff_identity')
    .set(said)
    .where('store_id', '=', work.storeId)
    .where('issuer', '=', iss)
    .where('subject', '=', sub)
    .execute()
}

async function join(work: Work, email: string, role: StaffRole, claims: Claims): Promise<StaffRecord | undefined> {
  const name = typeof claims.name === 'string' && claims.name.trim() ? claims.name.trim().slice(0, 120) : email
  const id = await addStaff(work, { name, email, role })
  return (await findStaff(work, [id])).get(id)
}

// An address may be somebody else's one day; whoever uses another account than before is not the same person for us.
async function link(work: Work, { iss, sub }: Claims, staffId: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db(work)
    .insertInto('staff_identity')
    .values({
      store_id: work.storeId,
      issuer: iss,
      subject: sub,
      staff_id: staffId,
      linked_at: work.now,
      used_at: work.now,
      by_claim: false,
      role_before: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) > 0
}

async function withRole(work: Work, person: StaffRecord, role: StaffRole): Promise<StaffRecord> {
  try {
    await changePerson(work, { id: person.id, role })
    return { ...person, role }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'last_administrator') return person
    throw error
  }
}
