import { ofCustomer, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: invoices that they asked for, which the law wants kept. */
export const statementsPersonal: PersonalData = {
  tables: {
    invoice_series: null,
    invoice: {
      rows: ofCustomer(),
      gives: { columns: ['number', 'issued_at', 'document'] },
      forget: { kept: 'invoices' },
    },
  },
}
