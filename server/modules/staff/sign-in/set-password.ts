import { findStore } from '#modules/stores'
import { checkNewPassword, hashPassword, storePassword } from '#platform/auth/passwords'
import { endSessions } from '#platform/auth/sessions'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { invitationIdOf } from '../invitation-token.ts'
import { findInvitation } from '../queries.ts'
import type { StaffTables } from '../tables.ts'

const db = tablesOf<StaffTables>()

/** Sets the password with the mailed link's token, once. All sessions of the person end. */
export async function setPassword(context: RawContext<{ token: string; password: string }>): Promise<{ done: true }> {
  const { app, input } = context
  const id = invitationIdOf(app.config, input.token)
  const person = id ? (await findInvitation(context.read(), id))?.person : undefined
  if (!id || !person?.active) expired()
  checkNewPassword(input.password, [person.name, person.email, (await findStore(context.read())).name])
  const hash = await hashPassword(input.password)
  await context.transact(async (work) => {
    const { numUpdatedRows } = await db(work)
      .updateTable('staff_invitation')
      .set({ used_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>=', work.now)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) expired()
    await storePassword(work, 'staff', person.id, hash)
    await endSessions(work, 'staff', [person.id], {})
  })
  return { done: true }
}

function expired(): never {
  refuse(
    'link_expired',
    undefined,
    'This link was used already or is too old. An administrator can send you a fresh one.',
  )
}
