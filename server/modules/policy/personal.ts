import { anyOf, ofCustomer, ofOrder, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: the facts behind decisions. */
export const policyPersonal: PersonalData = {
  tables: {
    policy_version: null,
    decision: {
      rows: anyOf(ofCustomer(), ofOrder()),
      gives: { columns: ['kind', 'outcome', 'reasons', 'created_at'] },
      forget: { kept: 'decisions' },
      scrubs: ['facts', 'trace', 'reasons'],
    },
  },
}
