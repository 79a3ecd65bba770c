import { sql } from 'kysely'
import { maskContact } from '#modules/sellers'
import { anyOf, belowOf, ofConversation, ofCustomer, ofVisitor, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'

import { messagePosted, notePosted } from './events.ts'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** What it keeps of shoppers: that they wrote, not what. */
export const conversationsPersonal: PersonalData = {
  tables: {
    message_move: null,
    mention: null,
    resolution: { rows: ofConversation(), forget: { set: { note: '' } } },
    draft: { rows: ofConversation(), forget: 'rows' },
    conduct: {
      rows: anyOf(ofCustomer(), ofVisitor()),
      gives: { columns: ['step', 'reason', 'at', 'expires_at'] },
      forget: 'rows',
    },
    customer_flag: { rows: ofCustomer(), forget: 'rows' },
    message_file: { rows: belowOf('message_id', 'message', ofConversation()), forget: 'rows' },
    message: {
      rows: ofConversation(),
      gives: {
        columns: ['conversation_id', 'author_kind', 'author_name', 'body', 'created_at'],
        // Notes are between colleagues.
        rows: (person) => sql<boolean>`${ofConversation()(person)} and t.kind = 'message' and t.state = 'sent'`,
        as: (row) => (row.author_kind === 'seller' ? { ...row, body: maskContact(String(row.body)) } : row),
      },
      forget: { set: { body: '', notice: null, author_name: '' } },
      // Open screens are told a message with its words.
      told: {
        names: [messagePosted.name, notePosted.name],
        about: ['conversation', 'desk'],
        by: 'conversation_id',
        key: 'messageId',
        blank: { text: '', notice: null, 'author.name': '', files: [] },
      },
    },
    participant: {
      rows: ofConversation(),
      forget: { set: { name: '', address: null } },
    },
    conversation: {
      rows: anyOf(ofCustomer(), ofVisitor()),
      gives: { columns: ['id', 'reference', 'channel', 'subject', 'opened_at', 'resolved_at'] },
      forget: { set: { subject: '' } },
    },
  },
  finds: async (reader, person) => {
    // A browser from which others wrote too is nobody's.
    const isShared = sql<boolean>`exists (select from conversation other where other.store_id = conversation.store_id
      and other.visitor_id = conversation.visitor_id and other.customer_id <> all(${[...person.customerIds]}::text[]))`
    const rows = await db(reader)
      .selectFrom('conversation')
      .select(['id', 'visitor_id', isShared.as('is_shared')])
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .execute()
    return {
      conversationIds: rows.map(({ id }) => id),
      visitorIds: rows.flatMap(({ visitor_id, is_shared }) => (visitor_id && !is_shared ? [visitor_id] : [])),
    }
  },
  retention: [
    {
      name: 'conversations',
      words: 'Words of conversations that were solved',
      table: 'message',
      at: 'created_at',
      usualDays: 1095,
      leastDays: 30,
      where: () =>
        sql<boolean>`t.body <> '' and exists (select from conversation c where c.store_id = t.store_id and c.id = t.conversation_id and c.state = 'resolved')`,
      then: { set: { body: '', notice: null, author_name: '' } },
    },
  ],
}
