import type { App } from '../app.ts'
import { limits } from '../../limits.ts'
import { tablesOf } from '../tables.ts'
import { addDays } from '../time.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()

/** Removes sessions that ended, codes and links that opened or lapsed a day ago, browsers not seen for long, and counts whose window is over. */
export async function tidySignIn(app: App): Promise<void> {
  const now = app.clock.now()
  await db(app).deleteFrom('auth_session').where('store_id', '=', app.storeId).where('expires_at', '<', now).execute()
  await db(app)
    .deleteFrom('auth_code')
    .where('store_id', '=', app.storeId)
    .where('expires_at', '<', addDays(now, -1))
    .execute()
  await db(app)
    .deleteFrom('auth_link')
    .where('store_id', '=', app.storeId)
    .where('expires_at', '<', addDays(now, -1))
    .execute()
  await db(app).deleteFrom('auth_challenge').where('store_id', '=', app.storeId).where('expires_at', '<', now).execute()
  await db(app)
    .deleteFrom('auth_device')
    .where('store_id', '=', app.storeId)
    .where('last_seen_at', '<', addDays(now, -limits.signIn.deviceDays))
    .execute()
  await db(app).deleteFrom('auth_tally').where('store_id', '=', app.storeId).where('ends_at', '<', now).execute()
}
