import { sql } from 'kysely'
import type { Recorded } from '../events/record.ts'
import type { AnyDatabase } from '../work.ts'
import type { LiveNews, Signal } from './hub.ts'

/** The channel on which processes tell each other that they should look. */
export const channel = 'makeright'

/** What one commit announces: the topics it moved, deadlines it set, or a clock that was moved. */
export interface Announcement {
  /** The hub of the process that it comes from, which knows already. */
  from: string
  topics?: [topic: string, version: number][]
  /** Topics whose watchers are asked again whether they may. */
  recheck?: string[]
  signal?: Signal
  dueAt?: string
  clock?: boolean
}

// Postgres takes 8000 bytes in one notification; a topic is well below 100.
const topicsPerMessage = 60

/** Queues the announcements of a commit; Postgres delivers them when it commits and drops them when it does not. */
export async function announce(
  db: AnyDatabase,
  from: string,
  recorded: readonly Recorded[],
  timers: readonly Date[],
  recheck: readonly string[],
): Promise<void> {
  const reached = [...newsOf(recorded).topics]
  const messages: Announcement[] = []
  // Before the versions: whoever may no longer watch is not told of them.
  for (let start = 0; start < recheck.length; start += topicsPerMessage) {
    messages.push({ from, recheck: recheck.slice(start, start + topicsPerMessage) })
  }
  for (let start = 0; start < reached.length; start += topicsPerMessage) {
    messages.push({ from, topics: reached.slice(start, start + topicsPerMessage) })
  }
  const first = timers.length > 0 ? new Date(Math.min(...timers.map((due) => due.getTime()))).toISOString() : undefined
  if (first) messages.push({ from, dueAt: first })
  if (messages.length > 0) await send(db, messages)
}

/** Announces that the store's clock was moved. */
export async function announceClock(db: AnyDatabase, from: string): Promise<void> {
  await send(db, [{ from, clock: true }])
}

/** Tells the other processes what somebody said for a moment. */
export async function announceSignal(db: AnyDatabase, from: string, signal: Signal): Promise<void> {
  await send(db, [{ from, signal }])
}

/** The facts of one commit, for the sockets of this process. */
export function newsOf(recorded: readonly Recorded[], recheck: readonly string[] = []): LiveNews {
  const topics = new Map<string, number>()
  const occurrences: { topic: string; version: number; occurrence: Recorded['occurrence'] }[] = []
  for (const { occurrence, topics: reached } of recorded) {
    for (const { topic, version } of reached) {
      topics.set(topic, Math.max(version, topics.get(topic) ?? 0))
      occurrences.push({ topic, version, occurrence })
    }
  }
  return { topics, occurrences, recheck }
}

async function send(db: AnyDatabase, messages: Announcement[]): Promise<void> {
  await sql`select pg_notify(${channel}, message) from unnest(${messages.map((message) => JSON.stringify(message))}::text[]) as message`.execute(
    db,
  )
}
