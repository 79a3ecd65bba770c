import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: nothing but ids. */
export const clocksPersonal: PersonalData = {
  tables: { clock_rule: null, clock_case: null, service_clock: null, service_clock_change: null },
}
