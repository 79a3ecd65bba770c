import { findStore } from '#modules/stores'
import { visibleTeams } from '#modules/staff'
import { versionOf } from '#platform/events/list-events'
import { localDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { listWaiting, waitedSeconds, waitingByQueue } from './contacts.ts'
import type { Contact, Presence, Queue } from './contract.ts'
import { type ContactFigures, contactsBegun, figuresOf } from './day-figures.ts'
import { peopleHere } from './people.ts'
import { routingPolicy } from './policy.ts'
import { presentSeenContacts, presentPeople, presentQueues } from './present.ts'
import { loadQueues } from './queues.ts'
import { allChannels } from './rules.ts'
import type { QueueRow } from './tables.ts'

export interface Wall {
  at: string
  waiting: Contact[]
  longestWaitSeconds: number | null
  queues: Queue[]
  people: Presence[]
  today: Today
  version: number
}

export interface Today extends ContactFigures {
  inTargetShare: number | null
}

/** How it stands now and how today went, as far as the actor may see it. */
export async function findWall(reader: Reader): Promise<Wall> {
  const teams = await visibleTeams(reader)
  const version = await versionOf(reader, 'wall:store')
  const waiting = await listWaiting(reader, { teams, channels: allChannels, limit: limits.routing.wallShown })
  const longest = [...(await waitingByQueue(reader, teams)).values()].flatMap(({ longestFrom }) => longestFrom ?? [])
  return {
    at: reader.now.toISOString(),
    waiting: await presentSeenContacts(reader, waiting),
    longestWaitSeconds:
      longest.length > 0 ? Math.max(...longest.map((from) => waitedSeconds({ waiting_from: from }, reader.now))) : null,
    queues: await presentQueues(reader, visibleQueues(await loadQueues(reader), teams)),
    people: await presentPeople(reader, await peopleHere(reader)),
    today: await todayOf(reader, teams),
    version,
  }
}

/** Queues whose team one may see. */
export function visibleQueues(queues: readonly QueueRow[], teams: 'all' | readonly string[]): QueueRow[] {
  return queues.filter(({ team_id }) => teams === 'all' || team_id === null || teams.includes(team_id))
}

/** Chats and calls of today by the store's calendar. */
async function todayOf(reader: Reader, teams: 'all' | readonly string[]): Promise<Today> {
  const { timeZone } = await findStore(reader)
  const { targetSeconds } = await routingPolicy(reader)
  const rows = await contactsBegun(reader, { from: startOfDate(localDate(reader.now, timeZone), timeZone), teams })
  const inTarget = rows.filter(
    (row) => row.first_accepted_at !== null && waitedSeconds(row, row.first_accepted_at) <= targetSeconds,
  )
  // Whoever came just now can still be reached in time.
  const open = rows.filter(
    (row) => row.first_accepted_at === null && row.ended_at === null && waitedSeconds(row, reader.now) <= targetSeconds,
  )
  const counted = rows.length - open.length
  return {
    ...figuresOf(reader, rows),
    inTargetShare: counted > 0 ? inTarget.length / counted : null,
  }
}
