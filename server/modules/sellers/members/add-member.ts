import type { SellerRole } from '#platform/auth/actor'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { SellerMember } from '../contract.ts'
import { sellerMemberChanged } from '../events.ts'
import type { SellerTables } from '../tables.ts'
import { inviteMember } from './invite.ts'
import { findMember, findOwnSeller, presentMembers } from './queries.ts'

const db = tablesOf<SellerTables>()

/** Somebody who is to act for a seller. */
export interface NewMember {
  /** The seller, by id or reference. */
  id: string
  name: string
  email: string
  role: SellerRole
}

/** Adds somebody to a seller's team and mails them the link with which they set their password. Refuses `email_taken`. */
export async function inviteSellerMember(work: Work, input: NewMember): Promise<SellerMember> {
  const seller = await findOwnSeller(work, input.id)
  const id = await addSellerMember(work, { ...input, id: seller.id })
  await inviteMember(work, { id, sellerId: seller.id })
  const member = await findMember(work, id)
  const [shown] = await presentMembers(work, member ? [member] : [])
  assert(shown, 'somebody who was added is on record')
  return shown
}

/** Adds somebody without inviting them; answers their id. */
export async function addSellerMember(work: Work, { id: sellerId, name, email, role }: NewMember): Promise<string> {
  const id = work.newId('mem')
  const added = await db(work)
    .insertInto('seller_member')
    .values({
      store_id: work.storeId,
      id,
      seller_id: sellerId,
      name,
      email,
      role,
      created_at: work.now,
      removed_at: null,
      version: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Whose it is stays unsaid: it may be another seller's.
  if (!added) refuse('email_taken', undefined, 'This address cannot be invited. Please use another one.')
  await work.emit(
    sellerMemberChanged,
    { kind: 'seller', id: sellerId },
    { sellerId, memberId: id, role, change: 'added' },
  )
  return id
}
