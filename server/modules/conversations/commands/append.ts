import { sql } from 'kysely'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { messageColumns } from '../queries.ts'
import type { Party } from '../party.ts'
import type { ConversationChannel, ConversationRow, ConversationTables, MessageRow } from '../tables.ts'
import { sideOf, type MessageKind } from '../words.ts'
import { saveConversation, type LockedConversation } from './lock-conversation.ts'

const db = tablesOf<ConversationTables>()

/** What is put at the end of a conversation. */
export interface Entry {
  kind: MessageKind
  author: Party
  text: string
  redacted?: readonly string[]
  notice?: MessageRow['notice']
  files?: readonly { id: string; name: string | null }[]
  clientId?: string | null | undefined
  channel?: ConversationChannel | undefined
  sourceReference?: string | null | undefined
  /** Whether the shopper has an answer with it; what the program writes by itself is none. */
  answers?: boolean
}

/** A message that was stored, and the conversation with its new end. */
export interface Appended extends LockedConversation {
  message: MessageRow
}

/**
 * Puts an entry at the end of a conversation, under its lock: the next position, without a gap, and a time that is never
 * before the entry in front of it. Facts are the caller's.
 */
export async function append(work: Work, { row, root }: LockedConversation, entry: Entry): Promise<Appended> {
  const position = row.last_position + 1
  const message = await db(work)
    .insertInto('message')
    .values({
      ...valuesOf(work, row, entry),
      position,
      created_at: sql<Date>`greatest(${work.now}::timestamptz, (
        select before.created_at from message as before
        where before.store_id = ${work.storeId} and before.conversation_id = ${row.id} and before.position = ${row.last_position}))`,
    })
    .returning(messageColumns)
    .executeTakeFirst()
  assert(message, 'a message that was inserted is there')
  await bindFiles(work, [{ message, entry }])
  const after = await saveConversation(work, row, { last_position: position, ...tailAfter(row, message, entry) })
  if (root.id === row.id) return { message, row: after, root: after }
  const rootAfter =
    entry.kind === 'message' ? await saveConversation(work, root, tailAfter(root, message, entry)) : root
  return { message, row: after, root: rootAfter }
}

/** A new conversation, written with its end as it will be, and its first entry. */
export interface Beginning {
  row: ConversationRow
  entry: Entry
}

/** The end that a conversation has after its first entry, for the row that it is written with. */
export function tailOfFirst(work: Work, { author }: Pick<Entry, 'author'>): Partial<ConversationRow> {
  const isShopper = sideOf(author.kind) === 'shopper'
  return {
    last_position: 1,
    last_message_at: work.now,
    last_message_by: author.kind,
    waiting_since: isShopper ? work.now : null,
  }
}

/** Puts the first message into new conversations. */
export async function beginWith(work: Work, beginnings: readonly Beginning[]): Promise<Appended[]> {
  const messages = await db(work)
    .insertInto('message')
    .values(beginnings.map(({ row, entry }) => ({ ...valuesOf(work, row, entry), position: 1, created_at: work.now })))
    .returning(messageColumns)
    .execute()
  const byConversation = new Map(messages.map((message) => [message.conversation_id, message]))
  const begun = beginnings.map(({ row, entry }) => {
    const message = byConversation.get(row.id)
    assert(message, 'a message that was inserted is there')
    return { message, row, root: row, entry }
  })
  await bindFiles(work, begun)
  return begun
}

function valuesOf(work: Work, row: ConversationRow, entry: Entry) {
  return {
    store_id: work.storeId,
    id: work.newId('msg'),
    conversation_id: row.id,
    client_id: entry.clientId ?? null,
    kind: entry.kind,
    author_kind: entry.author.kind,
    author_id: entry.author.id,
    author_name: entry.author.name,
    // Who writes where a call was asked for writes, as in a chat.
    channel: entry.channel ?? (row.channel === 'call' ? ('chat' as const) : row.channel),
    body: entry.text,
    notice: entry.notice ? (JSON.stringify(entry.notice) as never) : null,
    redacted: [...(entry.redacted ?? [])],
    state: 'sent' as const,
    source_reference: entry.sourceReference ?? null,
  }
}

function tailAfter(
  row: ConversationRow,
  message: MessageRow,
  { kind, author, answers }: Entry,
): Partial<ConversationRow> {
  if (kind !== 'message') return {}
  const isShopper = sideOf(author.kind) === 'shopper'
  const isAnswer = answers ?? (!isShopper && author.kind !== 'system')
  return {
    last_message_at: message.created_at > row.last_message_at ? message.created_at : row.last_message_at,
    last_message_by: author.kind,
    waiting_since: isShopper ? (row.waiting_since ?? message.created_at) : isAnswer ? null : row.waiting_since,
  }
}

async function bindFiles(work: Work, written: readonly { message: MessageRow; entry: Entry }[]): Promise<void> {
  const rows = written.flatMap(({ message, entry }) =>
    (entry.files ?? []).map(({ id, name }, place) => ({
      store_id: work.storeId,
      message_id: message.id,
      file_id: id,
      place,
      name: name ?? '',
    })),
  )
  if (rows.length > 0) await db(work).insertInto('message_file').values(rows).execute()
}
