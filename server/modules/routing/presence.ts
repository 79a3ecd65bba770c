import { sql } from 'kysely'
import { assert, forbidden } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { presenceChanged } from './events.ts'
import { heardWithin, silentFor } from './people.ts'
import type { PresenceRow, PresenceStatus, RoutingTables } from './tables.ts'
import { tellWall } from './tell.ts'

const db = tablesOf<RoutingTables>()
const wallClock = sql<Date>`clock_timestamp()`

/** The person behind the actor; 403 for everybody else. */
export function staffIdOf({ actor }: Pick<Reader, 'actor'>): string {
  return actor.kind === 'staff' ? actor.staffId : forbidden('This is for people who work here.')
}

/** What is known of somebody's being there. Whoever never said anything is offline. */
export async function presenceOf(reader: Reader, staffId: string): Promise<PresenceRow> {
  const row = await db(reader)
    .selectFrom('presence')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  return row ?? { ...neverThere(reader, staffId) }
}

function neverThere(reader: Reader, staffId: string): PresenceRow {
  const never = new Date(0)
  return {
    store_id: reader.storeId,
    staff_id: staffId,
    status: 'offline',
    status_since: never,
    heartbeat_at: never,
    gone_at: null,
    idle_since: never,
    missed: 0,
    version: 0,
  }
}

/**
 * A sign of life of somebody who is there already. Answers false when there is more to do: another status, or they were gone.
 */
export async function beat(
  work: Work,
  staffId: string,
  status: PresenceStatus,
  graceSeconds: number,
): Promise<boolean> {
  const beaten = await db(work)
    .updateTable('presence')
    // Whoever is offline says so once more without being there.
    .set({ heartbeat_at: sql<Date>`case when status = 'offline' then heartbeat_at else clock_timestamp() end` })
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('status', '=', status)
    .where('gone_at', 'is', null)
    .where(sql<boolean>`(status = 'offline' or ${heardWithin(graceSeconds)})`)
    .returning('staff_id')
    .execute()
  return beaten.length > 0
}

/** They are there, or not, from now on; under the lock of routing. */
export async function writePresence(
  work: Work,
  staffId: string,
  status: PresenceStatus,
  because: 'chosen' | 'missed_offers' | 'phone_silent' = 'chosen',
): Promise<PresenceRow> {
  const row = await db(work)
    .insertInto('presence')
    .values({
      store_id: work.storeId,
      staff_id: staffId,
      status,
      status_since: wallClock,
      heartbeat_at: wallClock,
      gone_at: null,
      idle_since: wallClock,
      missed: 0,
      version: 1,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'staff_id']).doUpdateSet({
        status,
        status_since: sql<Date>`case when presence.status = excluded.status and presence.gone_at is null then presence.status_since else clock_timestamp() end`,
        // The grace time of whoever leaves begins now; being set to busy is no sign of life.
        heartbeat_at: because === 'chosen' ? wallClock : sql<Date>`presence.heartbeat_at`,
        gone_at: null,
        missed: 0,
        version: sql<number>`presence.version + 1`,
      }),
    )
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a presence that was written is there')
  await work.emit(
    presenceChanged,
    { kind: 'agent', id: staffId },
    { staffId, status, here: status !== 'offline', because },
  )
  await tellWall(work)
  return row
}

/** They did something, which is a sign of life; whoever had not said that they are there is busy. Under the lock of routing. */
export async function noteSignOfLife(work: Work, staffId: string, graceSeconds: number): Promise<void> {
  const { status } = await presenceOf(work, staffId)
  if (status !== 'offline' && (await beat(work, staffId, status, graceSeconds))) return
  await writePresence(work, staffId, status === 'offline' ? 'busy' : status)
}

/** How many offers in a row they let pass by; 0 after any answer. */
export async function noteMissed(work: Work, staffId: string, missed: number): Promise<void> {
  await db(work)
    .updateTable('presence')
    .set({ missed })
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .execute()
}

/** Marks everybody as gone who was not heard from within the grace time, and answers who they are. */
export async function markGone(work: Work, graceSeconds: number): Promise<string[]> {
  const rows = await db(work)
    .updateTable('presence')
    .set({ gone_at: wallClock, version: sql<number>`version + 1` })
    .where('store_id', '=', work.storeId)
    .where('status', '!=', 'offline')
    .where('gone_at', 'is', null)
    .where(silentFor(graceSeconds))
    .returning(['staff_id', 'status'])
    .execute()
  for (const { staff_id: staffId, status } of rows) {
    const payload = { staffId, status, here: false, because: 'vanished' as const }
    await work.emit(presenceChanged, { kind: 'agent', id: staffId }, payload)
    await tellWall(work)
  }
  return rows.map((row) => row.staff_id)
}
