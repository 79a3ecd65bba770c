import { sql } from 'kysely'
import { announceClock } from '../live/announce.ts'
import type { MovableClock } from '../time.ts'
import type { AnyDatabase } from '../work.ts'

/** The demonstration store's clock: it ticks, and can be set ahead. */
export interface StoredClock extends MovableClock {
  /** Reads anew how far ahead it is, after another process moved it. */
  reload(): Promise<void>
}

/**
 * Opens the clock that all processes of a store share through the database.
 * @param start where an empty store's clock begins; real time when left out
 */
export async function openStoredClock(
  db: AnyDatabase,
  storeId: string,
  processId: string,
  start?: Date,
): Promise<StoredClock> {
  let offsetMs = 0
  const clock: StoredClock = {
    now: () => new Date(Date.now() + offsetMs),
    async reload() {
      const row = await db.selectFrom('clock').select('offset_ms').where('store_id', '=', storeId).executeTakeFirst()
      offsetMs = Number(row?.offset_ms ?? 0)
    },
    async moveTo(to) {
      // greatest(): whoever else moved it meanwhile, it never goes back.
      const { rows } = await sql<{ offset_ms: number }>`
        update clock set offset_ms = greatest(offset_ms, ${to.getTime() - Date.now()}) where store_id = ${storeId} returning offset_ms`.execute(
        db,
      )
      offsetMs = Math.max(offsetMs, Number(rows[0]?.offset_ms ?? 0))
      await announceClock(db, processId)
    },
  }
  const startMs = start ? start.getTime() - Date.now() : 0
  await db
    .insertInto('clock')
    .values({ store_id: storeId, offset_ms: startMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await clock.reload()
  return clock
}
