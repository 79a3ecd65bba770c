import type { SellerRole } from '#platform/auth/actor'
import { dropPassword } from '#platform/auth/passwords'
import { removeSecondFactor } from '#platform/auth/second-factor'
import { endSessions } from '#platform/auth/sessions'
import { assert, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { SellerMember } from '../contract.ts'
import { sellerMemberChanged } from '../events.ts'
import type { SellerMemberRow, SellerTables } from '../tables.ts'
import { closeInvitations, inviteMember } from './invite.ts'
import { findOwnSeller, memberOf, presentMembers } from './queries.ts'

const db = tablesOf<SellerTables>()

/** A person of a seller, as routes name them. */
interface Named {
  id: string
  member: string
}

/** Changes a name or a role. With another role they sign in anew. A seller keeps its last owner. */
export async function changeSellerMember(
  work: Work,
  input: Named & { name?: string | undefined; role?: SellerRole | undefined },
): Promise<SellerMember> {
  const before = await lockMember(work, input, input.role !== undefined && input.role !== 'owner')
  const { name = before.name, role = before.role } = input
  const after = await save(work, before, { name, role })
  if (role !== before.role) await endSessions(work, 'seller', [before.id], {})
  await tell(work, after, 'changed')
  return await shown(work, after)
}

/** Takes somebody out of a seller's team: they are signed out everywhere at once. What they did keeps their name. */
export async function removeSellerMember(work: Work, input: Named): Promise<{ done: true }> {
  const before = await lockMember(work, input, true)
  const after = await save(work, before, { removed_at: work.now })
  await endSessions(work, 'seller', [before.id], {})
  await closeInvitations(work, before.id)
  await tell(work, after, 'removed')
  return { done: true }
}

/** Mails a fresh link to set a password; with a lost phone the authenticator app is forgotten too, and the password with it. They are signed out. */
export async function renewSellerInvitation(
  work: Work,
  input: Named & { forgetSecondFactor?: boolean | undefined },
): Promise<SellerMember> {
  const row = await lockMember(work, input, false)
  await endSessions(work, 'seller', [row.id], {})
  if (input.forgetSecondFactor) {
    await removeSecondFactor(work, 'seller', row.id)
    // Whoever knows the password alone must not come in now, or enroll an app of their own.
    await dropPassword(work, 'seller', row.id)
  }
  await inviteMember(work, memberOf(row))
  return await shown(work, row)
}

// The whole team is locked in one order, so that two owners who remove each other do not both succeed.
async function lockMember(work: Work, { id, member }: Named, ceasesToOwn: boolean): Promise<SellerMemberRow> {
  const seller = await findOwnSeller(work, id)
  const team = await db(work)
    .selectFrom('seller_member')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('seller_id', '=', seller.id)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const row = team.find((each) => each.id === member)
  if (!row) notFound('person')
  const owners = team.filter((each) => each.role === 'owner')
  if (ceasesToOwn && owners.length === 1 && owners[0]?.id === member)
    refuse('last_owner', undefined, 'This is the last owner. Make somebody else one first.')
  return row
}

async function save(work: Work, before: SellerMemberRow, set: Partial<SellerMemberRow>): Promise<SellerMemberRow> {
  return await db(work)
    .updateTable('seller_member')
    .set({ ...set, version: before.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function tell(work: Work, row: SellerMemberRow, change: 'changed' | 'removed'): Promise<void> {
  await work.emit(
    sellerMemberChanged,
    { kind: 'seller', id: row.seller_id },
    { sellerId: row.seller_id, memberId: row.id, role: row.role, change },
  )
}

async function shown(work: Work, row: SellerMemberRow): Promise<SellerMember> {
  const [member] = await presentMembers(work, [memberOf(row)])
  assert(member, 'somebody who was changed can be shown')
  return member
}
