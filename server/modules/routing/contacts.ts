import { type RawBuilder, sql } from 'kysely'
import { visibleTeams } from '#modules/staff'
import { assert, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { contactMachine, openStates } from './machine.ts'
import { routingPolicy } from './policy.ts'
import type { Channel } from './rules.ts'
import type { ContactRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** One contact that the actor may see, locked; the lock of routing is taken before. */
export async function lockContact(work: Work, id: string): Promise<ContactRow> {
  const teams = await visibleTeams(work)
  const row = await db(work)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where(inTeams(teams))
    .forUpdate()
    .executeTakeFirst()
  return row ?? notFound('contact')
}

/** The open contact of a conversation; undefined when there is none. */
export async function findOpenContact(reader: Reader, conversationId: string): Promise<ContactRow | undefined> {
  return (await findOpenContacts(reader, [conversationId])).get(conversationId)
}

/** The same of several, by conversation. */
export async function findOpenContacts(
  reader: Reader,
  conversationIds: readonly string[],
): Promise<Map<string, ContactRow>> {
  const rows = await db(reader)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', sql<string>`any(${[...conversationIds]})`)
    .where('state', 'in', [...openStates])
    .execute()
  return new Map(rows.map((row) => [row.conversation_id, row]))
}

/** The same, locked. */
export async function lockOpenContact(work: Work, conversationId: string): Promise<ContactRow | undefined> {
  return await db(work)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', [...openStates])
    .forUpdate()
    .executeTakeFirst()
}

/** Takes a step of the machine; nothing happens to what moved on meanwhile, which cannot be under the locks. */
export async function stepContact(
  work: Work,
  row: ContactRow,
  verb: keyof typeof contactMachine.steps,
  changes: Partial<ContactRow>,
): Promise<ContactRow> {
  const after = await db(work)
    .updateTable('contact')
    .set({ ...changes, state: contactMachine.next(row.state, verb), version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .where('state', '=', row.state)
    .returningAll()
    .executeTakeFirst()
  assert(after, 'a contact moves only under its lock')
  return after
}

/** Changes where it waits, not how it stands. */
export async function moveContact(
  work: Work,
  row: ContactRow,
  changes: Partial<Pick<ContactRow, 'queue_id' | 'team_id' | 'skill' | 'priority' | 'conversation_id' | 'passed_by'>>,
): Promise<ContactRow> {
  const after = await db(work)
    .updateTable('contact')
    .set({ ...changes, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst()
  assert(after, 'a contact moves only under its lock')
  return after
}

export interface WaitingQuery {
  /** Whose: without a team, and those of these teams. */
  teams: 'all' | readonly string[]
  channels: readonly Channel[]
  limit: number
}

/**
 * What waits, in the order in which it is handed out. Of each priority only the longest waiting can be among the first, so that
 * a backlog of any length costs the same.
 */
export async function listWaiting(reader: Reader, { teams, channels, limit }: WaitingQuery): Promise<ContactRow[]> {
  const groups = teams === 'all' ? [null] : [null, ...new Set(teams)]
  const ofGroup = teams === 'all' ? sql`true` : sql`contact.team_id is not distinct from place.team_id`
  const { rows } = await sql<ContactRow>`
    select waiting.* from
      (select channel, team_id, priority from unnest(${[...channels]}::text[]) as channel,
        unnest(${groups}::text[]) as team_id, generate_series(0, ${topPriority}::integer) as priority) as place
      cross join lateral (
        select contact.* from contact
        where contact.store_id = ${reader.storeId} and contact.state = 'waiting' and contact.channel = place.channel
          and contact.priority = place.priority and ${ofGroup}
        order by contact.waiting_from, contact.id limit ${limit}) as waiting
    order by ${await urgency(reader, 'waiting')} desc, waiting.waiting_from, waiting.id limit ${limit}`.execute(
    reader.db,
  )
  return rows
}

/** The team's own, and what is everybody's. */
export function inTeams(teams: 'all' | readonly string[]): RawBuilder<boolean> {
  return teams === 'all' ? sql<boolean>`true` : sql<boolean>`(team_id is null or team_id = any(${[...teams]}))`
}

const topPriority = 9

/**
 * How urgent a waiting contact is now: its priority, and a step for every so many minutes of waiting, so that nobody waits for
 * ever; what is most urgent of all is never caught up with.
 * @param alias how the query calls the table
 */
export async function urgency(reader: Reader, alias = 'contact'): Promise<RawBuilder<number>> {
  const { ageingMinutes } = await routingPolicy(reader)
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const minutes = sql`case ${column('channel')} when 'mail' then ${ageingMinutes.mail}::integer else ${ageingMinutes.chat}::integer end`
  const waited = sql`extract(epoch from ${reader.now}::timestamptz - ${column('waiting_from')}) / 60`
  return sql<number>`case when ${column('priority')} >= ${topPriority}::integer then ${column('priority')}
    else least(${column('priority')} + floor(${waited} / (${minutes})), ${topPriority - 1}::integer) end`
}

/** How many wait, by queue, and since when the longest of them. */
export async function waitingByQueue(
  reader: Reader,
  teams: 'all' | readonly string[],
): Promise<Map<string, { waiting: number; longestFrom: Date | null }>> {
  const rows = await db(reader)
    .selectFrom('contact')
    .select((each) => ['queue_id', each.fn.countAll<number>().as('waiting'), each.fn.min('waiting_from').as('from')])
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'waiting')
    .where(inTeams(teams))
    .groupBy('queue_id')
    .execute()
  return new Map(rows.map((row) => [row.queue_id, { waiting: Number(row.waiting), longestFrom: row.from }]))
}

/** Seconds of waiting until an instant, never below none. */
export function waitedSeconds(row: Pick<ContactRow, 'waiting_from'>, until: Date): number {
  return Math.max(0, Math.round((until.getTime() - row.waiting_from.getTime()) / 1000))
}
