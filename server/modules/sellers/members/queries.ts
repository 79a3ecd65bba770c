import { sql } from 'kysely'
import type { SellerRole } from '#platform/auth/actor'
import { hasSecondFactor } from '#platform/auth/second-factor'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { forbidden, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { SellerMe, SellerMember } from '../contract.ts'
import { findSeller } from '../queries.ts'
import type { SellerMemberRow, SellerTables } from '../tables.ts'
import { limits } from '../../../limits.ts'

const db = tablesOf<SellerTables>()

/** Somebody who belongs to a seller now. */
export interface MemberRecord {
  id: string
  sellerId: string
  name: string
  email: string
  role: SellerRole
}

/** Somebody of a seller by id; undefined when they left, or never were. */
export async function findMember(reader: Reader, id: string): Promise<MemberRecord | undefined> {
  const row = await present(reader).where('id', '=', id).executeTakeFirst()
  return row && memberOf(row)
}

/** Somebody of a seller by e-mail address. Case does not matter. */
export async function findMemberByEmail(reader: Reader, email: string): Promise<MemberRecord | undefined> {
  const row = await present(reader).where(sql<boolean>`lower(email) = ${email.toLowerCase()}`).executeTakeFirst()
  return row && memberOf(row)
}

/** Whose seller somebody of a seller is; 404 when there is no such person. */
export async function findSellerMember(reader: Reader, memberId: string): Promise<MemberRecord> {
  return (await findMember(reader, memberId)) ?? notFound('seller member')
}

/**
 * The seller that somebody asks about, as far as its people are theirs to see: sellers their own, supervisors and
 * administrators any. Another's is "not found".
 */
export async function findOwnSeller(reader: Reader, anyId: string) {
  const seller = await findSeller(reader, anyId)
  if (reader.actor.kind === 'seller' && reader.actor.sellerId !== seller.id) notFound('seller')
  return seller
}

/** The people of a seller, in the order in which they came. */
export async function listMembers(
  reader: Reader,
  { id, limit = limits.page.size, cursor }: { id: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: SellerMember[]; nextCursor: string | null }> {
  const seller = await findOwnSeller(reader, id)
  const rows = await present(reader)
    .where('seller_id', '=', seller.id)
    .$if(cursor !== undefined, (query) => query.where('id', '>', decodeCursor(cursor as string, 1)[0] as string))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    data: await presentMembers(reader, shown.map(memberOf)),
    nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)?.id ?? '']) : null,
  }
}

/** People of sellers as the API shows them to their own and to the store. */
export async function presentMembers(reader: Reader, members: readonly MemberRecord[]): Promise<SellerMember[]> {
  const ids = members.map((member) => member.id)
  const enrolled = await hasSecondFactor(reader, 'seller', ids)
  return members.map(({ id, name, email, role }) => ({ id, name, email, role, secondFactor: enrolled.has(id) }))
}

/** Who is signed in, for whom, and what they may do. A key of a seller is nobody of theirs. */
export async function findSellerMe(reader: Reader): Promise<SellerMe> {
  const { actor } = reader
  if (actor.kind !== 'seller') return forbidden('This is for sellers.')
  const { id, reference, name, state } = await findSeller(reader, actor.sellerId)
  const member = await findMember(reader, actor.memberId)
  const [shown = null] = await presentMembers(reader, member ? [member] : [])
  const role = actor.role ?? 'member'
  return {
    seller: { id, reference, name, state },
    member: shown,
    role,
    may: { answer: role !== 'observer', manage: role === 'owner' },
  }
}

/** Whom an invitation is for, and until when; undefined when it was used, is too old, or they left. */
export async function findSellerInvitation(
  reader: Reader,
  id: string,
): Promise<{ member: MemberRecord; expiresAt: Date } | undefined> {
  const row = await db(reader)
    .selectFrom('seller_invitation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>=', reader.now)
    .executeTakeFirst()
  const member = row && (await findMember(reader, row.member_id))
  return row && member && { member, expiresAt: row.expires_at }
}

export function memberOf(row: SellerMemberRow): MemberRecord {
  return { id: row.id, sellerId: row.seller_id, name: row.name, email: row.email, role: row.role }
}

function present(reader: Reader) {
  return db(reader)
    .selectFrom('seller_member')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('removed_at', 'is', null)
}
