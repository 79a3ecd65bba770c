import { anyOf, ofCustomer, ofOrder, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: what was seen before they wrote. */
export const watchPersonal: PersonalData = {
  tables: {
    watch_finding: {
      rows: anyOf(ofCustomer(), ofOrder()),
      forget: { kept: 'figures' },
      scrubs: ['details'],
    },
  },
}
