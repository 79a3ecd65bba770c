import { findStore } from '#modules/stores'
import { checkNewPassword, hashPassword, storePassword } from '#platform/auth/passwords'
import { endSessions } from '#platform/auth/sessions'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { sellerInvitationIdOf } from '../members/invitation-token.ts'
import { findSellerInvitation } from '../members/queries.ts'
import type { SellerTables } from '../tables.ts'

const db = tablesOf<SellerTables>()

/** Sets the password with the mailed link's token, once. All sessions of the person end. */
export async function setPassword(context: RawContext<{ token: string; password: string }>): Promise<{ done: true }> {
  const { app, input } = context
  const id = sellerInvitationIdOf(app.config, input.token)
  const member = id ? (await findSellerInvitation(context.read(), id))?.member : undefined
  if (!id || !member) expired()
  checkNewPassword(input.password, [member.name, member.email, (await findStore(context.read())).name])
  const hash = await hashPassword(input.password)
  await context.transact(async (work) => {
    const { numUpdatedRows } = await db(work)
      .updateTable('seller_invitation')
      .set({ used_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>=', work.now)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) expired()
    await storePassword(work, 'seller', member.id, hash)
    await endSessions(work, 'seller', [member.id], {})
  })
  return { done: true }
}

function expired(): never {
  refuse('link_expired', undefined, 'This link was used already or is too old. An owner can send you a fresh one.')
}
