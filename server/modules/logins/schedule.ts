import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { LoginTables } from './tables.ts'

const db = tablesOf<LoginTables>()

/** Forgets links that have ended, people who never came back, and what providers gave out for sessions that are long over. */
export const tidyLogins = schedule('logins.tidy', { everySeconds: 3600 }, async (context) => {
  await context.transact(async (work) => {
    for (const table of ['login_token', 'login_attempt'] as const)
      await db(work).deleteFrom(table).where('store_id', '=', work.storeId).where('ends_at', '<', work.now).execute()
    await db(work)
      .deleteFrom('login_session')
      .where('store_id', '=', work.storeId)
      .where('created_at', '<', addDays(work.now, -400))
      .execute()
  })
})
