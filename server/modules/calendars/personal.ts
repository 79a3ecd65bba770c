import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: nothing. */
export const calendarsPersonal: PersonalData = {
  tables: { calendar: null, calendar_day: null, shift: null },
}
