import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { sql } from 'kysely'
import type { MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/** Those of these addresses that a server said do not exist, with what it said. */
export async function undeliverableAmong(
  reader: Reader,
  addresses: readonly string[],
): Promise<Map<string, { status: string; since: Date }>> {
  if (addresses.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('undeliverable_address')
    .select(['address', 'status', 'since'])
    .where('store_id', '=', reader.storeId)
    .where(
      'address',
      'in',
      addresses.map((each) => each.toLowerCase()),
    )
    .execute()
  return new Map(rows.map(({ address, status, since }) => [address, { status, since }]))
}

/** Somebody wrote from them: they are there. */
export async function noteReachable(work: Work, addresses: readonly string[]): Promise<void> {
  await db(work)
    .deleteFrom('undeliverable_address')
    .where('store_id', '=', work.storeId)
    .where('address', '=', sql<string>`any(${addresses.map((each) => each.toLowerCase())})`)
    .execute()
}
