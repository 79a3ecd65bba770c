import { sql } from 'kysely'
import { ofCustomer, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: what they changed before it was sent. */
export const changesPersonal: PersonalData = {
  tables: {
    change_unit: null,
    change: {
      rows: ofCustomer(),
      gives: { columns: ['order_id', 'kind', 'state', 'reason', 'details', 'requested_at'] },
      // An address that was wished for stands in it.
      forget: { set: { details: sql`t.details - 'address' - 'from' - 'to' - 'request'`, reason: null } },
      scrubs: ['details', 'refusal_words'],
    },
  },
}
