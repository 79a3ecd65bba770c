import { sql } from 'kysely'
import { type PersonalData } from '#platform/personal'

// Which rows name somebody only their text says.
const everything = () => sql<boolean>`true`

/** What it keeps of shoppers: what other systems sent, until it is pruned. */
export const connectionsPersonal: PersonalData = {
  tables: {
    connection: null,
    api_key: null,
    import: null,
    demo_person: null,
    import_bad_row: { rows: everything, forget: { kept: 'passing' }, scrubs: ['message'] },
    webhook_inbox: { rows: everything, forget: { kept: 'passing' }, scrubs: ['body'] },
  },
  retention: [
    {
      name: 'webhooks',
      words: 'What other systems sent, once it was handled',
      table: 'webhook_inbox',
      at: 'received_at',
      usualDays: 90,
      leastDays: 7,
      where: () => sql<boolean>`t.handled_at is not null`,
      then: 'rows',
    },
  ],
}
