import { sql } from 'kysely'
import { foldedStart } from '#platform/fold-text'
import type { Reader } from '#platform/work'
import { type CustomerRecord, recordOf } from './queries.ts'
import type { CustomerRow } from './tables.ts'

/**
 * Shoppers whose name or last name begins like this, accents or not, whose e-mail address does, whose phone number ends so, or
 * who have this reference at the storefront. For staff.
 */
export async function searchCustomers(reader: Reader, q: string, limit: number): Promise<CustomerRecord[]> {
  const text = q.trim().toLowerCase()
  if (text === '') return []
  const start = `${text.replace(/[\\%_]/g, '\\$&')}%`
  const nameStart = foldedStart(text)
  const digits = text.replace(/[^0-9]/g, '')
  const isNumber = digits.length >= 7 && /^[+()\d\s./-]+$/.test(text)
  // Each way of finding has an index of its own; one condition with "or" would use none of them.
  const { rows } = await sql<CustomerRow>`
    select customer.* from (
      (select coalesce(merged_into, id) as id from customer where store_id = ${reader.storeId} and identity_id is null and fold_text(name) like ${nameStart} limit ${limit})
      union
      (select coalesce(merged_into, id) as id from customer where store_id = ${reader.storeId} and identity_id is null and fold_text(substring(name from '[^ ]+$')) like ${nameStart} limit ${limit})
      union
      (select coalesce(merged_into, id) as id from customer where store_id = ${reader.storeId} and identity_id is null and email is not null and lower(email) like ${start} limit ${limit})
      union
      (select coalesce(merged_into, id) as id from customer where store_id = ${reader.storeId} and reference = ${q.trim()} limit ${limit})
      union
      (select coalesce(merged_into, id) as id from customer
        where ${isNumber} and store_id = ${reader.storeId} and phone is not null and right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) = ${digits.slice(-10)} limit ${limit})
    ) as found join customer on customer.store_id = ${reader.storeId} and customer.id = found.id
    order by lower(customer.name), customer.id limit ${limit}`.execute(reader.db)
  return rows.map(recordOf)
}
