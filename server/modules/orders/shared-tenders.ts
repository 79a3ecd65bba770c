import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

// A card that more accounts than this have paid with is a company's or a test card, and says nothing about who somebody is.
const MOST_SHARING = 10
// A card that very much was paid with is not read to its end.
const MOST_LOOKED_AT = 200

/** Others whose orders were paid with the same card or account as those of these shoppers. */
export async function findSharedTenders(
  reader: Reader,
  customerIds: readonly string[],
): Promise<{ customerId: string; otherId: string }[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<{ customerId: string; otherId: string }>`
    with mine as (
      select distinct orders.customer_id, tender.fingerprint from orders
      join tender on tender.store_id = orders.store_id and tender.order_id = orders.id and tender.fingerprint is not null
      where orders.store_id = ${reader.storeId} and orders.customer_id = any(${[...customerIds]})
    ), shared as (
      select mine.customer_id, others.ids from mine cross join lateral (
        select array_agg(customer_id) as ids from (
          select distinct customer_id from (
            select orders.customer_id from tender
            join orders on orders.store_id = tender.store_id and orders.id = tender.order_id
            where tender.store_id = ${reader.storeId} and tender.fingerprint = mine.fingerprint limit ${MOST_LOOKED_AT}
          ) as paid limit ${MOST_SHARING + 1}
        ) as found
      ) as others
    )
    select distinct shared.customer_id as "customerId", other.id as "otherId"
    from shared cross join lateral unnest(shared.ids) as other(id)
    where array_length(shared.ids, 1) <= ${MOST_SHARING} and other.id <> shared.customer_id
    order by 1, 2`.execute(reader.db)
  return rows
}

/** Whose some orders are, each once. */
export async function customersOfOrders(reader: Reader, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('orders')
    .select('customer_id')
    .distinct()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...orderIds])
    .execute()
  return rows.map((row) => row.customer_id)
}
