import { sql } from 'kysely'
import type { Work } from '#platform/work'
import { identityOf } from '../queries.ts'

/**
 * From here to the end of the transaction nobody else decides by the history of this shopper or of their linked accounts: what is
 * counted is still so when it is written. Called under the locks of the orders that it is about, never before them.
 */
export async function lockHistory(work: Work, customerId: string): Promise<void> {
  const { own, linked } = await identityOf(work, customerId)
  // In one order for everybody, so that two never wait for each other.
  const names = [...own, ...linked].toSorted().map((id) => `history:${work.storeId}:${id}`)
  for (const name of names) await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(work.db)
}
