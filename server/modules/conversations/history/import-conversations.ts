import { sql } from 'kysely'
import { ensureCustomers, findCustomersByEmail } from '#modules/customers'
import { orderIdsByNumber } from '#modules/orders'
import { findStaffByEmail, type StaffRecord } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { cleanLine, cleanText } from '../clean-text.ts'
import { insertConversation } from '../commands/open-conversation.ts'
import { saveConversation } from '../commands/lock-conversation.ts'
import { firstName } from '../party.ts'
import type { ConversationRow, ConversationTables, MessageRow } from '../tables.ts'
import { sideOf } from '../words.ts'
import type { PastConversation, PastMessage, PastOutcome } from './past-conversation.ts'

const db = tablesOf<ConversationTables>()

/**
 * Takes in conversations that happened elsewhere, in silence: nobody is told, nothing is routed, no clock runs. Each is kept once by its
 * source's reference, and so is each message of it; sent again, only what is new is added.
 */
export async function importConversations(
  work: Work,
  source: string,
  conversations: readonly PastConversation[],
): Promise<PastOutcome[]> {
  // Two files of one source at once would otherwise both find the same conversation missing.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`past conversations ${work.storeId} ${source}`}, 0))`.execute(
    work.db,
  )
  const people = new Map<string, StaffRecord | undefined>()
  const outcomes: PastOutcome[] = []
  for (const past of conversations) outcomes.push(problemWith(past) ?? (await take(work, source, past, people)))
  return outcomes
}

function problemWith({ messages, openedAt }: PastConversation): PastOutcome | undefined {
  if (messages.length === 0)
    return { problem: { code: 'no_messages', message: 'Nothing was said in this one.', param: 'messages' } }
  if (messages.length > limits.imports.messagesPerConversation)
    return {
      problem: {
        code: 'too_many_messages',
        message: `One conversation holds at most ${limits.imports.messagesPerConversation} messages.`,
        param: 'messages',
      },
    }
  if ([openedAt, ...messages.map(({ at }) => at)].some((at) => Number.isNaN(at.getTime())))
    return { problem: { code: 'invalid_value', message: 'A time in it cannot be read.', param: 'messages' } }
  return undefined
}

type People = Map<string, StaffRecord | undefined>

async function take(work: Work, source: string, past: PastConversation, people: People): Promise<PastOutcome> {
  const before = await db(work)
    .selectFrom('conversation')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('source_reference', '=', past.reference)
    .forUpdate()
    .executeTakeFirst()
  const row = before ?? (await begin(work, source, past, people))
  const known = before ? await referencesOf(work, row.id) : new Set<string>()
  const fresh = past.messages
    .filter(({ reference }) => !known.has(reference))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
  // What went on here meanwhile is ours to close or to reopen.
  const isOurs = before !== undefined && (await goesOnHere(work, row.id))
  const state = isOurs ? row.state : past.state
  if (before && fresh.length === 0 && state === row.state) return 'unchanged'
  const rows = await messageRows(work, row, fresh, people)
  if (rows.length > 0) await db(work).insertInto('message').values(rows).execute()
  await saveConversation(work, row, {
    last_position: row.last_position + rows.length,
    state,
    resolved_at: state === 'resolved' ? (past.resolvedAt ?? rows.at(-1)?.created_at ?? row.resolved_at) : null,
    ...endOf(row, rows, state),
  })
  return before ? 'updated' : 'created'
}

async function begin(work: Work, source: string, past: PastConversation, people: People): Promise<ConversationRow> {
  const customerId = await customerOf(work, source, past)
  const [orderId] = past.order ? await orderIdsByNumber(work, past.order) : []
  const assignee = past.state === 'open' ? await personOf(work, past.assignee, people) : undefined
  const row = await insertConversation(work, {
    customer_id: customerId,
    channel: past.channel === 'chat' ? 'import' : past.channel,
    state: past.state,
    subject: cleanLine(past.subject).slice(0, 200),
    about_kind: orderId ? 'order' : null,
    about_id: orderId ?? null,
    order_id: orderId ?? null,
    assignee_id: assignee?.active ? assignee.id : null,
    tags: tagsOf(past.tags),
    locale: past.locale,
    source,
    source_reference: past.reference,
    opened_at: past.openedAt,
    last_message_at: past.openedAt,
    resolved_at: past.state === 'resolved' ? (past.resolvedAt ?? past.openedAt) : null,
  })
  await db(work)
    .insertInto('participant')
    .values({
      store_id: work.storeId,
      conversation_id: row.id,
      kind: 'shopper',
      ref_id: customerId,
      name: cleanLine(past.customer.name ?? ''),
      address: null,
      joined_at: past.openedAt,
      joined: true,
      following: false,
      read_position: past.messages.length,
    })
    .execute()
  return row
}

