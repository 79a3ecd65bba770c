import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import type { ConversationRow } from './tables.ts'
import { visibleConversations } from './visible.ts'

/**
 * The split that made each conversation, while the reader's actor can undo it: its messages are where it put them, and both
 * conversations stand by themselves and may be seen.
 */
export async function undoableSplits(reader: Reader, rows: readonly ConversationRow[]): Promise<Map<string, string>> {
  const ids = rows.filter((row) => row.split_from !== null && row.merged_into === null).map((row) => row.id)
  if (ids.length === 0) return new Map()
  const { rows: splits } = await sql<{ id: string; split_id: string }>`
    select moved.to_conversation_id as id, moved.split_id
    from message_move as moved
    join conversation as old on old.store_id = moved.store_id and old.id = moved.from_conversation_id and old.merged_into is null
    left join message on message.store_id = moved.store_id and message.id = moved.message_id
      and message.conversation_id = moved.to_conversation_id
    where moved.store_id = ${reader.storeId} and moved.to_conversation_id = any(${ids}) and moved.undone_at is null
      and ${await visibleConversations(reader, 'old')}
    group by moved.to_conversation_id, moved.split_id
    having count(message.id) = count(*)`.execute(reader.db)
  return new Map(splits.map((split) => [split.id, split.split_id]))
}
