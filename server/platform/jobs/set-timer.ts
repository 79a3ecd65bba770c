import { sql } from 'kysely'
import type { AnyDatabase, Work } from '../work.ts'

/** A deadline that a command has set and that is not written yet. */
export interface PendingTimer {
  name: string
  key: string
  dueAt: Date
  data: unknown
}

/** Sets or moves deadlines in the caller's transaction, in one statement and in one fixed order. No two are the same. */
export async function setTimers(db: AnyDatabase, storeId: string, timers: readonly PendingTimer[]): Promise<void> {
  const rows = timers.map(({ name, key, dueAt, data }) => ({ name, key, due_at: dueAt, data: data ?? null }))
  await sql`
    insert into timer (store_id, name, key, due_at, data)
    select ${storeId}, name, key, due_at, coalesce(data, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted(name text, key text, due_at timestamptz, data jsonb)
    order by name, key
    on conflict (store_id, name, key) do update
      set due_at = excluded.due_at, data = excluded.data, failures = 0, last_error = null, retry_at = null`.execute(db)
}

/** Removes a deadline; nothing happens when there is none. */
export async function clearTimer(work: Work, name: string, key: string): Promise<void> {
  await work.db
    .deleteFrom('timer')
    .where('store_id', '=', work.storeId)
    .where('name', '=', name)
    .where('key', '=', key)
    .execute()
}
