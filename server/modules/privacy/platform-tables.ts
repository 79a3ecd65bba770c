import { sql } from 'kysely'
import { anyOf, ofConversation, ofCustomer, ofEmail, ofOrder, ofVisitor, type PersonalData } from '#platform/personal'

const signedIn = (person: { customerIds: readonly string[] }) =>
  sql<boolean>`t.realm = 'shopper' and t.subject_id = any(${[...person.customerIds]}::text[])`

const asked = anyOf(ofCustomer('subject_id'), ofEmail('target'))

/** What the platform's own tables keep of shoppers. */
export const platformPersonal: PersonalData = {
  tables: {
    clock: null,
    event_done: null,
    schedule_run: null,
    subject_version: null,
    // Deadlines hold ids.
    timer: null,
    auth_tally: null,
    auth_challenge: null,
    auth_code: { rows: asked, forget: 'rows' },
    auth_link: { rows: asked, forget: 'rows' },
    auth_password: { rows: signedIn, forget: 'rows' },
    auth_second_factor: { rows: signedIn, forget: 'rows' },
    auth_recovery_code: { rows: signedIn, forget: 'rows' },
    auth_passkey: { rows: signedIn, gives: { columns: ['name', 'created_at', 'last_used_at'] }, forget: 'rows' },
    auth_device: { rows: signedIn, forget: 'rows' },
    auth_session: {
      rows: signedIn,
      gives: { columns: ['device', 'network_address', 'place', 'created_at', 'last_seen_at'] },
      forget: 'rows',
    },
    idempotency_key: {
      rows: () => sql<boolean>`true`,
      forget: { kept: 'passing' },
      scrubs: ['response'],
    },
    event: {
      rows: anyOf(
        ofCustomer(),
        ofOrder(),
        ofCustomer('subject_id'),
        ofConversation('subject_id'),
        ofVisitor('subject_id'),
      ),
      forget: { kept: 'books' },
      scrubs: ['payload'],
    },
  },
}
