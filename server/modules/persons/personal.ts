import { type PersonalData } from '#platform/personal'

/** What it keeps of people: nothing of its own. */
export const personsPersonal: PersonalData = {
  tables: {},
}
