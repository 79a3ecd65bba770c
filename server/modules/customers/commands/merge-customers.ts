import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { customerMerged } from '../events.ts'
import { shopperKey } from '../queries.ts'
import type { CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/**
 * One lock for whoever adds shoppers or changes addresses: two transactions must not each make a record for the same
 * e-mail address. Taken before any order is locked.
 */
export async function lockCustomers(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customers:${work.storeId}`}, 0))`.execute(work.db)
  forget(work, shopperKey)
}

/**
 * Makes one person of all records that hold the same proved e-mail address: the one recorded first stays, the others point
 * to it. What is merged stays merged. Takes addresses in lower case, under `lockCustomers`.
 */
export async function mergeByEmail(work: Work, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return
  const rows = await db(work)
    .selectFrom('customer')
    .select(['id', sql<string>`lower(email)`.as('address')])
    .where('store_id', '=', work.storeId)
    .where(sql<string>`lower(email)`, 'in', [...new Set(emails)])
    .where('email_verified', '=', true)
    .where('merged_into', 'is', null)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  for (const [survivor, ...others] of Map.groupBy(rows, (row) => row.address).values()) {
    if (survivor && others.length > 0)
      await mergeInto(
        work,
        survivor.id,
        others.map((row) => row.id),
      )
  }
}

async function mergeInto(work: Work, intoId: string, ids: string[]): Promise<void> {
  await db(work)
    .updateTable('customer')
    .set((set) => ({ merged_into: intoId, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where((where) => where.or([where('id', 'in', ids), where('merged_into', 'in', ids)]))
    .execute()
  forget(work, shopperKey)
  for (const id of ids) {
    await work.emit(customerMerged, { kind: 'customer', id: intoId, customerId: intoId }, { customerId: id, intoId })
  }
}
