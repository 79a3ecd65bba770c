import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { findCustomersByEmail, shopperKey, type CustomerRecord } from '../queries.ts'
import type { CustomerTables } from '../tables.ts'
import { lockCustomers, mergeByEmail } from './merge-customers.ts'

const db = tablesOf<CustomerTables>()

/**
 * Somebody has just proved that an e-mail address is theirs: every record with it becomes one person, who is answered.
 * Undefined when nobody has this address.
 */
export async function claimEmail(work: Work, email: string): Promise<CustomerRecord | undefined> {
  const address = email.toLowerCase()
  const known = await findCustomersByEmail(work, address)
  // Nothing to prove and nobody to merge: no need to wait for others who are adding shoppers.
  if (known.length === 0 || (known.length === 1 && known[0]?.emailVerified)) return known[0]
  await lockCustomers(work)
  await db(work)
    .updateTable('customer')
    .set((set) => ({ email_verified: true, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where(sql<boolean>`lower(email) = ${address}`)
    .where('email_verified', '=', false)
    .execute()
  forget(work, shopperKey)
  await mergeByEmail(work, [address])
  const [person] = await findCustomersByEmail(work, address)
  return person
}
