import { sql } from 'kysely'
import { ofCustomer, type PersonalData } from '#platform/personal'

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
}
