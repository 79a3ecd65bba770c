import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'

/** Where a page goes on: behind the conversation with this last message. */
export interface Place {
  at: Date
  id: string
}

export interface WordHit {
  conversation_id: string
  last_message_at: Date
  message_id: string
}

interface Page {
  after: Place | null
  limit: number
  visible: RawBuilder<boolean>
}

/**
 * Conversations with a message that holds the words, those with the newest messages first. Walking through the newest ones fills a
 * page soon when the words are frequent. When it does not, they are rare enough to be looked up, wherever they stand.
 */
export async function findByWords(reader: Reader, query: RawBuilder<unknown>, page: Page): Promise<WordHit[]> {
  const { rows: met } = await walk(query, reader, page).execute(reader.db)
  if (met.length >= page.limit) return met
  const { rows } = await lookUp(query, reader, page).execute(reader.db)
  return rows
}

function walk(query: RawBuilder<unknown>, { storeId }: Reader, { after, limit, visible }: Page) {
  return sql<WordHit>`
    select conversation.id as conversation_id, conversation.last_message_at, hit.id as message_id
    from (
      select conversation.id, conversation.last_message_at from conversation
      where conversation.store_id = ${storeId} and ${visible} and ${behind(after)}
      order by conversation.last_message_at desc, conversation.id desc limit ${limits.search.walked}) as conversation
    cross join lateral (
      select message.id from message
      where message.store_id = ${storeId} and message.conversation_id = conversation.id and message.search @@ ${query}
        and message.kind <> 'notice' and message.state = 'sent'
      order by message.position desc limit 1) as hit
    order by conversation.last_message_at desc, conversation.id desc limit ${limit}`
}

function lookUp(query: RawBuilder<unknown>, { storeId }: Reader, { after, limit, visible }: Page) {
  return sql<WordHit>`
    with found as materialized (
      select message.conversation_id, max(message.position) as position from message
      where message.store_id = ${storeId} and message.search @@ ${query}
        and message.kind <> 'notice' and message.state = 'sent'
      group by message.conversation_id)
    select conversation.id as conversation_id, conversation.last_message_at, message.id as message_id
    from found
    join conversation on conversation.store_id = ${storeId} and conversation.id = found.conversation_id
    join message on message.store_id = ${storeId} and message.conversation_id = found.conversation_id and message.position = found.position
    where ${visible} and ${behind(after)}
    order by conversation.last_message_at desc, conversation.id desc limit ${limit}`
}

export function behind(after: Place | null): RawBuilder<boolean> {
  return after === null
    ? sql<boolean>`true`
    : sql<boolean>`(conversation.last_message_at, conversation.id) < (${after.at}::timestamptz, ${after.id})`
}
