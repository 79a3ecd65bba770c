import { sql } from 'kysely'
import { anyOf, belowOf, ofCustomer, ofEmail, ofOrder, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { limits } from '../../limits.ts'

import type { ReturnTables } from './tables.ts'

const db = tablesOf<ReturnTables>()

const theirWithdrawals = anyOf(ofOrder(), ofEmail('contact'))

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
      rows: theirWithdrawals,
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
    // A declaration that nobody has carried out yet: what it says is all that there is of it.
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from withdrawal as t
      where t.store_id = ${reader.storeId} and (${theirWithdrawals(person)}) and t.return_id is null and t.change_id is null
        and t.declared_at >= ${addDays(reader.now, -limits.privacy.longestDays)}
        and (t.outcome is null or t.outcome = 'unknown' and coalesce(t.why, '') not in ('business_buyer', 'no_right_here'))`.execute(
      reader.db,
    )
    return [{ what: 'return', count: Number(count) + (rows[0]?.waiting ?? 0) }]
  },
}
