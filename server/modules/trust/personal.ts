import { anyOf, ofCustomer, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: what counts in their history, under an id that names nobody any more. */
export const trustPersonal: PersonalData = {
  tables: {
    trust_link: { rows: anyOf(ofCustomer(), ofCustomer('linked_customer_id')), forget: 'rows' },
    trust_signal: {
      rows: ofCustomer(),
      gives: { columns: ['kind', 'amount_minor', 'currency', 'at', 'voided_at'] },
      forget: { kept: 'figures' },
      scrubs: ['details', 'void_reason'],
    },
    trust_hold: {
      rows: ofCustomer(),
      gives: { columns: ['step', 'reason', 'placed_at', 'lifted_at'] },
      forget: 'rows',
    },
  },
}
