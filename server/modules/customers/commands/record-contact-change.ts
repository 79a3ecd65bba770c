import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { customerChanged } from '../events.ts'
import { shopperKey } from '../queries.ts'
import type { CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/**
 * Notes that a shopper's e-mail, phone or password changed just now: it starts the cooldown in which money and parcels
 * cannot be sent somewhere new.
 */
export async function recordContactChange(work: Work, customerId: string, changed: string[]): Promise<void> {
  await db(work)
    .updateTable('customer')
    .set((set) => ({ contact_changed_at: work.now, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', customerId)
    .execute()
  forget(work, shopperKey)
  await work.emit(
    customerChanged,
    { kind: 'customer', id: customerId, customerId },
    { customerId, changed, by: 'sign_in' },
  )
}
