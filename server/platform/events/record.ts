import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { assert } from '../errors.ts'
import type { AnyDatabase } from '../work.ts'
import type { About, Occurrence } from './event.ts'

/** A fact that a command emitted and that is not written yet. */
export interface Emitted {
  id: string
  name: string
  about: About
  payload: unknown
  actor: string
}

/** A fact as written, with the version it got on each of its topics. */
export interface Recorded {
  occurrence: Occurrence<unknown>
  topics: { topic: string; version: number }[]
}

interface Origin {
  storeId: string
  now: Date
}

/**
 * Writes the facts of a transaction in two statements. Versions are assigned under row locks taken in one fixed order, so
 * that commands which touch the same things do not deadlock here.
 */
export async function recordEvents(db: AnyDatabase, emitted: readonly Emitted[], origin: Origin): Promise<Recorded[]> {
  const next = await takeVersions(db, emitted, origin.storeId)
  const recorded = emitted.map((fact) => {
    const topics = topicsOf(fact.about).map((topic) => ({ topic, version: next(topic) }))
    const version = topics[0]?.version ?? 0
    return { occurrence: { ...fact, version, at: origin.now }, topics }
  })
  await db
    .insertInto('event')
    .values(recorded.map((record) => rowOf(record, origin.storeId)))
    .execute()
  return recorded
}

/** The topics on which a fact appears: its subject first, then its order and its customer. */
export function topicsOf(about: About): string[] {
  const topics = [`${about.kind}:${about.id}`]
  if (about.orderId && about.kind !== 'order') topics.push(`order:${about.orderId}`)
  if (about.customerId && about.kind !== 'customer') topics.push(`customer:${about.customerId}`)
  return topics
}

async function takeVersions(
  db: AnyDatabase,
  emitted: readonly Emitted[],
  storeId: string,
): Promise<(topic: string) => number> {
  const counts = new Map<string, number>()
  for (const { about } of emitted) for (const topic of topicsOf(about)) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  const topics = [...counts.keys()].sort()
  const wanted = topics.map((topic) => ({ ...splitTopic(topic), count: counts.get(topic) ?? 0 }))
  const { rows } = await sql<{ kind: string; id: string; version: number }>`
    insert into subject_version (store_id, kind, id, version)
    select ${storeId}, kind, id, count from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted(kind text, id text, count integer)
    on conflict (store_id, kind, id) do update set version = subject_version.version + excluded.version
    returning kind, id, version`.execute(db)
  const reached = new Map(
    rows.map((row) => [`${row.kind}:${row.id}`, row.version - (counts.get(`${row.kind}:${row.id}`) ?? 0)]),
  )
  return (topic) => {
    const version = (reached.get(topic) ?? 0) + 1
    reached.set(topic, version)
    return version
  }
}

function rowOf({ occurrence, topics }: Recorded, storeId: string): Record<string, unknown> {
  const payload = JSON.stringify(occurrence.payload ?? {})
  assert(
    payload.length <= limits.events.payloadBytes,
    `payload of ${occurrence.name} stays small: ids and values that changed`,
  )
  const { kind, id, orderId, customerId } = occurrence.about
  const versionOn = (topic: string) => topics.find((entry) => entry.topic === topic)?.version ?? null
  return {
    store_id: storeId,
    id: occurrence.id,
    name: occurrence.name,
    subject_kind: kind,
    subject_id: id,
    version: occurrence.version,
    order_id: orderId ?? (kind === 'order' ? id : null),
    order_version: kind === 'order' ? occurrence.version : versionOn(`order:${orderId}`),
    customer_id: customerId ?? (kind === 'customer' ? id : null),
    customer_version: kind === 'customer' ? occurrence.version : versionOn(`customer:${customerId}`),
    actor: occurrence.actor,
    payload,
    at: occurrence.at,
  }
}

function splitTopic(topic: string): { kind: string; id: string } {
  const colon = topic.indexOf(':')
  return { kind: topic.slice(0, colon), id: topic.slice(colon + 1) }
}
