import { sql, type RawBuilder } from 'kysely'
import { findCustomer, reachableIdsOf } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { invalid, notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Conversation } from './contract.ts'
import { isDesk } from './desk.ts'
import { presentAll } from './present.ts'
import type { ConversationRow } from './tables.ts'
import { seenBy, type Sight, sightOf } from './visible.ts'

export interface ListInput {
  state?: 'open' | 'resolved' | undefined
  view?: 'mine' | 'unassigned' | 'mentions' | 'following' | 'all' | undefined
  team?: string | undefined
  customer?: string | undefined
  order?: string | undefined
  about?: string | undefined
  channel?: ConversationRow['channel'] | undefined
  tag?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/**
 * A page of the conversations that the reader's actor may see, the one with the newest message first. Those merged into another
 * one are shown with that.
 */
export async function listConversations(
  reader: Reader,
  input: ListInput,
): Promise<{ data: Conversation[]; nextCursor: string | null }> {
  const limit = input.limit ?? limits.page.size
  const rows = await pageOf(reader, input, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await presentAll(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.last_message_at, last.id) : null,
  }
}

async function pageOf(reader: Reader, input: ListInput, limit: number): Promise<ConversationRow[]> {
  const sight = await sightOf(reader)
  const conditions = await conditionsOf(reader, input)
  if (conditions === 'nothing') return []
  const { tag } = input
  if (tag === undefined) return await fetch(reader, newestFirst(reader, sight, input, conditions, limit))
  const tagged = sql<boolean>`tags @> array[${tag}]::text[]`
  // A tag in use is found among the newest; a rare one by its own index, without walking past all that lack it.
  const nearby = newestFirst(reader, sight, input, conditions, limits.conversations.taggedNearby)
  const near = await fetch(
    reader,
    sql`select * from (${nearby}) as near where ${tagged} order by last_message_at desc, id desc limit ${limit}`,
  )
  if (near.length === limit) return near
  const all = sql.join([seenBy(sight), placeBehind(input), ...conditions], sql` and `)
  return await fetch(
    reader,
    sql`select conversation.* from (
        select * from conversation where store_id = ${reader.storeId} and merged_into is null and ${tagged} offset 0) as conversation
      where ${all} order by last_message_at desc, id desc limit ${limit}`,
  )
}

async function fetch(reader: Reader, query: RawBuilder<unknown>): Promise<ConversationRow[]> {
  const { rows } = await query.execute(reader.db)
  return rows as ConversationRow[]
}

function newestFirst(
  reader: Reader,
  sight: Sight,
  input: ListInput,
  conditions: readonly RawBuilder<boolean>[],
  limit: number,
): RawBuilder<unknown> {
  const page = (seen: RawBuilder<boolean>) => sql`
    select conversation.* from conversation
    where conversation.store_id = ${reader.storeId} and ${standsAlone(reader, sight)}
      and ${sql.join([seen, placeBehind(input), ...conditions], sql` and `)}
    order by conversation.last_message_at desc, conversation.id desc limit ${limit}`
  const branches = branchesOf(sight, input)
  if (!branches) return page(seenBy(sight))
  return sql`
    select * from (${sql.join(
      branches.map((branch) => sql`(${page(branch)})`),
      sql` union all `,
    )}) as seen order by last_message_at desc, id desc limit ${limit}`
}

// Not shown with another one: what is merged into something that they may not see is, to them, merged into nothing.
function standsAlone(reader: Reader, sight: Sight): RawBuilder<boolean> {
  if (isDesk(reader)) return sql<boolean>`conversation.merged_into is null`
  return sql<boolean>`not exists (select 1 from conversation as into_it
    where into_it.store_id = conversation.store_id and into_it.id = conversation.merged_into and ${seenBy(sight, 'into_it')})`
}

function placeBehind({ cursor }: ListInput): RawBuilder<boolean> {
  if (cursor === undefined) return sql<boolean>`true`
  const { at, id } = decodeTimeCursor(cursor)
  return sql<boolean>`(conversation.last_message_at, conversation.id) < (${at}::timestamptz, ${id})`
}

/**
 * Whoever sees some teams only gets the first rows of each by its own index, instead of walking past what they may not see. Lists
 * that are short by themselves are not taken apart.
 */
function branchesOf(
  sight: Sight,
  { view, team, customer, order, about }: ListInput,
): RawBuilder<boolean>[] | undefined {
  if (sight.kind !== 'teams') return undefined
  if (view === 'mine' || view === 'mentions' || view === 'following' || team || customer || order || about)
    return undefined
  return [
    sql<boolean>`conversation.team_id is null`,
    ...sight.teamIds.map((id) => sql<boolean>`conversation.team_id = ${id}`),
  ]
}

async function conditionsOf(reader: Reader, input: ListInput): Promise<RawBuilder<boolean>[] | 'nothing'> {
  const conditions: RawBuilder<boolean>[] = []
  if (!isDesk(reader)) for (const field of ['view', 'team', 'customer', 'tag'] as const) refuseFor(field, input[field])
  if (input.state) conditions.push(sql<boolean>`conversation.state = ${sql.lit(input.state)}`)
  if (input.team) conditions.push(sql<boolean>`conversation.team_id = ${input.team}`)
  if (input.channel) conditions.push(sql<boolean>`conversation.channel = ${input.channel}`)
  if (input.about) conditions.push(aboutIs(input.about))
  if (input.view) conditions.push(...inView(reader, input.view, input.state))
  if (input.customer) {
    const ids = await idsOfShopper(reader, input.customer)
    if (!ids) return 'nothing'
    conditions.push(sql<boolean>`conversation.customer_id = any(${ids})`)
  }
  if (input.order) {
    const { row } = await findOrder(reader, input.order)
    conditions.push(sql<boolean>`conversation.order_id = ${row.id}`)
  }
  return conditions
}

function refuseFor(field: string, value: unknown): void {
  if (value !== undefined) invalid(field, `${field} is for people who work here. Leave it out.`)
}

function aboutIs(about: string): RawBuilder<boolean> {
  const match = /^([a-z_]+):(.+)$/.exec(about)
  if (!match) return invalid('about', 'about should be kind:id, such as return:ret_….')
  return sql<boolean>`conversation.about_id = ${match[2]} and conversation.about_kind = ${match[1]}`
}

function inView(
  { actor }: Reader,
  view: NonNullable<ListInput['view']>,
  state: ListInput['state'],
): RawBuilder<boolean>[] {
  // A person's lists hold what there is to do, unless the caller asks for what is done.
  const open = state === undefined ? [sql<boolean>`conversation.state = 'open'`] : []
  if (view === 'all') return []
  if (view === 'unassigned') return [sql<boolean>`conversation.assignee_id is null`, ...open]
  if (actor.kind !== 'staff') return invalid('view', `The view ${view} is of a person; a key has none.`)
  const self = actor.staffId
  if (view === 'mine') return [sql<boolean>`conversation.assignee_id = ${self}`, ...open]
  if (view === 'following')
    return [
      sql<boolean>`exists (select 1 from participant as follower
        where follower.store_id = conversation.store_id and follower.conversation_id = conversation.id
          and follower.kind = 'staff' and follower.ref_id = ${self} and follower.following)`,
      ...open,
    ]
  return [
    sql<boolean>`exists (select 1 from mention
      where mention.store_id = conversation.store_id and mention.conversation_id = conversation.id
        and mention.staff_id = ${self} and mention.seen_at is null)`,
  ]
}

async function idsOfShopper(reader: Reader, anyId: string): Promise<string[] | undefined> {
  const { id } = await findCustomer(reader, anyId)
  const { actor } = reader
  const ids = await reachableIdsOf(reader, actor.kind === 'shopper' ? actor.customerId : id)
  if (actor.kind === 'shopper' && id !== actor.customerId && !ids.includes(id)) notFound('shopper')
  return ids.length > 0 ? ids : undefined
}
