import { storePolicy } from '#modules/stores'
import { sql } from 'kysely'
import { findCustomers } from '#modules/customers'
import { findStaff, findTeams } from '#modules/staff'
import { versionsOf } from '#platform/events/list-events'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { textFor } from './as-seen.ts'
import { allowedOn } from './allowed.ts'
import { beginningOf } from './clean-text.ts'
import type { Conversation } from './contract.ts'
import { isDesk } from './desk.ts'
import { firstWordsOf } from './first-words.ts'
import { firstName } from './party.ts'
import { answeredAmong, familiesOf, loadConversations, participantsOf } from './queries.ts'
import { mayAskSolved, resumeUntil } from './rules.ts'
import { standingOf, type Standing } from './standing.ts'
import type { ConversationRow, ParticipantRow } from './tables.ts'
import { undoableSplits } from './undoable-splits.ts'
import { shopperKinds, type AuthorKind } from './words.ts'

/** Conversations by id, in that order, as the reader's actor sees them. Who may see them is the caller's question. */
export async function presentConversations(reader: Reader, ids: readonly string[]): Promise<Conversation[]> {
  const rows = await loadConversations(reader, ids)
  return await presentAll(
    reader,
    ids.flatMap((id) => rows.get(id) ?? []),
  )
}

/** The same for rows that are at hand, in a constant number of queries. */
export async function presentAll(reader: Reader, rows: readonly ConversationRow[]): Promise<Conversation[]> {
  if (rows.length === 0) return []
  const known = await gather(reader, rows)
  return rows.map((row) => present(reader, row, known))
}

async function gather(reader: Reader, rows: readonly ConversationRow[]) {
  const ids = rows.map((row) => row.id)
  const families = await familiesOf(reader, ids)
  const all = [...new Set([...families.values()].flat())]
  const desk = isDesk(reader)
  const [participants, versions, deskVersions, policy, merged] = await Promise.all([
    participantsOf(reader, all),
    versionsOf(reader, 'conversation', ids),
    desk ? versionsOf(reader, 'desk', ids) : new Map<string, number>(),
    storePolicy(reader),
    loadConversations(reader, all.filter((id) => !ids.includes(id)).concat(rows.flatMap((row) => row.continues ?? []))),
  ])
  const self = selfIn(reader, participants)
  const [lastTexts, firstWords, splits, unread, staff, teams, customers, standings, answered] = await Promise.all([
    lastTextsOf(reader, all),
    desk ? firstWordsOf(reader, ids) : new Map<string, never>(),
    desk ? undoableSplits(reader, rows) : new Map<string, never>(),
    unreadOf(reader, all, self),
    findStaff(
      reader,
      rows.flatMap((row) => row.assignee_id ?? []),
    ),
    desk
      ? findTeams(
          reader,
          rows.flatMap((row) => row.team_id ?? []),
        )
      : new Map<string, never>(),
    desk
      ? findCustomers(
          reader,
          rows.flatMap((row) => row.customer_id ?? []),
        )
      : new Map<string, never>(),
    standingOf(reader, rows),
    answeredAmong(
      reader,
      rows.filter((row) => mayAskSolved(row, true)).map((row) => row.id),
    ),
  ])
  const resumeDays = policy.get('chat.resume_days')
  const staffId = reader.actor.kind === 'staff' ? reader.actor.staffId : null
  return {
    families,
    participants,
    versions,
    deskVersions,
    merged,
    lastTexts,
    firstWords,
    splits,
    unread,
    staff,
    teams,
    customers,
    standings,
    answered,
    resumeDays,
    staffId,
  }
}

type Known = Awaited<ReturnType<typeof gather>>

function present(reader: Reader, row: ConversationRow, known: Known): Conversation {
  const family = known.families.get(row.id) ?? [row.id]
  const people = known.participants.get(row.id) ?? []
  const last = family
    .flatMap((id) => known.lastTexts.get(id) ?? [])
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())[0]
  const until = resumeUntil(row, known.resumeDays)
  const assignee = row.assignee_id ? known.staff.get(row.assignee_id) : undefined
  const standing = known.standings.get(row.id) ?? nothingKnown
  const earlier = row.continues ? known.merged.get(row.continues) : undefined
  return {
    id: row.id,
    reference: row.reference,
    state: row.state,
    channel: row.channel,
    subject: textFor(reader.actor, { kind: 'shopper', id: null }, row.subject),
    about: row.about_kind && row.about_id ? { kind: row.about_kind, id: row.about_id } : null,
    orderId: row.order_id,
    openedAt: row.opened_at.toISOString(),
    lastMessageAt: row.last_message_at.toISOString(),
    lastPosition: row.last_position,
    lastText: last ? beginningOf(last.text, limits.conversations.beginningCharacters) : null,
    unread: Math.min(
      family.reduce((sum, id) => sum + (known.unread.get(id) ?? 0), 0),
      limits.conversations.unreadCounted,
    ),
    with: assignee ? { name: firstName(assignee.name), photoUrl: null } : null,
    seenByOther: seenByOther(reader, people),
    asksSolved: mayAskSolved(row, known.answered.has(row.id)),
    resumeUntil: until?.toISOString() ?? null,
    continues: earlier ? { id: earlier.id, reference: earlier.reference } : null,
    version: known.versions.get(row.id) ?? 0,
    ...allowedOn({
      side: reader.actor.kind === 'seller' ? 'seller' : isDesk(reader) ? 'desk' : 'shopper',
      row,
      now: reader.now,
      resumeUntil: until,
      conduct: standing.conduct,
      staff:
        reader.actor.kind === 'staff'
          ? { id: reader.actor.staffId, role: reader.actor.role, participant: selfAmong(reader, people) ?? null }
          : null,
    }),
    ...(isDesk(reader) ? { desk: deskOf(row, known, people, standing, family) } : {}),
  }
}

