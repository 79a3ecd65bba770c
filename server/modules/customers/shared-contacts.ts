import { sql } from 'kysely'
import type { Reader } from '#platform/work'

/** Two records that have something personal in common. */
export interface Shared {
  customerId: string
  otherId: string
  by: 'email' | 'phone' | 'payment_token'
}

// What more people share than this is a switchboard, a family of test cards or a placeholder, and says nothing about who somebody is.
const MOST_SHARING = 10

/** Others who share a proved e-mail address, a phone number or a way of paying with these shoppers. Addresses never count. */
export async function findSharedContacts(reader: Reader, customerIds: readonly string[]): Promise<Shared[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<Shared>`
    with mine as (
      select id, case when email_verified then lower(email) end as email, right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) as phone
      from customer where store_id = ${reader.storeId} and id = any(${[...customerIds]})
    ), shared as (
      select mine.id, others.ids, 'email' as by from mine cross join lateral (
        select array_agg(id) as ids from (
          select id from customer where store_id = ${reader.storeId} and lower(email) = mine.email and email_verified limit ${MOST_SHARING + 1}
        ) as found
      ) as others where mine.email is not null
      union all
      select mine.id, others.ids, 'phone' from mine cross join lateral (
        select array_agg(id) as ids from (
          select id from customer
          where store_id = ${reader.storeId} and phone is not null and right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) = mine.phone limit ${MOST_SHARING + 1}
        ) as found
      ) as others where length(mine.phone) >= 7
      union all
      select method.customer_id, others.ids, 'payment_token' from payment_method as method cross join lateral (
        select array_agg(customer_id) as ids from (
          select distinct customer_id from (
            select customer_id from payment_method where store_id = ${reader.storeId} and fingerprint = method.fingerprint limit ${10 * MOST_SHARING}
          ) as had limit ${MOST_SHARING + 1}
        ) as found
      ) as others where method.store_id = ${reader.storeId} and method.customer_id = any(${[...customerIds]}) and method.fingerprint is not null
    )
    select distinct shared.id as "customerId", other.id as "otherId", shared.by as by
    from shared cross join lateral unnest(shared.ids) as other(id)
    where array_length(shared.ids, 1) <= ${MOST_SHARING} and other.id <> shared.id
    order by 1, 2, 3`.execute(reader.db)
  return rows
}
