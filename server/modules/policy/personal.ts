import { anyOf, ofCustomer, ofOrder, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: the facts behind decisions. */
export const policyPersonal: PersonalData = {
  tables: {
    policy_version: null,
    decision: {
      rows: anyOf(ofCustomer(), ofOrder()),
      gives: { columns: ['kind', 'outcome', 'reasons', 'created_at'] },
      forget: { kept: 'Why something was decided stays provable; the facts name nobody.' },
      scrubs: ['facts', 'trace', 'reasons'],
    },
  },
}
