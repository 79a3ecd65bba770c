import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { staffInvited } from '../events.ts'
import type { StaffTables } from '../tables.ts'

const db = tablesOf<StaffTables>()

/** Opens a single-use link to set a password, good for 72 hours, and closes those from before. The mail follows by itself. */
export async function invite(work: Work, staffId: string): Promise<string> {
  await db(work)
    .updateTable('staff_invitation')
    .set({ used_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute()
  const id = work.newId('inv')
  const expiresAt = addHours(work.now, limits.signIn.invitationHours)
  await db(work)
    .insertInto('staff_invitation')
    .values({
      store_id: work.storeId,
      id,
      staff_id: staffId,
      created_at: work.now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  await work.emit(
    staffInvited,
    { kind: 'staff', id: staffId },
    { staffId, invitationId: id, expiresAt: expiresAt.toISOString() },
  )
  return id
}
