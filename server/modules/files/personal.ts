import { sql } from 'kysely'
import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: pictures and documents that they sent, and photos of their deliveries. */
export const filesPersonal: PersonalData = {
  tables: {
    file_link_key: null,
    file_access: null,
    // The content goes with it, by a job.
    file: {
      rows: (person) =>
        sql<boolean>`split_part(t.owner_id, ':', 1) = any(${[...person.customerIds, ...person.visitorIds, ...person.orderIds]}::text[])`,
      gives: {
        columns: [
          'media_type',
          'size_bytes',
          'original_name',
          'created_at',
          'captured_at',
          'captured_lat',
          'captured_lng',
        ],
      },
      forget: { set: { original_name: null, captured_at: null, captured_lat: null, captured_lng: null } },
    },
  },
  retention: [
    {
      name: 'file-looks',
      words: 'Who looked at which file',
      table: 'file_access',
      at: 'at',
      usualDays: 400,
      leastDays: 30,
      then: 'rows',
    },
  ],
}
