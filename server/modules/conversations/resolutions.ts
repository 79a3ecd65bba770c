import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** One time that a matter was called solved. */
export interface ResolutionRecord {
  id: string
  conversationId: string
  at: Date
  /** Who said so, where it was somebody of the store. */
  staffId: string | null
  cause: string | null
  /** Null while it holds. */
  reopenedAt: Date | null
}

/** A resolution by id; undefined when there is none. Who may see it follows from its conversation. */
export async function findResolution(reader: Reader, id: string): Promise<ResolutionRecord | undefined> {
  const row = await db(reader)
    .selectFrom('resolution')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      conversationId: row.conversation_id,
      at: row.at,
      staffId: row.by_kind === 'staff' ? row.by_id : null,
      cause: row.cause,
      reopenedAt: row.reopened_at,
    }
  )
}
