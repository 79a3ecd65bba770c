import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import { tidySignIn } from '../auth/tidy-sign-in.ts'
import { deadQueue, reactionQueue } from './queues.ts'
import { addDays, addHours } from '../time.ts'

/** Removes answers to repeated requests and records of reactions that nothing can ask for any more. Jobs that may still run again keep theirs. */
export async function tidy(app: App): Promise<void> {
  await tidySignIn(app)
  const now = app.clock.now()
  await app.db
    .deleteFrom('idempotency_key')
    .where('store_id', '=', app.storeId)
    .where('created_at', '<', addHours(now, -limits.http.idempotencyKeyHours))
    .execute()
  await app.db
    .deleteFrom('event_done')
    .where('store_id', '=', app.storeId)
    .where('done_at', '<', addDays(now, -limits.events.doneDays))
    .where(
      'event_id',
      'not in',
      sql<string>`(select data -> 'data' ->> 'eventId' from pgboss.job where name in (${reactionQueue}, ${deadQueue}) and data -> 'data' ? 'eventId')`,
    )
    .execute()
}
