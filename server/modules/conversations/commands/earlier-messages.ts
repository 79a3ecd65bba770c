import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Party } from '../party.ts'
import { loadConversations, messageColumns } from '../queries.ts'
import type { ConversationTables } from '../tables.ts'
import type { Opened } from './open-conversation.ts'

const db = tablesOf<ConversationTables>()

/** What the same author sent under the same client id before, oldest first, with where it is stored now. */
export async function earlierMessages(work: Work, author: Party, clientId: string): Promise<Opened[]> {
  if (author.id === null) return []
  const messages = await db(work)
    .selectFrom('message')
    .select(messageColumns)
    .where('store_id', '=', work.storeId)
    .where('author_kind', '=', author.kind)
    .where('author_id', '=', author.id)
    .where('client_id', '=', clientId)
    .orderBy('id')
    .limit(20)
    .execute()
  const rows = await loadConversations(
    work,
    messages.map((message) => message.conversation_id),
  )
  return messages.flatMap((message) => {
    const conversation = rows.get(message.conversation_id)
    return conversation ? [{ message, conversation }] : []
  })
}