/** By address where the shopper is known already; otherwise a new one under the source's reference. */
async function customerOf(work: Work, source: string, { customer }: PastConversation): Promise<string> {
  const [known] = customer.email ? await findCustomersByEmail(work, customer.email) : []
  if (known) return known.id
  const [id = ''] = await ensureCustomers(work, source, [
    {
      reference: customer.reference,
      ...(customer.email ? { email: customer.email } : {}),
      ...(customer.name ? { name: customer.name } : {}),
    },
  ])
  return id
}

async function personOf(work: Work, email: string | null, people: People): Promise<StaffRecord | undefined> {
  if (!email) return undefined
  const key = email.toLowerCase()
  if (!people.has(key)) people.set(key, await findStaffByEmail(work, key))
  return people.get(key)
}

async function referencesOf(work: Work, conversationId: string): Promise<Set<string>> {
  const rows = await db(work)
    .selectFrom('message')
    .select('source_reference')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('source_reference', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.source_reference ?? ''))
}

async function goesOnHere(work: Work, conversationId: string): Promise<boolean> {
  const row = await db(work)
    .selectFrom('message')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('channel', '<>', 'import')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function messageRows(
  work: Work,
  row: ConversationRow,
  messages: readonly PastMessage[],
  people: People,
): Promise<MessageRow[]> {
  const rows: MessageRow[] = []
  // A time is never before that of the message in front of it.
  let latest = row.last_position === 0 ? new Date(0) : row.last_message_at
  for (const [index, message] of messages.entries()) {
    latest = message.at > latest ? message.at : latest
    const { text, redacted } = cleanText([message.text, ...message.files.map((name) => `[${name}]`)].join('\n').trim())
    const { kind } = message.author
    const person = kind === 'staff' ? await personOf(work, message.author.email, people) : undefined
    rows.push({
      store_id: work.storeId,
      id: work.newId('msg'),
      conversation_id: row.id,
      position: row.last_position + index + 1,
      client_id: null,
      kind: message.note ? 'note' : 'message',
      author_kind: kind,
      author_id: kind === 'shopper' ? row.customer_id : (person?.id ?? null),
      author_name: nameOf(message, person),
      channel: 'import',
      body: text,
      notice: null,
      redacted,
      state: 'sent',
      source_reference: message.reference,
      created_at: latest,
    })
  }
  return rows
}

// Of staff the other side learns the first name only, also of those who are long gone.
function nameOf({ author }: PastMessage, person: StaffRecord | undefined): string {
  if (author.kind === 'staff') return firstName(cleanLine(person?.name ?? author.name ?? ''))
  return cleanLine(author.name ?? '').slice(0, 200)
}

function endOf(
  row: ConversationRow,
  rows: readonly MessageRow[],
  state: ConversationRow['state'],
): Partial<ConversationRow> {
  const said = rows.filter(({ kind }) => kind === 'message')
  const answered = said.findLastIndex(({ author_kind }) => sideOf(author_kind) === 'desk')
  const unanswered = said[answered + 1]?.created_at ?? null
  // Who waited before and was not answered waits since then.
  const waitingSince = answered === -1 ? (row.waiting_since ?? unanswered) : unanswered
  const waiting_since = state === 'open' ? waitingSince : null
  const last = said.at(-1)
  if (!last) return { waiting_since }
  return {
    waiting_since,
    last_message_at: last.created_at > row.last_message_at ? last.created_at : row.last_message_at,
    last_message_by: last.author_kind,
  }
}

function tagsOf(tags: readonly string[]): string[] {
  const clean = tags.map((tag) => cleanLine(tag).toLowerCase().slice(0, 40)).filter((tag) => tag !== '')
  return [...new Set(clean)].toSorted().slice(0, limits.imports.tags)
}
