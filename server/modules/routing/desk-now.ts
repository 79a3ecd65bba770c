import { isOpen, loadCalendar, nextChange, nextOpening, nextShift, type OpeningHours } from '#modules/calendars'
import { versionOf } from '#platform/events/list-events'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { AnyDatabase, Reader } from '#platform/work'
import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { peopleHere } from './people.ts'
import { routingPolicy } from './policy.ts'
import { hasRoom, weightOf } from './rules.ts'
import type { QueueRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** How things stand where somebody would wait. */
export interface DeskNow {
  at: Date
  /** It is open, and somebody is there who takes what comes. */
  openNow: boolean
  /** When a person is there again, if nobody is now and it is known. */
  opensAt: Date | null
  waiting: number
  isSomebodyFree: boolean
  /** Somebody has nothing, as a call wants it. */
  isSomebodyIdle: boolean
  /** When the last ones reached a person, newest first. */
  accepted: Date[]
}

interface Kept {
  version: number
  untilMs: number
  desk: Promise<DeskNow>
}

// Many shoppers ask at once, and all of them get the same answer; it is worked out anew when anything moved.
const kept = new WeakMap<AnyDatabase, Map<string, Kept>>()

/** How things stand in a queue for the people of a team; used again for a moment while nothing changed. */
export async function deskAt(reader: Reader, queue: QueueRow, teamId: string | null): Promise<DeskNow> {
  const version = await versionOf(reader, 'wall:store')
  const answers = kept.get(reader.db) ?? new Map<string, Kept>()
  kept.set(reader.db, answers)
  const key = `${reader.storeId} ${queue.id} ${queue.version} ${teamId ?? ''}`
  const before = answers.get(key)
  if (before && before.version === version && before.untilMs > Date.now()) return await before.desk
  if (answers.size >= limits.routing.optionsCached) answers.clear()
  const desk = lookAround(reader, queue, teamId)
  answers.set(key, { version, untilMs: Date.now() + limits.routing.optionsCacheMs, desk })
  desk.catch(() => answers.delete(key))
  return await desk
}

async function lookAround(reader: Reader, queue: QueueRow, teamId: string | null): Promise<DeskNow> {
  const hours = await loadCalendar(reader, queue.calendar_id)
  const { capacity, weights } = await routingPolicy(reader)
  const people = (await peopleHere(reader)).filter(
    ({ presence, teams }) => presence.status === 'online' && (teamId === null || teams.includes(teamId)),
  )
  const openNow = people.length > 0 && isOpen(hours, reader.now)
  const chat = { channel: 'chat' as const, weight: weightOf('chat', weights, capacity) }
  return {
    at: reader.now,
    openNow,
    opensAt: openNow ? null : await whenOpen(reader, hours),
    waiting: await countWaitingChats(reader, teamId),
    isSomebodyIdle: people.some(({ load }) => load === 0),
    isSomebodyFree: people.some((person) => hasRoom(person, chat, capacity)),
    accepted: await lastAccepted(reader, queue.id),
  }
}

// Closed: the next opening. Open, but nobody there: the next shift, else the day after it closes; sooner cannot be promised.
async function whenOpen(reader: Reader, hours: OpeningHours): Promise<Date | null> {
  if (!isOpen(hours, reader.now)) return nextOpening(hours, reader.now)
  const shift = await nextShift(reader, reader.now)
  if (shift && shift > reader.now) return shift
  const closes = nextChange(hours, reader.now)
  return closes ? nextOpening(hours, closes) : null
}

async function countWaitingChats(reader: Reader, teamId: string | null): Promise<number> {
  const row = await db(reader)
    .selectFrom('contact')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'waiting')
    .where('channel', '=', 'chat')
    .where(sql<boolean>`team_id is not distinct from ${teamId}`)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function lastAccepted(reader: Reader, queueId: string): Promise<Date[]> {
  const rows = await db(reader)
    .selectFrom('contact')
    .select('first_accepted_at')
    .where('store_id', '=', reader.storeId)
    .where('queue_id', '=', queueId)
    .where('channel', '=', 'chat')
    .where('first_accepted_at', '>=', addMinutes(reader.now, -limits.routing.estimateMinutes))
    .orderBy('first_accepted_at', 'desc')
    .limit(limits.routing.estimateHandOuts)
    .execute()
  return rows.flatMap((row) => row.first_accepted_at ?? [])
}
