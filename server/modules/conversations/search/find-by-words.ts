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

/**
 * Conversations with a message that holds the words, those with the newest messages first. What is rare is looked up; what is
 * frequent is met by walking through the newest conversations. Which of them is cheaper, the database's own figures say.
 * @param rarely looks it up whatever they say
 */
export async function findByWords(
  reader: Reader,
  query: RawBuilder<unknown>,
  page: { after: Place | null; limit: number; visible: RawBuilder<boolean> },
  rarely = false,
): Promise<WordHit[]> {
  const isFrequent = !rarely && (await expectedRows(reader, query)) > limits.search.lookUpRows
  const { rows } = await (isFrequent ? walk : lookUp)(query, reader, page).execute(reader.db)
  return rows
}

type Page = Parameters<typeof findByWords>[2]

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

function walk(query: RawBuilder<unknown>, { storeId }: Reader, { after, limit, visible }: Page) {
  // Ordered by itself first: the database would otherwise look all of a frequent word up before it sorts.
  return sql<WordHit>`
    select conversation.id as conversation_id, conversation.last_message_at, hit.id as message_id
    from conversation
    cross join lateral (
      select message.id from message
      where message.store_id = ${storeId} and message.conversation_id = conversation.id and message.search @@ ${query}
        and message.kind <> 'notice' and message.state = 'sent'
      order by message.position desc limit 1) as hit
    where conversation.store_id = ${storeId} and ${visible} and ${behind(after)}
    order by conversation.last_message_at desc, conversation.id desc limit ${limit}`
}

export function behind(after: Place | null): RawBuilder<boolean> {
  return after === null
    ? sql<boolean>`true`
    : sql<boolean>`(conversation.last_message_at, conversation.id) < (${after.at}::timestamptz, ${after.id})`
}

/** How many messages the database thinks hold the words. */
async function expectedRows(reader: Reader, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>`
    explain (format json) select 1 from message where search @@ ${query}`.execute(reader.db)
  return rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
}
