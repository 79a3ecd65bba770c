import type { Work } from '../work.ts'

/** Sets or moves a deadline in the command's transaction. */
export async function setTimer(work: Work, name: string, key: string, dueAt: Date, data: unknown): Promise<void> {
  const values = { due_at: dueAt, data: JSON.stringify(data ?? null), failures: 0, last_error: null, retry_at: null }
  await work.db
    .insertInto('timer')
    .values({ store_id: work.storeId, name, key, ...values })
    .onConflict((conflict) => conflict.columns(['store_id', 'name', 'key']).doUpdateSet(values))
    .execute()
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
