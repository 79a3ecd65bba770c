import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** Resolutions by people, from an instant until before another one, that have not been opened again. */
export async function listResolutions(
  reader: Reader,
  span: { from: Date; to: Date },
): Promise<{ id: string; conversationId: string; staffId: string }[]> {
  const rows = await db(reader)
    .selectFrom('resolution')
    .select(['id', 'conversation_id', 'by_id'])
    .where('store_id', '=', reader.storeId)
    .where('at', '>=', span.from)
    .where('at', '<', span.to)
    .where('by_kind', '=', 'staff')
    .where('reopened_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ id, conversation_id, by_id }) =>
    by_id === null ? [] : [{ id, conversationId: conversation_id, staffId: by_id }],
  )
}
