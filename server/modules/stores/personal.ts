import { type PersonalData } from '#platform/personal'

/** What it keeps of people: nothing. */
export const storesPersonal: PersonalData = {
  tables: { store: null, store_set_up: null },
}
