import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { findSellers } from './queries.ts'
import type { SellerTables } from './tables.ts'

const db = tablesOf<SellerTables>()

/** The addresses at which a seller is told: everybody of theirs who may answer, or while nobody is there the seller's own. */
export async function sellerContacts(reader: Reader, sellerId: string): Promise<string[]> {
  const members = await db(reader)
    .selectFrom('seller_member')
    .select('email')
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('removed_at', 'is', null)
    .where('role', '!=', 'observer')
    .orderBy('id')
    .execute()
  if (members.length > 0) return members.map((member) => member.email)
  const [seller] = await findSellers(reader, [sellerId])
  return seller?.email ? [seller.email] : []
}

/** Sellers who have people here and whose day has not been looked at yet, in order, one page. */
export async function sellersWithoutDigest(
  reader: Reader,
  { day, after, limit }: { day: string; after: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('seller')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('state', '!=', 'closed')
    .where((where) => where.or([where('digest_day', 'is', null), where('digest_day', '<', day)]))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('seller_member as person')
          .select('person.id')
          .whereRef('person.store_id', '=', 'seller.store_id')
          .whereRef('person.seller_id', '=', 'seller.id')
          .where('person.removed_at', 'is', null),
      ),
    )
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The day of a seller was looked at. Answers false when it had been already. */
export async function noteDigest(work: Work, sellerId: string, day: string): Promise<boolean> {
  const result = await db(work)
    .updateTable('seller')
    .set({ digest_day: day })
    .where('store_id', '=', work.storeId)
    .where('id', '=', sellerId)
    .where((where) => where.or([where('digest_day', 'is', null), where('digest_day', '<', day)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
