import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import type { Address } from '../contract.ts'
import { customerChanged } from '../events.ts'
import { identityIdsOf, shopperKey } from '../queries.ts'
import type { CustomerTables } from '../tables.ts'
import { writeAddresses } from './write-addresses.ts'

const db = tablesOf<CustomerTables>()

/** Replaces a shopper's address book, merged records included. Orders already placed keep their address. */
export async function replaceAddresses(work: Work, customerId: string, addresses: readonly Address[]): Promise<void> {
  const [id = customerId, ...merged] = await identityIdsOf(work, customerId)
  // The row is locked first, so that two replacements at once leave one book and not both.
  await db(work)
    .updateTable('customer')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  forget(work, shopperKey)
  await writeAddresses(work, [
    { customerId: id, addresses },
    ...merged.map((other) => ({ customerId: other, addresses: [] })),
  ])
  await work.emit(
    customerChanged,
    { kind: 'customer', id, customerId: id },
    { customerId: id, changed: ['addresses'], by: 'shopper' },
  )
}
