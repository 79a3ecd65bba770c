import { ofCustomer, type PersonalData } from '#platform/personal'

/** What it keeps of people itself: what they agreed to, until the account is gone. */
export const privacyPersonal: PersonalData = {
  tables: {
    retention_choice: null,
    retention_run: null,
    erasure: {
      rows: ofCustomer(),
      gives: { columns: ['state', 'asked_at', 'due_at', 'closed_at'] },
      forget: { kept: 'deletion' },
    },
    consent: {
      rows: ofCustomer(),
      gives: { columns: ['kind', 'given', 'detail', 'source', 'at'] },
      forget: 'rows',
    },
  },
}
