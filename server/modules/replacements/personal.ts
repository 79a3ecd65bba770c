import { sql } from 'kysely'
import { ofCustomer, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { limits } from '../../limits.ts'
import type { ReplacementTables } from './tables.ts'

const db = tablesOf<ReplacementTables>()

/** What it keeps of shoppers: where something was sent again. */
export const replacementsPersonal: PersonalData = {
  tables: {
    replacement_unit: null,
    withheld_product: null,
    replacement: {
      rows: ofCustomer(),
      gives: { columns: ['order_id', 'state', 'ship_to', 'requested_at', 'expected_by'] },
      forget: {
        set: {
          ship_to: sql`jsonb_build_object('line1', '-', 'city', '-', 'postalCode', '', 'country', t.ship_to ->> 'country')`,
        },
      },
    },
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('replacement')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('state', 'in', ['requested', 'accepted', 'shipped'])
      .where('requested_at', '>=', addDays(reader.now, -limits.privacy.longestDays))
      .executeTakeFirstOrThrow()
    return [{ what: 'order', count: Number(count) }]
  },
}
