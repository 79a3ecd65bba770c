import { notFound } from '#platform/errors'
import { isSamePhoneNumber } from '#platform/phone-number'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { shopperKey } from '../queries.ts'
import type { CustomerRow, CustomerTables, Overridden } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/** The row of an identity, locked: whoever changes it by hand works on what is there now. */
export async function lockCustomer(work: Work, id: string): Promise<CustomerRow> {
  const row = await db(work)
    .selectFrom('customer')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? notFound('shopper')
}

/** Of what is wanted, only what differs from the row. The same phone number in another writing is no change. */
export function differing(row: CustomerRow, wanted: Overridden): Overridden {
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) =>
      field === 'phone' ? !isSamePhoneNumber(row.phone, value) : value !== row[field as keyof Overridden],
    ),
  )
}

/**
 * Writes fields that a person changed by hand to a locked row, and keeps beside them what the storefront had said, so that a row
 * that repeats it does not undo the change.
 */
export async function writeByHand(
  work: Work,
  row: CustomerRow,
  set: Overridden & { contact_changed_at?: Date; email_verified?: boolean },
): Promise<void> {
  const { contact_changed_at: _at, email_verified: _proved, ...fields } = set
  const replaced = Object.keys(fields).map((field) => [field, row[field as keyof Overridden]])
  await db(work)
    .updateTable('customer')
    .set({
      ...set,
      overridden: replaced.length > 0 ? { ...Object.fromEntries(replaced), ...row.overridden } : row.overridden,
      version: row.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  forget(work, shopperKey)
}
