import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Address } from '../contract.ts'
import type { CustomerAddressRow, CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/** Replaces whole address books. Orders already placed keep the address they were placed with. */
export async function writeAddresses(
  work: Work,
  books: readonly { customerId: string; addresses: readonly Address[] }[],
): Promise<void> {
  if (books.length === 0) return
  await db(work)
    .deleteFrom('customer_address')
    .where('store_id', '=', work.storeId)
    .where(
      'customer_id',
      'in',
      books.map((book) => book.customerId),
    )
    .execute()
  const rows = books.flatMap(({ customerId, addresses }) =>
    addresses.map((address, position) => rowOf(work, customerId, address, position)),
  )
  // 17 columns a row, and a statement takes 65,535 parameters
  for (let start = 0; start < rows.length; start += 3000) {
    await db(work)
      .insertInto('customer_address')
      .values(rows.slice(start, start + 3000))
      .execute()
  }
}

function rowOf(work: Work, customerId: string, address: Address, position: number): CustomerAddressRow {
  return {
    store_id: work.storeId,
    id: work.newId('adr'),
    customer_id: customerId,
    position,
    name: address.name ?? null,
    line1: address.line1,
    line2: address.line2 ?? null,
    city: address.city,
    region: address.region ?? null,
    postal_code: address.postalCode,
    country: address.country,
    lat: address.geo?.lat ?? null,
    lng: address.geo?.lng ?? null,
    geo_tier: address.geo?.tier ?? null,
    geo_rural: address.geo?.rural ?? null,
    created_at: work.now,
  }
}
