import { type PersonalData } from '#platform/personal'

/** What it keeps of people: nothing. */
export const macrosPersonal: PersonalData = {
  tables: { macro: null },
}
