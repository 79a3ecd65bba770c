import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { sellerMemberInvited } from '../events.ts'
import type { SellerTables } from '../tables.ts'
import type { MemberRecord } from './queries.ts'

const db = tablesOf<SellerTables>()

/** Opens a single-use link to set a password, good for 72 hours, and closes those from before. The mail follows by itself. */
export async function inviteMember(work: Work, member: Pick<MemberRecord, 'id' | 'sellerId'>): Promise<string> {
  await closeInvitations(work, member.id)
  const id = work.newId('inv')
  const expiresAt = addHours(work.now, limits.signIn.invitationHours)
  await db(work)
    .insertInto('seller_invitation')
    .values({
      store_id: work.storeId,
      id,
      member_id: member.id,
      created_at: work.now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  await work.emit(
    sellerMemberInvited,
    { kind: 'seller', id: member.sellerId },
    { sellerId: member.sellerId, memberId: member.id, invitationId: id, expiresAt: expiresAt.toISOString() },
  )
  return id
}

/** Links that were mailed before open nothing any more. */
export async function closeInvitations(work: Work, memberId: string): Promise<void> {
  await db(work)
    .updateTable('seller_invitation')
    .set({ used_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .execute()
}
