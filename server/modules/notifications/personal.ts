import { anyOf, ofCustomer, ofEmail, ofOrder, ofPhone, type PersonalData } from '#platform/personal'
import { sql } from 'kysely'

/** What it keeps of shoppers: what they were told and how they want to be told, until their account is gone. */
export const notificationsPersonal: PersonalData = {
  tables: {
    notification: {
      rows: anyOf(ofCustomer(), ofEmail('to_address'), ofOrder()),
      gives: {
        columns: ['template', 'to_address', 'subject', 'body_text', 'state', 'created_at', 'sent_at'],
        // A mail to a seller about the same order is theirs.
        rows: anyOf(ofCustomer(), ofEmail('to_address')),
      },
      forget: 'rows',
    },
    notification_preference: {
      rows: ofCustomer(),
      gives: { columns: ['topic', 'channel', 'wanted', 'daily'] },
      forget: 'rows',
    },
    notice: { rows: ofCustomer(), gives: { columns: ['title', 'body', 'created_at', 'read_at'] }, forget: 'rows' },
    push_subscription: { rows: ofCustomer(), gives: { columns: ['name', 'created_at'] }, forget: 'rows' },
    short_message: {
      rows: anyOf(ofCustomer(), ofPhone('number')),
      gives: { columns: ['channel', 'number', 'title', 'body', 'state', 'created_at', 'sent_at'] },
      forget: 'rows',
    },
    sms_number: {
      rows: anyOf(ofCustomer(), ofPhone('number')),
      gives: { columns: ['number', 'asked_at', 'confirmed_at'] },
      forget: 'rows',
    },
    sms_stop: {
      rows: ofPhone('number'),
      gives: { columns: ['number', 'stopped_at'] },
      forget: { kept: 'stop' },
    },
  },
  finds: async (reader, person) => {
    const { rows } = await sql<{ number: string }>`
      select distinct number from sms_number where store_id = ${reader.storeId}
      and customer_id = any(${[...person.customerIds]}::text[])`.execute(reader.db)
    return { phones: rows.map(({ number }) => number) }
  },
  retention: [
    {
      name: 'mails-sent',
      words: 'Words of mails that were sent, and where they went that went to nobody’s account',
      table: 'notification',
      at: 'created_at',
      usualDays: 400,
      leastDays: 30,
      where: () => sql<boolean>`t.body_text <> '' and t.state in ('sent', 'failed', 'suppressed', 'bundled')`,
      then: {
        set: {
          body_text: '',
          body_html: '',
          entry: null,
          to_address: sql`case when old.customer_id is null then '' else old.to_address end`,
        },
      },
    },
    {
      name: 'texts-sent',
      words: 'Words and numbers of texts, and what was pushed to browsers',
      table: 'short_message',
      at: 'created_at',
      usualDays: 400,
      leastDays: 30,
      where: () => sql<boolean>`t.body <> '' and t.state in ('sent', 'failed', 'suppressed', 'bundled')`,
      then: { set: { title: '', body: '', number: null } },
    },
  ],
}
