import { sql } from 'kysely'
import { anyOf, belowOf, ofConversation, ofEmail, type PersonalData } from '#platform/personal'

const theirs = anyOf(ofConversation(), ofEmail('from_address'), ofEmail('envelope_from'))

/** What it keeps of people who write: their mails, until the account is gone. */
export const mailPersonal: PersonalData = {
  tables: {
    mailbox: null,
    mailbox_sign_in: null,
    mail_thread: null,
    inbound_mail_arrival: null,
    inbound_mail_original: { rows: belowOf('id', 'inbound_mail', theirs), forget: { set: { raw: sql`''::bytea` } } },
    inbound_mail: {
      rows: theirs,
      gives: { columns: ['received_at', 'from_address', 'subject'] },
      forget: {
        set: {
          envelope_from: null,
          from_address: null,
          from_name: null,
          subject: '',
          people: null,
          suggestion: null,
          traits: sql`'{}'::jsonb`,
          decisions: sql`'[]'::jsonb`,
          problem: null,
        },
      },
    },
    outbound_mail: {
      rows: anyOf(ofConversation(), ofEmail('to_address')),
      forget: {
        set: { to_address: '', to_name: '', cc: sql`'[]'::jsonb`, subject: '', forward_words: null, failure: null },
      },
    },
    mail_sender: { rows: ofEmail('address'), forget: 'rows' },
    undeliverable_address: { rows: ofEmail('address'), forget: 'rows' },
  },
  retention: [
    {
      name: 'mails-received',
      words: 'Mails as they came in, once they were filed',
      table: 'inbound_mail_original',
      at: 'received_at',
      above: 'inbound_mail',
      usualDays: 1095,
      leastDays: 30,
      where: () =>
        sql<boolean>`length(t.raw) > 0 and exists (select from inbound_mail m where m.store_id = t.store_id and m.id = t.id and m.state <> 'stored')`,
      then: { set: { raw: sql`''::bytea` } },
    },
  ],
}
