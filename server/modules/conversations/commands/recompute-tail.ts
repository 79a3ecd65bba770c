import { sql } from 'kysely'
import type { Work } from '#platform/work'
import type { ConversationRow } from '../tables.ts'
import { shopperKinds } from '../words.ts'
import { saveConversation } from './lock-conversation.ts'

interface Tail {
  last_at: Date | null
  last_by: string | null
  waiting_since: Date | null
}

/**
 * Works out anew when the last message of a conversation was, whose, and since when the shopper waits, after messages were taken
 * back or moved. Waiting is from the first message of the shopper behind the last answer; a solved one waits for nothing. What a
 * store's own desk wrote through its key is an answer, what a program of ours wrote is none.
 */
export async function recomputeTail(work: Work, row: ConversationRow): Promise<ConversationRow> {
  const {
    rows: [tail],
  } = await sql<Tail>`
    with family as (
      with recursive down as (
        select c.id from conversation c where c.store_id = ${work.storeId} and c.id = ${row.id}
        union all
        select c.id from down join conversation c on c.store_id = ${work.storeId} and c.merged_into = down.id)
      select id from down),
    said as (
      select m.created_at, m.author_kind, m.author_id, m.author_kind in (${sql.join([...shopperKinds])}) as by_shopper
      from message m where m.store_id = ${work.storeId} and m.conversation_id in (select id from family)
        and m.kind = 'message' and m.state = 'sent'),
    answered as (select max(created_at) as at from said where not by_shopper
        and (author_kind <> 'system' or starts_with(author_id, 'key_'))),
    last as (select created_at, author_kind from said order by created_at desc limit 1)
    select (select created_at from last) as last_at, (select author_kind from last) as last_by,
      (select min(said.created_at) from said, answered
        where said.by_shopper and (answered.at is null or said.created_at > answered.at)) as waiting_since`.execute(
    work.db,
  )
  return await saveConversation(work, row, {
    last_message_at: tail?.last_at ?? row.last_message_at,
    last_message_by: tail?.last_by ?? null,
    waiting_since: row.state === 'open' ? (tail?.waiting_since ?? null) : null,
  })
}
