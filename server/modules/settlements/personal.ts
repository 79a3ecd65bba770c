import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: nothing but ids. */
export const settlementsPersonal: PersonalData = {
  tables: { burden: null, burden_unit: null, seller_entry: null, seller_payout: null },
}
