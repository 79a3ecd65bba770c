import { sql } from 'kysely'
import { anyOf, ofCustomer, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { customerChanged } from './events.ts'
import type { CustomerTables } from './tables.ts'

const db = tablesOf<CustomerTables>()

/** The reference of a shopper who was forgotten. */
export function forgottenReference(customerId: string): string {
  return `forgotten ${customerId}`
}

/** What it keeps of shoppers: who they are, until their account is deleted. */
export const customersPersonal: PersonalData = {
  tables: {
    customer_address: {
      rows: ofCustomer(),
      gives: { columns: ['name', 'line1', 'line2', 'city', 'region', 'postal_code', 'country', 'created_at'] },
      forget: 'rows',
    },
    customer_merge: {
      rows: anyOf(ofCustomer(), ofCustomer('into_id')),
      forget: { set: { reason: '', undone_reason: null } },
    },
    payment_method: {
      rows: ofCustomer(),
      gives: { columns: ['kind', 'label', 'created_at'] },
      forget: { set: { label: '', fingerprint: null, reference: sql`'forgotten ' || t.id` } },
    },
    account_event: {
      rows: ofCustomer(),
      gives: { columns: ['kind', 'device', 'network', 'place', 'at'] },
      forget: 'rows',
    },
    contact_change: {
      rows: ofCustomer(),
      gives: { columns: ['field', 'old_value', 'new_value', 'created_at', 'done_at', 'undone_at'] },
      forget: 'rows',
    },
    customer: {
      rows: ofCustomer('id'),
      gives: {
        columns: ['id', 'reference', 'email', 'name', 'phone', 'locale', 'time_zone', 'tier', 'customer_since'],
      },
      forget: {
        set: {
          // A later row of the storefront under the old reference is somebody new.
          reference: sql`${forgottenReference('')} || t.id`,
          email: null,
          email_verified: false,
          name: '',
          phone: null,
          locale: null,
          time_zone: null,
          tier: null,
          content_hash: null,
          overridden: null,
        },
      },
      // What somebody of the store changed is told with what was there before.
      told: {
        names: [customerChanged.name],
        about: ['customer'],
        by: 'id',
        blank: { before: {}, after: {}, reason: '' },
      },
    },
  },
  finds: async (reader, person) => {
    const rows = await db(reader)
      .selectFrom('customer')
      .select(['email', 'phone', 'name'])
      .where('store_id', '=', reader.storeId)
      .where('id', 'in', [...person.customerIds])
      .execute()
    const addresses = await db(reader)
      .selectFrom('customer_address')
      .select(['name', 'line1', 'line2'])
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .execute()
    const changes = await db(reader)
      .selectFrom('contact_change')
      .select(['old_value', 'new_value'])
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('done_at', 'is not', null)
      .execute()
    return {
      emails: rows.flatMap(({ email }) => (email ? [email.toLowerCase()] : [])),
      phones: rows.flatMap(({ phone }) => (phone ? [phone] : [])),
      words: [
        ...rows.map(({ name }) => name),
        ...addresses.flatMap(({ name, line1, line2 }) => [name ?? '', line1, line2 ?? '']),
        // No longer theirs, so that nobody's rows are found by them.
        ...changes.flatMap(({ old_value: before, new_value: after }) => [before ?? '', after ?? '']),
      ],
    }
  },
}
