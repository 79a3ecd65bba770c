import { sql } from 'kysely'
import { notFound } from '#platform/errors'
import { parseReference } from '#platform/reference'
import { readSpokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConversationRow, ConversationTables, MessageRow, ParticipantRow } from './tables.ts'
import { isDesk } from './desk.ts'
import { visibleConversations } from './visible.ts'
import { answeringKinds, type AuthorKind } from './words.ts'

const db = tablesOf<ConversationTables>()

/**
 * One conversation by id, `ref:<source>:<reference>` or the reference that people say, as far as the reader's actor may see it.
 * Everything else is "not found", alike whether it exists or not.
 * @param asked what the caller asked for, where it is not the conversation itself
 */
export async function findConversation(
  reader: Reader,
  anyId: string,
  asked = 'conversation',
): Promise<ConversationRow> {
  const row = await lookUp(reader, anyId)
  return row ?? notFound(asked)
}

/** The same, undefined instead of an error. */
export async function lookUp(reader: Reader, anyId: string): Promise<ConversationRow | undefined> {
  const reference = parseReference(anyId)
  const spoken = readSpokenReference(anyId)
  const visible = await visibleConversations(reader)
  return await db(reader)
    .selectFrom('conversation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where((where) => {
      if (reference)
        return where.and([where('source', '=', reference.source), where('source_reference', '=', reference.reference)])
      if (spoken) return where('reference', '=', spoken)
      return where('id', '=', anyId)
    })
    .where(visible)
    .executeTakeFirst()
}

/** Conversations by id, whoever asks: for what has been found already. */
export async function loadConversations(reader: Reader, ids: readonly string[]): Promise<Map<string, ConversationRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('conversation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those of these conversations that the reader's actor may see, by id. */
export async function loadVisibleConversations(
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, ConversationRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('conversation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .where(await visibleConversations(reader))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * The one that a conversation is shown with: itself, or what it is merged into, over all steps.
 */
export async function rootOf(reader: Reader, row: ConversationRow): Promise<ConversationRow> {
  if (row.merged_into === null) return row
  const { rows } = await sql<ConversationRow>`
    with recursive up as (
      select c.*, 0 as step from conversation c where c.store_id = ${reader.storeId} and c.id = ${row.merged_into}
      union all
      select c.*, up.step + 1 from up join conversation c on c.store_id = ${reader.storeId} and c.id = up.merged_into
      where up.step < 50)
    select * from up where merged_into is null`.execute(reader.db)
  return rows[0] ?? row
}

/**
 * The ids of each conversation and of all that are merged into it, itself first. Of what somebody sees one matter only, those that are
 * that matter.
 */
export async function familiesOf(reader: Reader, ids: readonly string[]): Promise<Map<string, string[]>> {
  const families = new Map(ids.map((id) => [id, [id]]))
  if (ids.length === 0) return families
  const seen = isDesk(reader) ? sql<boolean>`true` : await visibleConversations(reader, 'c')
  const { rows } = await sql<{ root: string; id: string }>`
    with recursive down as (
      select c.merged_into as root, c.id, 0 as step from conversation c
      where c.store_id = ${reader.storeId} and c.merged_into = any(${[...ids]}) and ${seen}
      union all
      select down.root, c.id, down.step + 1 from down
      join conversation c on c.store_id = ${reader.storeId} and c.merged_into = down.id and ${seen}
      where down.step < 50)
    select root, id from down order by id`.execute(reader.db)
  for (const { root, id } of rows) families.get(root)?.push(id)
  return families
}

/**
 * Those of these conversations in which a person has answered, or in one that is merged into it. Who may see them is the caller's
 * question.
 * @param by who counts, where an assistant does too
 */
export async function answeredAmong(
  reader: Reader,
  ids: readonly string[],
  by: readonly AuthorKind[] = answeringKinds,
): Promise<Set<string>> {
  const families = await familiesOf(reader, ids)
  const all = [...families.values()].flat()
  if (all.length === 0) return new Set()
  const rows = await db(reader)
    .selectFrom('message')
    .select('conversation_id')
    .distinct()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', all)
    .where('kind', '=', 'message')
    .where('state', '=', 'sent')
    .where('author_kind', 'in', by)
    .execute()
  const answered = new Set(rows.map((row) => row.conversation_id))
  return new Set(ids.filter((id) => families.get(id)?.some((each) => answered.has(each))))
}

/** Everybody who is or was in these conversations, by conversation. */
export async function participantsOf(
  reader: Reader,
  conversationIds: readonly string[],
): Promise<Map<string, ParticipantRow[]>> {
  if (conversationIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('participant')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', [...new Set(conversationIds)])
    .orderBy('joined_at')
    .execute()
  return Map.groupBy(rows, (row) => row.conversation_id)
}

/** The sellers who take part in a conversation. */
export async function sellersIn(reader: Reader, conversationId: string): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('participant')
    .select('ref_id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'seller')
    .where('left_at', 'is', null)
    .orderBy('ref_id')
    .execute()
  return rows.map((row) => row.ref_id)
}

/** Whether a seller takes part in a conversation. */
export async function hasSeller(reader: Reader, conversationId: string): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('participant')
    .select('ref_id')
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'seller')
    .where('left_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Those of these conversations that wait for a seller: one takes part, and nobody of the store has it. */
export async function heldBySellers(reader: Reader, conversationIds: readonly string[]): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set()
  const rows = await db(reader)
    .selectFrom('participant')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.store_id', '=', 'participant.store_id')
        .onRef('conversation.id', '=', 'participant.conversation_id'),
    )
    .select('participant.conversation_id as id')
    .where('participant.store_id', '=', reader.storeId)
    .where('participant.conversation_id', 'in', [...new Set(conversationIds)])
    .where('participant.kind', '=', 'seller')
    .where('participant.left_at', 'is', null)
    .where('conversation.assignee_id', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** One message by id, whoever asks. */
export async function findMessage(reader: Reader, id: string): Promise<MessageRow | undefined> {
  return await db(reader)
    .selectFrom('message')
    .select(messageColumns)
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** All columns but the search vector, which is large and of no use outside of the database. */
export const messageColumns = [
  'store_id',
  'id',
  'conversation_id',
  'position',
  'client_id',
  'kind',
  'author_kind',
  'author_id',
  'author_name',
  'channel',
  'body',
  'notice',
  'redacted',
  'state',
  'source_reference',
  'created_at',
] as const satisfies (keyof MessageRow)[]
