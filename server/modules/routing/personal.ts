import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: nothing but ids. */
export const routingPersonal: PersonalData = {
  tables: { queue: null, presence: null, contact: null },
}
