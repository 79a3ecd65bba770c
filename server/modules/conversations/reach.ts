import { findCustomer } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { findAnswer } from './find-answer.ts'
import { loadConversations, participantsOf, rootOf } from './queries.ts'
import type { ConversationRow, ConversationTables, MessageRow } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** Where somebody is reached about their conversation by mail. */
export interface Reach {
  /** The one that is shown: what it is merged into, or itself. */
  conversation: ConversationRow
  to: { customerId: string } | { address: string; locale: string | null } | null
  /** Without an account: only a link opens it. */
  byLink: boolean
}

/** Where whoever a conversation is with is reached; undefined when there is no such conversation. */
export async function reachOf(reader: Reader, conversationId: string): Promise<Reach | undefined> {
  const row = (await loadConversations(reader, [conversationId])).get(conversationId)
  if (!row) return undefined
  const conversation = await rootOf(reader, row)
  if (conversation.customer_id !== null) {
    const { id, email } = await findCustomer(reader, conversation.customer_id)
    return { conversation, to: email === null ? null : { customerId: id }, byLink: false }
  }
  const people = (await participantsOf(reader, [conversation.id])).get(conversation.id) ?? []
  const address = people.find((person) => person.kind === 'visitor' && person.address !== null)?.address ?? null
  return { conversation, to: address === null ? null : { address, locale: conversation.locale }, byLink: true }
}

/** An answer of ours that the other side has not seen; undefined when it was taken back, or seen. */
export async function unseenAnswer(reader: Reader, messageId: string): Promise<MessageRow | undefined> {
  const message = (await findAnswer(reader, messageId))?.message
  if (!message) return undefined
  const seen = await db(reader)
    .selectFrom('participant')
    .select('ref_id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', message.conversation_id)
    .where('kind', 'in', ['shopper', 'visitor'])
    .where('read_position', '>=', message.position)
    .executeTakeFirst()
  return seen ? undefined : message
}
