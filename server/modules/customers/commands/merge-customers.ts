import { sql } from 'kysely'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { customerMerged, customerSeparated } from '../events.ts'
import { pointBelow } from '../merges/point-below.ts'
import { identitiesAbove } from '../merges/queries.ts'
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
 * Makes one identity of all records that hold the same proved e-mail address: the one recorded first stays, the others point
 * to it. What is merged so stays merged. Takes addresses in lower case, under `lockCustomers`.
 */
export async function mergeByEmail(work: Work, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return
  const rows = await db(work)
    .selectFrom('customer')
    .select(['id', sql<string>`lower(email)`.as('address')])
    .where('store_id', '=', work.storeId)
    .where(sql<string>`lower(email)`, 'in', [...new Set(emails)])
    .where('email_verified', '=', true)
    .where('identity_id', 'is', null)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  for (const same of Map.groupBy(rows, (row) => row.address).values()) {
    if (same.length > 1)
      await mergeSame(
        work,
        same.map((row) => row.id),
      )
  }
}

// The identity that was merged by hand goes on standing for the address, so that undoing that still gives it all back.
async function mergeSame(work: Work, ids: string[]): Promise<void> {
  const above = new Map<string, string[]>()
  for (const id of ids) above.set(id, await identitiesAbove(work, id))
  const free = ids.filter((id) => !above.get(id)?.some((other) => ids.includes(other)))
  const survivor = free.find((id) => above.get(id)?.length) ?? free[0]
  assert(survivor !== undefined, 'identities that were merged by hand have a first one')
  for (const id of ids.filter((each) => each !== survivor)) await mergeIdentity(work, survivor, id)
  await pointBelow(work, above.get(survivor)?.at(-1) ?? survivor)
}

async function mergeIdentity(work: Work, intoId: string, id: string): Promise<void> {
  await db(work)
    .updateTable('customer')
    .set((set) => ({ identity_id: intoId, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where((where) => where.or([where('id', '=', id), where('identity_id', '=', id)]))
    .execute()
  // Whoever was someone else a moment ago is so under another record, too.
  await sql`
    update customer set contact_changed_at = greatest(customer.contact_changed_at, joined.contact_changed_at), version = customer.version + 1
    from customer as joined
    where customer.store_id = ${work.storeId} and customer.id = ${intoId} and joined.store_id = ${work.storeId} and joined.id = ${id}
      and joined.contact_changed_at > coalesce(customer.contact_changed_at, '-infinity')`.execute(work.db)
  const merges = db(work)
    .updateTable('customer_merge')
    .where('store_id', '=', work.storeId)
    .where('undone_at', 'is', null)
  const undone = await merges
    .set({ undone_at: work.now, undone_reason: 'same_address' })
    .where('customer_id', '=', id)
    .returning(['id', 'into_id'])
    .executeTakeFirst()
  await merges.set({ into_id: intoId }).where('into_id', '=', id).execute()
  await work.emit(customerMerged, { kind: 'customer', id: intoId, customerId: intoId }, { customerId: id, intoId })
  if (undone === undefined || (await isAbove(work, undone.into_id, intoId))) return
  const fact = { customerId: id, fromId: undone.into_id, mergeId: undone.id, reason: 'same_address' }
  await work.emit(customerSeparated, { kind: 'customer', id: fact.fromId, customerId: fact.fromId }, fact)
}

async function isAbove(work: Work, id: string, identityId: string): Promise<boolean> {
  return id === identityId || (await identitiesAbove(work, identityId)).includes(id)
}
