import { visibleTeams } from '#modules/staff'
import { roleReaches } from '#platform/auth/actor'
import type { Occurrence } from '#platform/events/event'
import { topic } from '#platform/live/topic'
import type { Reader } from '#platform/work'
import { queuesById } from './queues.ts'

/** `agent:<staff id>`: what comes to a person, what they let pass, lost or ended, and how they are there. Their own; leads see everybody's. */
export const agentTopic = topic('agent', {
  mayWatch: async ({ actor }, id) =>
    actor.kind === 'staff' && (actor.staffId === id || roleReaches(actor.role, 'lead')),
  share: (_reader, { payload }: Occurrence<unknown>) => payload,
  mayRevoke: ({ name }) => (name === 'staff.changed' ? 'all' : undefined),
})

/** `queue:<id>`: that something changed in a queue whose team one may see. */
export const queueTopic = topic('queue', {
  mayWatch: async (reader, id) => {
    const queue = (await queuesById(reader, [id])).get(id)
    return isStaff(reader) && queue !== undefined && (await seesTeam(reader, queue.team_id))
  },
  mayRevoke: ({ name }) => (name === 'team.changed' || name === 'staff.changed' ? 'all' : undefined),
})

/** `wall:store`: that something changed anywhere; what it was has to be asked, and shows only what one may see. */
export const wallTopic = topic('wall', {
  mayWatch: async (reader, id) => isStaff(reader) && id === 'store',
})

export async function seesTeam(reader: Reader, teamId: string | null): Promise<boolean> {
  const teams = await visibleTeams(reader)
  return teams === 'all' || teamId === null || teams.includes(teamId)
}

function isStaff({ actor }: Reader): boolean {
  return actor.kind === 'staff'
}