const nothingKnown: Standing = { conduct: null, flags: [] }

function deskOf(
  row: ConversationRow,
  known: Known,
  people: readonly ParticipantRow[],
  standing: Standing,
  family: readonly string[],
): NonNullable<Conversation['desk']> {
  const customer = row.customer_id ? known.customers.get(row.customer_id) : undefined
  const visitor = people.find((person) => person.kind === 'visitor')
  const assignee = row.assignee_id ? known.staff.get(row.assignee_id) : undefined
  const team = row.team_id ? known.teams.get(row.team_id) : undefined
  return {
    customer: customer ? { id: customer.id, name: customer.name, email: customer.email } : null,
    visitor: row.visitor_id ? { id: row.visitor_id, name: visitor?.name ?? '', email: visitor?.address ?? null } : null,
    snippet: known.firstWords.get(row.id) ?? null,
    verified: row.verified,
    assignee: assignee ? { id: assignee.id, name: assignee.name } : null,
    team: team ? { id: team.id, name: team.name } : null,
    intent: row.intent === null ? null : { code: row.intent, confidence: row.intent_confidence ?? 1 },
    tags: row.tags,
    priority: row.priority,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    cause: row.cause,
    mergedInto: row.merged_into,
    merged: family
      .filter((id) => id !== row.id)
      .flatMap((id) => known.merged.get(id) ?? [])
      .map(({ id, reference }) => ({ id, reference })),
    splitFrom: row.split_from,
    undoableSplit: known.splits.get(row.id) ?? null,
    following: people.some((person) => person.kind === 'staff' && person.following && person.ref_id === known.staffId),
    conduct: standing.conduct,
    flags: standing.flags,
    incidentId: row.incident_id,
    version: known.deskVersions.get(row.id) ?? 0,
  }
}

function seenByOther(reader: Reader, people: readonly ParticipantRow[]): number {
  const others = people.filter((person) =>
    isDesk(reader) || reader.actor.kind === 'seller'
      ? person.kind === 'shopper' || person.kind === 'visitor'
      : person.kind === 'staff' || person.kind === 'seller',
  )
  return Math.max(0, ...others.map((person) => person.read_position))
}

function selfAmong(reader: Reader, people: readonly ParticipantRow[]): ParticipantRow | undefined {
  const { actor } = reader
  switch (actor.kind) {
    case 'staff':
      return people.find((person) => person.kind === 'staff' && person.ref_id === actor.staffId)
    case 'visitor':
      return people.find((person) => person.kind === 'visitor' && person.ref_id === actor.visitorId)
    case 'seller':
      return people.find((person) => person.kind === 'seller' && person.ref_id === actor.sellerId)
    // The same person under whichever of their merged accounts: what one has seen, all have.
    case 'shopper':
    case 'guest':
      return people
        .filter((person) => person.kind === 'shopper')
        .toSorted((one, other) => other.read_position - one.read_position)[0]
    default:
      return undefined
  }
}

function selfIn(reader: Reader, participants: ReadonlyMap<string, ParticipantRow[]>): Map<string, number> {
  return new Map([...participants].map(([id, people]) => [id, selfAmong(reader, people)?.read_position ?? 0]))
}

interface LastText {
  conversation_id: string
  body: string
  author_kind: AuthorKind
  author_id: string | null
  created_at: Date
}

/** The last thing that somebody said in each; notes and what happened do not count. */
async function lastTextsOf(reader: Reader, ids: readonly string[]): Promise<Map<string, { text: string; at: Date }>> {
  const { rows } = await sql<LastText>`
    select wanted.id as conversation_id, last.*
    from unnest(${[...ids]}::text[]) as wanted(id)
    cross join lateral (
      select left(message.body, 400) as body, message.author_kind, message.author_id, message.created_at from message
      where message.store_id = ${reader.storeId} and message.conversation_id = wanted.id
        and message.kind = 'message' and message.state = 'sent'
      order by message.position desc limit 1) as last`.execute(reader.db)
  const said = (row: LastText) => textFor(reader.actor, { kind: row.author_kind, id: row.author_id }, row.body)
  return new Map(rows.map((row) => [row.conversation_id, { text: said(row), at: row.created_at }]))
}

/** How many messages of the other side lie behind what was seen, counted up to a limit. */
async function unreadOf(
  reader: Reader,
  ids: readonly string[],
  seen: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const positions = ids.map((id) => seen.get(id) ?? 0)
  const fromShopper = sql`message.author_kind in (${sql.join([...shopperKinds])})`
  const otherSide = isDesk(reader) || reader.actor.kind === 'seller' ? fromShopper : sql`not (${fromShopper})`
  const { rows } = await sql<{ conversation_id: string; count: number }>`
    select wanted.id as conversation_id, unread.count
    from unnest(${[...ids]}::text[], ${positions}::int[]) as wanted(id, position)
    cross join lateral (
      select count(*)::int as count from (
        select 1 from message
        where message.store_id = ${reader.storeId} and message.conversation_id = wanted.id
          and message.position > wanted.position and message.kind = 'message' and message.state = 'sent'
          and ${otherSide}
        limit ${limits.conversations.unreadCounted}) as counted) as unread`.execute(reader.db)
  return new Map(rows.map((row) => [row.conversation_id, row.count]))
}
