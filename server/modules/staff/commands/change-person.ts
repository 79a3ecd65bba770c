import type { StaffRole } from '#platform/auth/actor'
import { endSessions } from '#platform/auth/sessions'
import { assert, conflict, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { StaffPerson } from '../contract.ts'
import { staffChanged } from '../events.ts'
import { presentStaff, recordOf } from '../queries.ts'
import type { StaffTables } from '../tables.ts'

const db = tablesOf<StaffTables>()

/**
 * Changes a person's name or role, or switches them off, which signs them out everywhere at once. The last active
 * administrator stays one.
 */
export async function changePerson(
  work: Work,
  input: { id: string; name?: string; role?: StaffRole; active?: boolean },
): Promise<StaffPerson> {
  await keepAnAdministrator(work, input)
  const before = await db(work)
    .selectFrom('staff')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) notFound('person')
  const { name = before.name, role = before.role, active = before.active } = input
  const after = await db(work)
    .updateTable('staff')
    .set({ name, role, active, version: before.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .where('version', '=', before.version)
    .returningAll()
    .executeTakeFirst()
  if (!after) conflict('changed_meanwhile', 'Somebody changed this person just now. Look again and repeat the change.')
  if (!active) await endSessions(work, 'staff', [input.id], {})
  await work.emit(staffChanged, { kind: 'staff', id: input.id }, { staffId: input.id, role, active, change: 'changed' })
  const [shown] = await presentStaff(work, [recordOf(after)])
  assert(shown, 'a person who was changed can be shown')
  return shown
}

// All administrators are locked in one order, so that two who demote each other at the same time do not both succeed.
async function keepAnAdministrator(
  work: Work,
  input: { id: string; role?: StaffRole; active?: boolean },
): Promise<void> {
  const staysOne = (input.role === undefined || input.role === 'administrator') && input.active !== false
  if (staysOne) return
  const administrators = await db(work)
    .selectFrom('staff')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (administrators.length === 1 && administrators[0]?.id === input.id) {
    refuse('last_administrator', undefined, 'This is the last administrator. Make somebody else one first.')
  }
}
