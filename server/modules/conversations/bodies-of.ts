import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** The beginning of what was said, by the id of its message. No ownership: that is the caller's question. */
export async function bodiesOf(
  reader: Reader,
  messageIds: readonly string[],
  characters: number,
): Promise<Map<string, string>> {
  if (messageIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('message')
    .select(['id', ({ fn, val }) => fn<string>('left', ['body', val(characters)]).as('body')])
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...messageIds])
    .where('state', '=', 'sent')
    .execute()
  return new Map(rows.map(({ id, body }) => [id, body]))
}
