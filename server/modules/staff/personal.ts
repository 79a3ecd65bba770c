import { anyOf, ofCustomer, ofOrder, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: summaries of what a second person agreed to. */
export const staffPersonal: PersonalData = {
  tables: {
    staff: null,
    staff_invitation: null,
    staff_skill: null,
    staff_spend: null,
    team: null,
    team_member: null,
    approval: {
      rows: anyOf(ofCustomer(), ofOrder()),
      forget: { kept: 'decisions' },
      scrubs: ['summary', 'payload', 'note'],
    },
  },
}
