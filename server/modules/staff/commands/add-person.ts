import type { StaffRole } from '#platform/auth/actor'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { StaffPerson } from '../contract.ts'
import { staffChanged } from '../events.ts'
import { findStaff, presentStaff } from '../queries.ts'
import type { StaffTables } from '../tables.ts'
import { invite } from './invite.ts'

const db = tablesOf<StaffTables>()

/** A person who works here: added by an administrator, or with the demonstration store. */
export interface NewPerson {
  name: string
  email: string
  role: StaffRole
  /** The same person's shopper account, if known: they decide nothing about it. */
  customerId?: string
}

/** Adds a person and mails them the link with which they set their password. */
export async function inviteStaff(work: Work, person: NewPerson): Promise<StaffPerson> {
  const id = await addStaff(work, person)
  await invite(work, id)
  const [shown] = await presentStaff(work, [...(await findStaff(work, [id])).values()])
  assert(shown, 'a person who was added is on record')
  return shown
}

/** Adds a person without inviting them; answers their id. Refuses an e-mail address that somebody has already. */
export async function addStaff(work: Work, { name, email, role, customerId }: NewPerson): Promise<string> {
  const id = work.newId('stf')
  const added = await db(work)
    .insertInto('staff')
    .values({
      store_id: work.storeId,
      id,
      name,
      email,
      role,
      customer_id: customerId ?? null,
      active: true,
      created_at: work.now,
      version: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) refuse('email_taken', undefined, 'Somebody with this e-mail address works here already.')
  await work.emit(staffChanged, { kind: 'staff', id }, { staffId: id, role, active: true, change: 'added' })
  return id
}
