import { sql } from 'kysely'
import type { Work } from '#platform/work'

/** What is open with a seller changes under one lock, so that nothing is netted twice. Taken after an order's, never before. */
export async function lockSeller(work: Work, sellerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seller ${work.storeId} ${sellerId}`}, 0))`.execute(work.db)
}
