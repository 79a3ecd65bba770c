import { ofCustomer, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { limits } from '../../limits.ts'

import type { RefundTables } from './tables.ts'

const db = tablesOf<RefundTables>()

/** What it keeps of shoppers: money given back and taken, for the books. */
export const refundsPersonal: PersonalData = {
  tables: {
    ledger_transfer: null,
    ledger_entry: null,
    refund_line: null,
    refund_movement: null,
    refund_mismatch: null,
    refund_journal: null,
    refund_reconciliation: null,
    credit_note_series: null,
    refund: {
      rows: ofCustomer(),
      gives: { columns: ['order_id', 'reason', 'amount_minor', 'currency', 'state', 'created_at', 'done_at'] },
      forget: { kept: 'books' },
    },
    charge: {
      rows: ofCustomer(),
      gives: { columns: ['order_id', 'amount_minor', 'currency', 'state', 'requested_at'] },
      forget: { kept: 'books' },
    },
    store_credit: {
      rows: ofCustomer(),
      gives: { columns: ['currency', 'balance_minor'] },
      forget: { kept: 'books' },
    },
    credit_note: {
      rows: ofCustomer(),
      gives: { columns: ['number', 'issued_at', 'document'] },
      forget: { kept: 'invoices' },
    },
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('refund')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where(({ or, and, eb, exists, selectFrom }) =>
        or([
          eb('state', '=', 'requested'),
          // Money that did not arrive, and that goes out another way once somebody says which.
          and([
            eb('created_at', '>=', addDays(reader.now, -limits.privacy.longestDays)),
            eb('about_kind', 'is distinct from', 'problem'),
            exists(
              selectFrom('refund_movement')
                .select('refund_movement.id')
                .whereRef('refund_movement.store_id', '=', 'refund.store_id')
                .whereRef('refund_movement.refund_id', '=', 'refund.id')
                .where('refund_movement.state', 'in', ['failed', 'reversed'])
                .where('refund_movement.made_good_by', 'is', null),
            ),
          ]),
        ]),
      )
      .executeTakeFirstOrThrow()
    const { charges } = await db(reader)
      .selectFrom('charge')
      .select(({ fn }) => fn.countAll<number>().as('charges'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('state', '=', 'requested')
      .executeTakeFirstOrThrow()
    return [
      { what: 'refund', count: Number(count) },
      // The provider is asked under the payment method's own reference, which goes with the person.
      { what: 'charge', count: Number(charges) },
    ]
  },
}
