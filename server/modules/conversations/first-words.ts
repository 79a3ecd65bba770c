import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { beginningOf } from './clean-text.ts'
import { shopperKinds } from './words.ts'

/** The beginning of the first thing that the shopper said in each conversation, as it is stored: without card numbers. */
export async function firstWordsOf(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; body: string }>`
    select wanted.id, first.body
    from unnest(${[...ids]}::text[]) as wanted(id)
    cross join lateral (
      select left(message.body, 400) as body from message
      where message.store_id = ${reader.storeId} and message.conversation_id = wanted.id
        and message.author_kind in (${sql.join([...shopperKinds])}) and message.kind = 'message' and message.state = 'sent'
      order by message.position limit 1) as first`.execute(reader.db)
  return new Map(rows.map(({ id, body }) => [id, beginningOf(body, limits.conversations.beginningCharacters)]))
}
