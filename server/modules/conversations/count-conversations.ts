import { sql } from 'kysely'
import { teamNames } from '#modules/staff'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { seenBy, sightOf, type Sight } from './visible.ts'

export interface ConversationCounts {
  mine: number
  unassigned: number
  mentions: number
  following: number
  all: number
  teams: { id: string; name: string; open: number }[]
}

const most = limits.conversations.counted

/**
 * How many open conversations each list of the reader's actor holds. What they may not see is in no count. Lists are counted up to
 * a limit: a number that nobody can work through says no more, and would cost every screen its time.
 */
export async function countConversations(reader: Reader): Promise<ConversationCounts> {
  const [sight, names] = await Promise.all([sightOf(reader), teamNames(reader)])
  const seen = sight.kind === 'all' ? [...names.keys()] : sight.kind === 'teams' ? sight.teamIds : []
  const [own, byTeam] = await Promise.all([countOwn(reader, sight), countByTeam(reader, seen)])
  const sum = (field: 'open' | 'unassigned') =>
    Math.min(
      byTeam.reduce((total, row) => total + row[field], 0),
      most,
    )
  const open = new Map(byTeam.map((row) => [row.team_id, row.open]))
  return {
    ...own,
    unassigned: sum('unassigned'),
    all: sum('open'),
    teams: [...names].flatMap(([id, name]) => {
      const count = open.get(id) ?? 0
      return count > 0 ? [{ id, name, open: count }] : []
    }),
  }
}

async function countOwn(
  reader: Reader,
  sight: Sight,
): Promise<Pick<ConversationCounts, 'mine' | 'mentions' | 'following'>> {
  const { actor, storeId } = reader
  if (actor.kind !== 'staff') return { mine: 0, mentions: 0, following: 0 }
  const visible = seenBy(sight, 'c')
  const { rows } = await sql<{ mine: number; mentions: number; following: number }>`
    select
      (select count(*)::int from (
        select 1 from conversation c
        where c.store_id = ${storeId} and c.state = 'open' and c.merged_into is null and c.assignee_id = ${actor.staffId} and ${visible}
        limit ${most}) as counted) as mine,
      (select count(distinct counted.id)::int from (
        select c.id from mention join conversation c on c.store_id = mention.store_id and c.id = mention.conversation_id
        where mention.store_id = ${storeId} and mention.staff_id = ${actor.staffId} and mention.seen_at is null and ${visible}
        limit ${most}) as counted) as mentions,
      (select count(*)::int from (
        select 1 from participant join conversation c on c.store_id = participant.store_id and c.id = participant.conversation_id
        where participant.store_id = ${storeId} and participant.ref_id = ${actor.staffId} and participant.following
          and participant.kind = 'staff' and c.state = 'open' and c.merged_into is null and ${visible}
        limit ${most}) as counted) as following`.execute(reader.db)
  return rows[0] ?? { mine: 0, mentions: 0, following: 0 }
}

/** Of each team, and first of what has none. Each count reads an index of its own, and no more of it than it says. */
async function countByTeam(
  { db, storeId }: Reader,
  teamIds: readonly string[],
): Promise<{ team_id: string | null; open: number; unassigned: number }[]> {
  const counted = (team: ReturnType<typeof sql>, more: ReturnType<typeof sql>) => sql<number>`(
    select count(*)::int from (
      select 1 from conversation c
      where c.store_id = ${storeId} and c.state = 'open' and c.merged_into is null and c.team_id ${team} ${more}
      limit ${most}) as counted)`
  const unassigned = sql`and c.assignee_id is null`
  const { rows } = await sql<{ team_id: string | null; open: number; unassigned: number }>`
    select null as team_id, ${counted(sql`is null`, sql``)} as open, ${counted(sql`is null`, unassigned)} as unassigned
    union all
    select team.id, ${counted(sql`= team.id`, sql``)}, ${counted(sql`= team.id`, unassigned)}
    from unnest(${[...teamIds]}::text[]) as team(id)`.execute(db)
  return rows
}
