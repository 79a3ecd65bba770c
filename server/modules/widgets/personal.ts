import { sql } from 'kysely'
import { anyOf, ofCustomer, ofEmail, ofVisitor, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: the browsers that they wrote from. */
export const widgetsPersonal: PersonalData = {
  tables: {
    widget: null,
    widget_key: null,
    widget_session: { rows: anyOf(ofCustomer(), ofVisitor()), forget: 'rows' },
    visitor: {
      rows: anyOf(ofCustomer(), ofVisitor('id'), ofEmail('email')),
      gives: { columns: ['name', 'email', 'created_at'] },
      forget: { set: { name: '', email: null } },
    },
  },
  retention: [
    {
      name: 'visitors',
      words: 'Names and addresses of people who wrote without an account',
      table: 'visitor',
      at: 'created_at',
      usualDays: 730,
      leastDays: 30,
      where: () => sql<boolean>`t.customer_id is null and (t.name <> '' or t.email is not null)`,
      then: { set: { name: '', email: null } },
    },
  ],
}
