import { sql } from 'kysely'
import { anyOf, belowOf, ofCustomer, ofEmail, ofOrder, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'

import type { ReturnTables } from './tables.ts'

const db = tablesOf<ReturnTables>()

/** What it keeps of shoppers: what they sent back and why. */
export const returnsPersonal: PersonalData = {
  tables: {
    return_unit: null,
    return_payout: null,
    seller_return: null,
    advance: null,
    return_scan: {
      rows: belowOf('parcel_id', 'return_parcel', belowOf('return_id', 'return_request', ofCustomer())),
      forget: { kept: 'books' },
      scrubs: ['note'],
    },
    return_receipt: {
      rows: belowOf('return_id', 'return_request', ofCustomer()),
      forget: { set: { file_ids: sql`'{}'::text[]` } },
      scrubs: ['note'],
    },
    return_inspection: {
      rows: belowOf('return_id', 'return_request', ofCustomer()),
      forget: { set: { file_ids: sql`'{}'::text[]` } },
      scrubs: ['note'],
    },
    return_parcel: {
      rows: belowOf('return_id', 'return_request', ofCustomer()),
      forget: { set: { label_file_id: null } },
    },
    return_line: {
      rows: belowOf('return_id', 'return_request', ofCustomer()),
      gives: { columns: ['return_id', 'order_id', 'reason', 'note', 'approval'] },
      forget: { set: { note: null, approval_note: null, file_ids: sql`'{}'::text[]` } },
    },
    withdrawal: {
      rows: anyOf(ofOrder(), ofEmail('contact')),
      gives: { columns: ['reference', 'name', 'contact', 'items', 'declared_at', 'outcome'] },
      forget: { set: { name: '', contact: '', items: '', why: null } },
    },
    return_request: {
      rows: ofCustomer(),
      gives: { columns: ['id', 'reference', 'resolution', 'method', 'requested_at', 'closed_at', 'canceled_at'] },
      forget: { kept: 'books' },
      scrubs: ['cancel_reason'],
    },
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('return_request')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('closed_at', 'is', null)
      .where('canceled_at', 'is', null)
      .executeTakeFirstOrThrow()
    return [{ what: 'return', count: Number(count) }]
  },
}
