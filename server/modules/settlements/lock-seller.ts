import { sql } from 'kysely'
import type { Reader } from '#platform/work'

/** What is open with a seller changes under one lock, so that nothing is netted twice. Taken after an order's, never before. */
export async function lockSeller(reader: Reader, sellerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seller ${reader.storeId} ${sellerId}`}, 0))`.execute(
    reader.db,
  )
}
