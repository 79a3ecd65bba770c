import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { customerChanged } from '../events.ts'
import { findCustomer, shopperKey, type CustomerRecord } from '../queries.ts'
import type { CustomerRow, CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

export interface ProfileChange {
  name?: string
  phone?: string | null
  locale?: string
  timeZone?: string
}

/** Changes what a shopper tells about themselves. Another phone number starts the cooldown, as it may be somebody else's. */
export async function changeProfile(work: Work, customerId: string, change: ProfileChange): Promise<void> {
  const before = await findCustomer(work, customerId)
  const set = changesOf(before, change)
  const changed = Object.keys(set)
  if (changed.length === 0) return
  await db(work)
    .updateTable('customer')
    .set({
      ...set,
      ...(changed.includes('phone') && before.phone ? { contact_changed_at: work.now } : {}),
      version: before.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .execute()
  forget(work, shopperKey)
  await work.emit(
    customerChanged,
    { kind: 'customer', id: before.id, customerId: before.id },
    { customerId: before.id, changed, by: 'shopper' },
  )
}

function changesOf(before: CustomerRecord, { name, phone, locale, timeZone }: ProfileChange): Partial<CustomerRow> {
  return {
    ...(name !== undefined && name !== before.name ? { name } : {}),
    ...(phone !== undefined && (phone || null) !== before.phone ? { phone: phone || null } : {}),
    ...(locale !== undefined && locale !== before.locale ? { locale } : {}),
    ...(timeZone !== undefined && timeZone !== before.timeZone ? { time_zone: timeZone } : {}),
  }
}
