import type { PersonalData } from '#platform/personal'
import { sql } from 'kysely'

/** What it keeps of shoppers: under what their sign-in provider knows a session of theirs. */
export const loginsPersonal: PersonalData = {
  tables: {
    shopper_login: null,
    shopper_login_key: null,
    staff_login: null,
    staff_identity: null,
    // Of a sign-in that is under way; gone in minutes.
    login_attempt: null,
    login_token: null,
    login_session: {
      rows: (person) => sql<boolean>`t.realm = 'shopper' and t.session_id in (
        select id from auth_session where realm = 'shopper' and subject_id = any(${[...person.customerIds]}::text[]))`,
      forget: 'rows',
    },
  },
}
