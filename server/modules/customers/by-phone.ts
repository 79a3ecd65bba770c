import { sql } from 'kysely'
import { isSamePhoneNumber } from '#platform/phone-number'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { type CustomerRecord, recordOf } from './queries.ts'
import type { CustomerTables } from './tables.ts'

const db = tablesOf<CustomerTables>()

/** Shoppers who have a number on file, however it is written; two at most. It says who they may be, and proves nothing. */
export async function findCustomersByPhone(reader: Reader, number: string): Promise<CustomerRecord[]> {
  const digits = number.replaceAll(/\D/g, '').slice(-10)
  const rows = await db(reader)
    .selectFrom('customer')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('phone', 'is not', null)
    .where(sql<boolean>`right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) = ${digits}`)
    .where('identity_id', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .limit(2)
    .execute()
  return rows.map(recordOf).filter(({ phone }) => isSamePhoneNumber(phone, number))
}
