import { findFiles, nameAsSeen, presentFile } from '#modules/files'
import { findStaff } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { StoredFile } from '#contract/files'
import { authorFor, noticeFor, textFor } from './as-seen.ts'
import type { Message } from './contract.ts'
import { messageColumns } from './queries.ts'
import type { ConversationTables, MessageRow } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** Messages by id, in that order, as the reader's actor sees them. Who may see them is the caller's question. */
export async function presentMessages(reader: Reader, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('message')
    .select(messageColumns)
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return await presentRows(
    reader,
    ids.flatMap((id) => byId.get(id) ?? []),
  )
}

/** The same for rows that are at hand. Files come with links bound to whoever asks. */
export async function presentRows(reader: Reader, rows: readonly MessageRow[]): Promise<Message[]> {
  const files = await filesOf(reader, rows)
  const mentions = await mentionsOf(reader, rows)
  const { actor } = reader
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    position: row.position,
    clientId: row.client_id,
    kind: row.kind,
    author: authorFor(actor, authorOf(row)),
    channel: row.channel,
    text: textFor(actor, authorOf(row), row.body),
    notice: noticeFor(actor, row.notice),
    redacted: row.redacted,
    retracted: row.state === 'retracted',
    files: files.get(row.id) ?? [],
    mentions: mentions.get(row.id) ?? [],
    at: row.created_at.toISOString(),
  }))
}

function authorOf(row: MessageRow) {
  return { kind: row.author_kind, id: row.author_id, name: row.author_name }
}

async function filesOf(reader: Reader, rows: readonly MessageRow[]): Promise<Map<string, StoredFile[]>> {
  const ids = rows.filter((row) => row.kind !== 'notice').map((row) => row.id)
  if (ids.length === 0) return new Map()
  const bound = await db(reader)
    .selectFrom('message_file')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('message_id', 'in', ids)
    .orderBy('place')
    .execute()
  if (bound.length === 0) return new Map()
  const records = await findFiles(
    reader,
    bound.map((each) => each.file_id),
  )
  const byId = new Map(records.map((record) => [record.id, record]))
  const messageOf = new Map(rows.map((row) => [row.id, row]))
  const result = new Map<string, StoredFile[]>()
  for (const { message_id, file_id, name } of bound) {
    const record = byId.get(file_id)
    const message = messageOf.get(message_id)
    if (!record || !message) continue
    const file = await presentFile(reader, record, `conversation:${message.conversation_id}`)
    const shown = nameAsSeen(reader.actor, { ...record, name: name || file.name, owner: authorOf(message) })
    result.set(message_id, [...(result.get(message_id) ?? []), { ...file, name: shown }])
  }
  return result
}

async function mentionsOf(
  reader: Reader,
  rows: readonly MessageRow[],
): Promise<Map<string, { staffId: string; name: string }[]>> {
  const ids = rows.filter((row) => row.kind === 'note').map((row) => row.id)
  if (ids.length === 0) return new Map()
  const mentions = await db(reader)
    .selectFrom('mention')
    .select(['message_id', 'staff_id'])
    .where('store_id', '=', reader.storeId)
    .where('message_id', 'in', ids)
    .orderBy('staff_id')
    .execute()
  const people = await findStaff(
    reader,
    mentions.map((mention) => mention.staff_id),
  )
  const named = mentions.map(({ message_id, staff_id }) => ({
    messageId: message_id,
    shown: { staffId: staff_id, name: people.get(staff_id)?.name ?? '' },
  }))
  return new Map(
    [...Map.groupBy(named, (each) => each.messageId)].map(([id, each]) => [id, each.map(({ shown }) => shown)]),
  )
}
