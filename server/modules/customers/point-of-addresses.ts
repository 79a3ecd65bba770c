import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { CustomerTables } from './tables.ts'

const db = tablesOf<CustomerTables>()

/** The middle of the known addresses with a postal code; undefined when none of them has been located. Tells nothing of a single one. */
export async function pointOfAddresses(
  reader: Reader,
  { postalCode, country }: { postalCode: string; country: string },
): Promise<{ lat: number; lng: number } | undefined> {
  const row = await db(reader)
    .selectFrom('customer_address')
    // A tenth of a degree is good enough for "near here", and is nobody's door.
    .select([
      sql<number | null>`round(avg(lat)::numeric, 1)::float8`.as('lat'),
      sql<number | null>`round(avg(lng)::numeric, 1)::float8`.as('lng'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('country', '=', country)
    .where('postal_code', '=', postalCode)
    .where('lat', 'is not', null)
    .executeTakeFirst()
  return typeof row?.lat === 'number' && typeof row.lng === 'number' ? { lat: row.lat, lng: row.lng } : undefined
}
