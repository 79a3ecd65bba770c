import { sql, type RawBuilder } from 'kysely'
import { customerIdsOfAll, searchCustomers } from '#modules/customers'
import { searchOrders } from '#modules/orders'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { refuse } from '#platform/errors'
import { foldText } from '#platform/fold-text'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { Conversation } from '../contract.ts'
import { presentConversations } from '../present.ts'
import { visibleConversations } from '../visible.ts'
import { behind, findByWords, type Place } from './find-by-words.ts'
import { createGate } from './gate.ts'
import { excerptOf } from './excerpt.ts'
import { queryOf, soughtOf, type Sought } from './words-of.ts'

export interface SearchInput {
  q: string
  limit?: number | undefined
  cursor?: string | undefined
}

interface Found {
  conversation_id: string
  last_message_at: Date
  /** The newest message that holds what was sought; null where it was found by something else. */
  message_id: string | null
}

export interface SearchPage {
  data: {
    conversation: Conversation
    hit: { messageId: string | null; position: number | null; text: string; at: string }
  }[]
  nextCursor: string | null
}

const gate = createGate(limits.search)

/**
 * Conversations that the reader's actor may see, found by reference, words of messages and subjects, names of files, the shopper's
 * name or e-mail, or the order's number; those with the newest messages first. Refuses `search_too_broad` where that takes
 * longer than it may: a search never takes the place of work.
 */
export async function searchConversations(reader: Reader, input: SearchInput): Promise<SearchPage> {
  const { limit = limits.page.size } = input
  const sought = soughtOf(input.q)
  const after = input.cursor === undefined ? null : decodeTimeCursor(input.cursor)
  const found = await gate.run(() => withinTime(reader, (within) => find(within, sought, after, limit + 1)))
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const [conversations, hits] = await Promise.all([
    presentConversations(
      reader,
      shown.map((row) => row.conversation_id),
    ),
    hitsOf(reader, shown, sought),
  ])
  return {
    data: conversations.map((conversation) => ({
      conversation,
      hit: hits.get(conversation.id) ?? {
        messageId: null,
        position: null,
        text: conversation.subject || (conversation.lastText ?? ''),
        at: conversation.lastMessageAt ?? conversation.openedAt,
      },
    })),
    nextCursor: last && found.length > limit ? encodeTimeCursor(last.last_message_at, last.conversation_id) : null,
  }
}

/** Runs it in a transaction of its own with a time limit of its own. */
async function withinTime<T>(reader: Reader, run: (within: Reader) => Promise<T>): Promise<T> {
  try {
    return await reader.db.transaction().execute(async (db) => {
      await sql`select set_config('statement_timeout', ${`${limits.search.statementMs}ms`}, true),
        set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)`.execute(db)
      return await run({ ...reader, db })
    })
  } catch (error) {
    // query_canceled: what else was asked of the database is not held up.
    if ((error as { code?: unknown } | null)?.code !== '57014') throw error
    return refuse(
      'search_too_broad',
      undefined,
      'That is found too often to be looked through. Add another word, a name or a number.',
    )
  }
}

async function find(reader: Reader, sought: Sought, after: Place | null, limit: number): Promise<Found[]> {
  const visible = await visibleConversations(reader)
  if (sought.reference !== null) {
    const named = await findWhere(reader, sql`conversation.reference = ${sought.reference}`, { after, limit, visible })
    if (named.length > 0) return named
  }
  const query = queryOf(sought.text)
  const page = { after, limit, visible }
  const ways: Found[][] = [await findByWords(reader, query, page)]
  for (const condition of await conditionsFor(reader, sought, query))
    ways.push(await findWhere(reader, condition, page))
  const newest = new Map<string, Found>()
  // What was found by words is shown with the message; so it counts first.
  for (const row of ways.flat()) if (!newest.has(row.conversation_id)) newest.set(row.conversation_id, row)
  return [...newest.values()]
    .toSorted(
      (one, other) =>
        other.last_message_at.getTime() - one.last_message_at.getTime() ||
        (one.conversation_id < other.conversation_id ? 1 : -1),
    )
    .slice(0, limit)
}

/** Each way of finding has an index of its own; one condition with "or" would use none of them. */
async function conditionsFor(
  reader: Reader,
  { text, start, nameStart }: Sought,
  query: RawBuilder<unknown>,
): Promise<RawBuilder<boolean>[]> {
  const { storeId } = reader
  const people = await searchCustomers(reader, text, limits.search.people)
  const accounts = await customerIdsOfAll(
    reader,
    people.map(({ id }) => id),
  )
  const orderIds = /\d/.test(text) ? await searchOrders(reader, text, limits.search.people) : []
  const customerIds = [...new Set([...accounts.values()].flat())]
  return [
    sql<boolean>`conversation.subject <> '' and to_tsvector('simple', fold_text(conversation.subject)) @@ ${query}`,
    sql<boolean>`conversation.id = any(array(
      select message.conversation_id from message_file
      join message on message.store_id = message_file.store_id and message.id = message_file.message_id and message.state = 'sent'
      where message_file.store_id = ${storeId} and message_file.name <> ''
        and to_tsvector('simple', regexp_replace(fold_text(message_file.name), '[^[:alnum:]]+', ' ', 'g'))
          @@ plainto_tsquery('simple', regexp_replace(${foldText(text)}, '[^[:alnum:]]+', ' ', 'g'))
      limit ${limits.search.files}))`,
    sql<boolean>`conversation.id = any(array(
      (select conversation_id from participant
        where store_id = ${storeId} and kind = 'visitor' and name <> '' and fold_text(name) like ${nameStart} limit ${limits.search.people})
      union all
      (select conversation_id from participant
        where store_id = ${storeId} and address is not null and lower(address) like ${start} limit ${limits.search.people})))`,
    ...(customerIds.length > 0 ? [sql<boolean>`conversation.customer_id = any(${customerIds})`] : []),
    ...(orderIds.length > 0 ? [sql<boolean>`conversation.order_id = any(${orderIds})`] : []),
  ]
}

async function findWhere(
  reader: Reader,
  condition: RawBuilder<unknown>,
  { after, limit, visible }: { after: Place | null; limit: number; visible: RawBuilder<boolean> },
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with found as materialized (
      select conversation.id, conversation.last_message_at from conversation
      where conversation.store_id = ${reader.storeId} and ${condition} and ${visible} and ${behind(after)})
    select id as conversation_id, last_message_at, null as message_id from found
    order by last_message_at desc, id desc limit ${limit}`.execute(reader.db)
  return rows
}

async function hitsOf(reader: Reader, rows: readonly Found[], sought: Sought) {
  const ids = rows.flatMap((row) => row.message_id ?? [])
  const hits = new Map<string, SearchPage['data'][number]['hit']>()
  if (ids.length === 0) return hits
  const { rows: messages } = await sql<{
    id: string
    conversation_id: string
    position: number
    body: string
    created_at: Date
  }>`select id, conversation_id, position, body, created_at from message
     where store_id = ${reader.storeId} and id = any(${ids})`.execute(reader.db)
  for (const { id, conversation_id, position, body, created_at } of messages)
    hits.set(conversation_id, {
      messageId: id,
      position,
      text: excerptOf(body, sought.text),
      at: created_at.toISOString(),
    })
  return hits
}
