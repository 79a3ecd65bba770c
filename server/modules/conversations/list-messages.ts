import { sql, type RawBuilder } from 'kysely'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { isDesk } from './desk.ts'
import { familiesOf, messageColumns } from './queries.ts'
import type { ConversationRow, ConversationTables, MessageRow } from './tables.ts'

const db = tablesOf<ConversationTables>()

export interface MessagesQuery {
  /** Those behind this position, oldest first. */
  after?: number | undefined
  /** The last ones in front of this position. */
  before?: number | undefined
  /** The same by message, where several conversations are shown as one. */
  afterMessage?: string | undefined
  beforeMessage?: string | undefined
  limit: number
}

/** A place between messages. In one conversation positions decide; between several the time does. */
interface Place {
  at: Date
  conversationId: string
  position: number
}

/**
 * Messages of a conversation and of those merged into it, oldest first, as far as the reader's actor may see them: notes are for
 * colleagues. Without a place, the last ones.
 */
export async function listMessages(
  reader: Reader,
  conversation: ConversationRow,
  query: MessagesQuery,
): Promise<{ rows: MessageRow[]; hasEarlier: boolean }> {
  const family = (await familiesOf(reader, [conversation.id])).get(conversation.id) ?? [conversation.id]
  const after = await placeOf(reader, conversation, family, query.after, query.afterMessage)
  const before = await placeOf(reader, conversation, family, query.before, query.beforeMessage, -1)
  const fromStart = after !== undefined
  const rows = await select(reader, family, { after, before, limit: query.limit + 1, descending: !fromStart })
  const shown = rows.slice(0, query.limit)
  if (fromStart) return { rows: shown, hasEarlier: await hasAny(reader, family, after) }
  return { rows: shown.toReversed(), hasEarlier: rows.length > query.limit }
}

async function select(
  reader: Reader,
  family: string[],
  query: { after?: Place | undefined; before?: Place | undefined; limit: number; descending: boolean },
): Promise<MessageRow[]> {
  const direction = query.descending ? 'desc' : 'asc'
  let rows = db(reader)
    .selectFrom('message')
    .select(messageColumns)
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', family)
    .$if(!isDesk(reader), (each) => each.where('kind', '<>', 'note'))
  if (query.after) rows = rows.where(beyond(family, '>', query.after))
  if (query.before) rows = rows.where(beyond(family, '<', query.before))
  if (family.length > 1) rows = rows.orderBy('created_at', direction).orderBy('conversation_id', direction)
  return await rows.orderBy('position', direction).limit(query.limit).execute()
}

function beyond(family: string[], than: '<' | '>', place: Place): RawBuilder<boolean> {
  const sign = sql.raw(than)
  return family.length === 1
    ? sql<boolean>`position ${sign} ${place.position}`
    : sql<boolean>`(created_at, conversation_id, position) ${sign} (${place.at}::timestamptz, ${place.conversationId}, ${place.position})`
}

async function placeOf(
  reader: Reader,
  { id }: ConversationRow,
  family: string[],
  position: number | undefined,
  messageId: string | undefined,
  step: 0 | -1 = 0,
): Promise<Place | undefined> {
  if (messageId !== undefined) {
    const row = await db(reader)
      .selectFrom('message')
      .select(['conversation_id', 'created_at', 'position'])
      .where('store_id', '=', reader.storeId)
      .where('id', '=', messageId)
      .where('conversation_id', 'in', family)
      .executeTakeFirst()
    if (!row) notFound('message')
    return { at: row.created_at, conversationId: row.conversation_id, position: row.position }
  }
  if (position === undefined) return undefined
  if (family.length === 1) return { at: reader.now, conversationId: id, position }
  const row = await db(reader)
    .selectFrom('message')
    .select(['created_at', 'position'])
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', id)
    .where('position', '<=', position + step)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
    ? { at: row.created_at, conversationId: id, position: row.position - step }
    : { at: new Date(0), conversationId: '', position: 0 }
}

async function hasAny(reader: Reader, family: string[], after: Place): Promise<boolean> {
  if (family.length === 1) return after.position > 0
  const rows = await select(reader, family, { before: after, limit: 1, descending: true })
  return rows.length > 0
}
