import { sql } from 'kysely'
import { provedIdsOf, findCustomer } from '#modules/customers'
import { requireOwnFiles } from '#modules/files'
import type { SellerRecord } from '#modules/sellers'
import { actorKey } from '#platform/auth/actor'
import { ApiError, assert, invalid, refuse } from '#platform/errors'
import { spokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { requireAnswerable } from '../answer-checks.ts'
import { cleanLine, cleanText } from '../clean-text.ts'
import { requireWelcome } from '../conduct/require-welcome.ts'
import { conversationOpened } from '../events.ts'
import { partyOf, type Party } from '../party.ts'
import { findConversation } from '../queries.ts'
import { findSubject, type FoundSubject, type SubjectInput } from '../subject.ts'
import type { ConversationChannel, ConversationRow, ConversationTables, MessageRow } from '../tables.ts'
import { sideOf } from '../words.ts'
import { beginWith, type Entry, tailOfFirst } from './append.ts'
import { earlierMessages } from './earlier-messages.ts'
import { sellerOf } from './seller-of.ts'
import { joinAll, type Joining } from './participants.ts'
import { tell } from './tell.ts'

const db = tablesOf<ConversationTables>()

/** What a conversation begins with. */
export interface OpenInput {
  text: string
  files?: readonly string[] | undefined
  clientId?: string | undefined
  /** Whether the caller holds what makes sure that it comes once: nobody looks for it then. */
  isFirst?: boolean | undefined
  about?: SubjectInput | undefined
  subject?: string | undefined
  channel?: ConversationChannel | undefined
  intent?: string | undefined
  locale?: string | undefined
  /** The search of the help center that came before. */
  search?: string | undefined
  /** Of somebody without an account. */
  name?: string | undefined
  email?: string | undefined
  /** Whom it is with; needed when somebody of the store begins. */
  customerId?: string | undefined
  visitorId?: string | undefined
  /** Who wrote the first message, where that is not the actor: a mail is brought in by the program. */
  author?: Party | undefined
  /** Whether the author proved who they are; known of actors, for others no unless said. */
  verified?: boolean | undefined
  /** What it was called where it came from; the same one again is the same conversation. */
  source?: { source: string; reference: string } | undefined
  sourceReference?: string | undefined
  /** Who is asked: the store, or whoever sold what it is about. */
  to?: 'store' | 'seller' | undefined
}

export interface Opened {
  conversation: ConversationRow
  message: MessageRow
}

/**
 * Begins a conversation with its first message. The same author and client id again answer the first one, however many
 * arrive at once.
 */
export async function openConversation(work: Work, input: OpenInput): Promise<Opened> {
  const [opened] = await openConversations(work, [input])
  assert(opened, 'a conversation that was opened is there')
  return opened
}

/** As `openConversation`, of several that come together, such as mails; all or none. */
export async function openConversations(work: Work, inputs: readonly OpenInput[]): Promise<Opened[]> {
  const known: (Plan | Opened)[] = []
  for (const input of inputs) known.push(await plan(work, input))
  const opened = await write(
    work,
    known.filter((each) => 'fields' in each),
  )
  return known.flatMap((each) => ('fields' in each ? (opened.get(each) ?? []) : each))
}

/** What is written of a conversation that may begin. */
interface Plan {
  input: OpenInput
  author: Party
  fields: Partial<ConversationRow>
  entry: Entry
  files: Awaited<ReturnType<typeof requireOwnFiles>>
  seller: SellerRecord | null
}

async function plan(work: Work, input: OpenInput): Promise<Plan | Opened> {
  const author = input.author ?? (await partyOf(work))
  if (input.clientId !== undefined && !input.isFirst) {
    const again = await alreadyOpened(work, author, input.clientId)
    // Somebody of the store may have lost sight of it meanwhile.
    if (again && input.author === undefined) await findConversation(work, again.conversation.id)
    if (again) return again
  }
  const { text, redacted } = cleanText(input.text)
  const files = input.files?.length ? await requireOwnFiles(work, input.files) : []
  if (text === '' && files.length === 0)
    refuse('text_or_file_needed', undefined, 'Please write something, or add a photo or a file.')
  const subject = input.about ? await findSubject(work, input.about) : await subjectOfGuest(work)
  const whose = await whoseMatter(work, author, input, subject)
  const seller = input.to === 'seller' ? await sellerOf(work, subject) : null
  // A seller answers in hours: nobody is kept waiting in a chat for them.
  const channel = input.channel ?? (seller ? 'web' : 'chat')
  if (sideOf(author.kind) === 'shopper' && input.author === undefined)
    await requireWelcome(work, { customerId: whose.customer_id, visitorId: whose.visitor_id }, channel)
  if (sideOf(author.kind) === 'shopper' && input.author === undefined) await requirePause(work, whose)
  const fields = {
    ...whose,
    channel,
    subject: cleanLine(input.subject ?? ''),
    about_kind: subject?.kind ?? null,
    about_id: subject?.id ?? null,
    order_id: subject?.orderId ?? null,
    intent: input.intent ?? null,
    locale: input.locale ?? null,
    assignee_id: author.kind === 'staff' ? author.id : null,
    source: input.source?.source ?? null,
    source_reference: input.source?.reference ?? null,
    ...tailOfFirst(work, { author }),
  }
  const { clientId, sourceReference } = input
  const entry = { ...entryOf(author, text, redacted, files), channel, clientId, sourceReference }
  return { input, author, fields, entry, files, seller }
}

async function write(work: Work, plans: readonly Plan[]): Promise<Map<Plan, Opened>> {
  if (plans.length === 0) return new Map()
  const rows = await insertConversations(
    work,
    plans.map(({ fields }) => fields),
  )
  const written = plans.flatMap((each, at) => {
    const row = rows[at]
    return row ? [{ ...each, plan: each, row }] : []
  })
  await joinAll(
    work,
    written.flatMap(({ row, author, input, seller }) =>
      [...peopleIn(row, author, input), ...sellerIn(seller)].map((who) => ({ conversationId: row.id, who })),
    ),
  )
  const begun = await beginWith(work, written)
  const opened = new Map<Plan, Opened>()
  for (const [at, { plan: its, row, author, input, files }] of written.entries()) {
    const first = begun[at]
    assert(first, 'each has its first message')
    await emitOpened(work, row, author.kind === 'staff', helpBefore(row, input))
    if (author.kind === 'staff' && input.author === undefined)
      await requireAnswerable(work, { conversation: row, files })
    await tell(work, first, { files })
    opened.set(its, { conversation: row, message: first.message })
  }
  return opened
}

export function entryOf(
  author: Party,
  text: string,
  redacted: readonly string[],
  files: Awaited<ReturnType<typeof requireOwnFiles>>,
): Entry {
  return {
    kind: 'message',
    author,
    text,
    redacted,
    files: files.map(({ id, name }) => ({ id, name: name === null ? null : cleanLine(name) })),
  }
}

/** Writes the row of a new conversation, empty unless the fields say otherwise, under a reference of its own. */
export async function insertConversation(work: Work, fields: Partial<ConversationRow>): Promise<ConversationRow> {
  const [row] = await insertConversations(work, [fields])
  assert(row, 'a conversation that was inserted is there')
  return row
}

async function insertConversations(
  work: Work,
  wanted: readonly Partial<ConversationRow>[],
): Promise<ConversationRow[]> {
  const ids = wanted.map(() => work.newId('cnv'))
  const written = new Map<string, ConversationRow>()
  for (let tries = 0; written.size < wanted.length; tries++) {
    assert(tries < 10, 'a reference is free')
    const missing = wanted.flatMap((fields, at) => {
      const id = ids[at]
      return id === undefined || written.has(id) ? [] : [{ ...emptyRow(work, id), ...fields }]
    })
    const rows = await db(work)
      .insertInto('conversation')
      .values(missing)
      .onConflict((conflict) => conflict.columns(['store_id', 'reference']).doNothing())
      .returningAll()
      .execute()
    for (const row of rows) written.set(row.id, row)
  }
  return ids.flatMap((id) => written.get(id) ?? [])
}

function emptyRow(work: Work, id: string) {
  return {
    store_id: work.storeId,
    id,
    reference: spokenReference(work),
    state: 'open' as const,
    channel: 'chat' as const,
    subject: '',
    tags: [],
    priority: 0,
    last_position: 0,
    last_message_at: work.now,
    opened_at: work.now,
    verified: false,
    version: 1,
  }
}

/**
 * Tells that there is a new one.
 * @param byStaff whether somebody of the store has it: otherwise whoever is free gets it
 */
export async function emitOpened(
  work: Work,
  row: ConversationRow,
  byStaff: boolean,
  help: HelpBefore = {},
): Promise<void> {
  await work.emit(
    conversationOpened,
    { kind: 'conversation', id: row.id },
    {
      conversationId: row.id,
      channel: row.channel,
      customerId: row.customer_id,
      visitorId: row.visitor_id,
      orderId: row.order_id,
      intent: row.intent,
      locale: row.locale,
      byStaff,
      ...help,
    },
  )
}

type HelpBefore = { help?: { article: string | null; search: string | null } }

// What somebody read or looked for before they wrote.
function helpBefore(row: ConversationRow, { search = null }: { search?: string | null | undefined }): HelpBefore {
  const article = row.about_kind === 'article' ? row.about_id : null
  return article === null && search === null ? {} : { help: { article, search } }
}

// Of one person, whoever sends for them: a store's own system speaks for all of its shoppers through one key.
async function requirePause(
  work: Work,
  { customer_id, visitor_id }: Pick<ConversationRow, 'customer_id' | 'visitor_id'>,
): Promise<void> {
  const since = addHours(work.now, -1)
  const recent = await db(work)
    .selectFrom('conversation')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where(customer_id === null ? 'visitor_id' : 'customer_id', '=', customer_id ?? visitor_id)
    .where('last_message_at', '>', since)
    .where('opened_at', '>', since)
    .limit(limits.conversations.opensPerHour)
    .execute()
  if (recent.length >= limits.conversations.opensPerHour)
    throw new ApiError(
      'rate_limited',
      'too_many_conversations',
      'These are a lot of conversations at once. Please go on in one of them, or wait a little.',
    )
}

async function alreadyOpened(work: Work, author: Party, clientId: string): Promise<Opened | undefined> {
  // There is no row yet that two repeats could meet at.
  const name = `conversation ${actorKey(work.actor)} ${author.kind} ${author.id} ${clientId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(work.db)
  const [earlier] = await earlierMessages(work, author, clientId)
  return earlier
}

// A guest proved one order, so that what they write is about it.
async function subjectOfGuest(work: Work): Promise<FoundSubject | undefined> {
  return work.actor.kind === 'guest' ? await findSubject(work, { kind: 'order', id: work.actor.orderId }) : undefined
}

async function whoseMatter(
  work: Work,
  author: Party,
  input: OpenInput,
  subject: FoundSubject | undefined,
): Promise<Pick<ConversationRow, 'customer_id' | 'visitor_id' | 'verified'>> {
  const byShopper = author.kind === 'shopper'
  const verified = input.verified ?? (byShopper && input.author === undefined)
  if (author.kind === 'visitor') return { customer_id: null, visitor_id: author.id, verified: false }
  const named = byShopper ? author.id : (input.customerId ?? subject?.customerId)
  if (named === undefined || named === null) {
    if (input.visitorId !== undefined) return { customer_id: null, visitor_id: input.visitorId, verified: false }
    return invalid('customer', 'Say whom it is with: customer should be a shopper’s id.', 'missing_field')
  }
  const { id } = await findCustomer(work, named)
  if (subject && subject.customerId !== null && !(await provedIdsOf(work, id)).includes(subject.customerId))
    invalid('about', 'about should be a thing of the same shopper.', 'another_shopper')
  return { customer_id: id, visitor_id: input.visitorId ?? null, verified }
}

function sellerIn(seller: SellerRecord | null): Joining[] {
  return seller ? [{ kind: 'seller', ref_id: seller.id, name: seller.name }] : []
}

// An account has its name and address itself; what is typed beside it identifies nobody and overwrites nothing.
function peopleIn(row: ConversationRow, author: Party, input: OpenInput): Joining[] {
  const isTold = author.kind === 'visitor' || input.author !== undefined
  const told = { name: isTold ? cleanLine(input.name ?? '') : '', address: isTold ? (input.email ?? null) : null }
  const name = told.name || (sideOf(author.kind) === 'shopper' ? author.name : '')
  const who = row.customer_id
    ? { kind: 'shopper' as const, ref_id: row.customer_id }
    : { kind: 'visitor' as const, ref_id: row.visitor_id ?? '' }
  const person = { ...who, name, address: told.address }
  if (author.kind !== 'staff' || !author.id) return [person]
  return [person, { kind: 'staff', ref_id: author.id, name: author.name }]
}
