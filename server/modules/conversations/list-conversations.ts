import { sql, type RawBuilder } from 'kysely'
import { customerIdsOf, findCustomer } from '#modules/customers'
import { findOrder } from '#modules/orders'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { invalid, notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { Conversation } from './contract.ts'
import { isDesk } from './desk.ts'
import { presentAll } from './present.ts'
import type { ConversationRow } from './tables.ts'
import { sightOf, seenBy, type Sight } from './visible.ts'

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
  const limit = input.limit ?? 20
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
  const after = input.cursor === undefined ? undefined : decodeTimeCursor(input.cursor)
  const page = (more: RawBuilder<boolean>) => sql<ConversationRow>`
    select conversation.* from conversation
    where conversation.store_id = ${reader.storeId} and conversation.merged_into is null
      and ${sql.join([more, ...conditions], sql` and `)}
      ${after ? sql`and (conversation.last_message_at, conversation.id) < (${after.at}::timestamptz, ${after.id})` : sql``}
    order by conversation.last_message_at desc, conversation.id desc limit ${limit}`
  const query = branchesOf(sight, input)?.map(page)
  const { rows } = await (query
    ? sql<ConversationRow>`
          select * from (${sql.join(
            query.map((branch) => sql`(${branch})`),
            sql` union all `,
          )}) as seen order by last_message_at desc, id desc limit ${limit}`
    : page(seenBy(sight))
  ).execute(reader.db)
  return rows
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
  if (input.tag) conditions.push(sql<boolean>`conversation.tags @> array[${input.tag}]::text[]`)
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
  if (reader.actor.kind === 'shopper' && reader.actor.customerId !== id) notFound('shopper')
  const ids = await customerIdsOf(reader, id)
  return ids.length > 0 ? ids : undefined
}
