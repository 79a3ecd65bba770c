import type { App } from '../app.ts'
import { tablesOf } from '../tables.ts'
import { addDays } from '../time.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()

/** Removes sessions that ended, codes that opened or lapsed a day ago, and counts whose window is over. */
export async function tidySignIn(app: App): Promise<void> {
  const now = app.clock.now()
  await db(app).deleteFrom('auth_session').where('store_id', '=', app.storeId).where('expires_at', '<', now).execute()
  await db(app)
    .deleteFrom('auth_code')
    .where('store_id', '=', app.storeId)
    .where('expires_at', '<', addDays(now, -1))
    .execute()
  await db(app).deleteFrom('auth_tally').where('store_id', '=', app.storeId).where('ends_at', '<', now).execute()
}
