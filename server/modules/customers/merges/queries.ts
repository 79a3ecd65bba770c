import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { customerIdsOf } from '../queries.ts'
import type { CustomerMergeRow, CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/** One merge by hand; undefined when there is none. */
export async function findMerge(reader: Reader, id: string): Promise<CustomerMergeRow | undefined> {
  return await db(reader)
    .selectFrom('customer_merge')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The merges by hand that make up a person, the oldest first. */
export async function mergesOf(reader: Reader, customerId: string): Promise<CustomerMergeRow[]> {
  const ids = await customerIdsOf(reader, customerId)
  if (ids.length < 2) return []
  return await db(reader)
    .selectFrom('customer_merge')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', ids)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** The identities above one by merges in force, the nearest first. */
export async function identitiesAbove(reader: Reader, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, step) as (
      select into_id, 1 from customer_merge where store_id = ${reader.storeId} and customer_id = ${id} and undone_at is null
      union all
      select merge.into_id, up.step + 1 from up
      join customer_merge as merge on merge.store_id = ${reader.storeId} and merge.customer_id = up.id and merge.undone_at is null
    )
    select id from up order by step`.execute(reader.db)
  return rows.map((row) => row.id)
}

/** The ids of everybody who was merged into this identity, with itself: what goes with it when it is separated. */
export async function idsBelow(reader: Reader, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    ${treeBelow(reader.storeId, id)}
    select customer.id from tree join customer on customer.store_id = ${reader.storeId} and customer.id = tree.id
    union
    select customer.id from tree join customer on customer.store_id = ${reader.storeId} and customer.identity_id = tree.id`.execute(
    reader.db,
  )
  return rows.map((row) => row.id)
}

function treeBelow(storeId: string, id: string) {
  return sql`with recursive tree (id) as (
    select ${id}::text
    union
    select merge.customer_id from tree
    join customer_merge as merge on merge.store_id = ${storeId} and merge.into_id = tree.id and merge.undone_at is null
  )`
}
