import { sql } from 'kysely'
import { customerIdsOf } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { TrustHoldRow, TrustSignalRow, TrustTables } from './tables.ts'

const db = tablesOf<TrustTables>()

// Nobody has more accounts than this in good or bad faith; beyond it something impersonal links them.
const MOST_ACCOUNTS = 50

/** Everybody who is one person as far as is known: the record itself with those merged into it, and linked accounts. */
export interface Identity {
  own: string[]
  linked: string[]
}

/** The accounts that are one identity, whichever of them is asked about. */
export async function identityOf(reader: Reader, customerId: string): Promise<Identity> {
  const own = await customerIdsOf(reader, customerId)
  const ids = own.length > 0 ? own : [customerId]
  const { rows } = await sql<{ id: string }>`
    with recursive cluster (id, depth) as (
      select unnest(${ids}::text[]), 0
      union
      select trust_link.linked_customer_id, cluster.depth + 1 from cluster
      join trust_link on trust_link.store_id = ${reader.storeId} and trust_link.customer_id = cluster.id
      where cluster.depth < 3
    )
    select id from cluster group by id order by min(depth), id limit ${MOST_ACCOUNTS}`.execute(reader.db)
  return { own: ids, linked: rows.map(({ id }) => id).filter((id) => !ids.includes(id)) }
}

/** Everything on record about some accounts, newest first; voided signals are among them. */
export async function signalsOf(reader: Reader, customerIds: readonly string[]): Promise<TrustSignalRow[]> {
  if (customerIds.length === 0) return []
  return await db(reader)
    .selectFrom('trust_signal')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute()
}

/** What links these accounts to others, as stored. */
export async function linksOf(
  reader: Reader,
  customerIds: readonly string[],
): Promise<{ customerId: string; by: string[] }[]> {
  if (customerIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('trust_link')
    .select(['linked_customer_id', 'linked_by'])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .where('linked_customer_id', 'not in', [...customerIds])
    .orderBy('linked_customer_id')
    .execute()
  return rows.map((row) => ({ customerId: row.linked_customer_id, by: row.linked_by }))
}

const STEPS: readonly TrustHoldRow['step'][] = ['warned', 'no_instant', 'person_only']

/** The strictest hold that is in force on any of these accounts. */
export async function holdOf(reader: Reader, customerIds: readonly string[]): Promise<TrustHoldRow | null> {
  if (customerIds.length === 0) return null
  const rows = await db(reader)
    .selectFrom('trust_hold')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .where('lifted_at', 'is', null)
    .orderBy('placed_at')
    .execute()
  return rows.sort((one, other) => STEPS.indexOf(other.step) - STEPS.indexOf(one.step))[0] ?? null
}
