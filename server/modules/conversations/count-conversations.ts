import { sql } from 'kysely'
import { findTeams } from '#modules/staff'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { seenBy, sightOf } from './visible.ts'

export interface ConversationCounts {
  mine: number
  unassigned: number
  mentions: number
  following: number
  all: number
  teams: { id: string; name: string; open: number }[]
}

/**
 * How many open conversations each list of the reader's actor holds. What they may not see is in no count. Lists are counted up to
 * a limit, which screens show as "more than".
 */
export async function countConversations(reader: Reader): Promise<ConversationCounts> {
  const sight = await sightOf(reader)
  const staffId = reader.actor.kind === 'staff' ? reader.actor.staffId : ''
  const most = limits.conversations.counted
  const visible = seenBy(sight, 'c')
  const [own, byTeam] = await Promise.all([
    sql<{ mine: number; mentions: number; following: number }>`
      select
        (select count(*)::int from (select 1 from conversation c
          where c.store_id = ${reader.storeId} and c.state = 'open' and c.merged_into is null
            and c.assignee_id = ${staffId} and ${visible} limit ${most}) as counted) as mine,
        (select count(distinct c.id)::int from mention
          join conversation c on c.store_id = mention.store_id and c.id = mention.conversation_id
          where mention.store_id = ${reader.storeId} and mention.staff_id = ${staffId} and mention.seen_at is null
            and ${visible}) as mentions,
        (select count(*)::int from participant
          join conversation c on c.store_id = participant.store_id and c.id = participant.conversation_id
          where participant.store_id = ${reader.storeId} and participant.ref_id = ${staffId} and participant.following
            and participant.kind = 'staff' and c.state = 'open' and c.merged_into is null and ${visible}) as following`.execute(
      reader.db,
    ),
    sql<{ team_id: string | null; open: number; unassigned: number }>`
      select c.team_id, count(*)::int as open, (count(*) filter (where c.assignee_id is null))::int as unassigned
      from conversation c
      where c.store_id = ${reader.storeId} and c.state = 'open' and c.merged_into is null and ${visible}
      group by c.team_id`.execute(reader.db),
  ])
  const names = await findTeams(
    reader,
    byTeam.rows.flatMap((row) => row.team_id ?? []),
  )
  const sum = (field: 'open' | 'unassigned') =>
    Math.min(
      byTeam.rows.reduce((total, row) => total + row[field], 0),
      most,
    )
  return {
    ...(own.rows[0] ?? { mine: 0, mentions: 0, following: 0 }),
    unassigned: sum('unassigned'),
    all: sum('open'),
    teams: byTeam.rows
      .flatMap(({ team_id, open }) =>
        team_id === null ? [] : [{ id: team_id, name: names.get(team_id)?.name ?? '', open: Math.min(open, most) }],
      )
      .toSorted((one, other) => one.name.localeCompare(other.name)),
  }
}
