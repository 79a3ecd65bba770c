import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import { limits } from '../../limits.ts'
import type { WidgetTables } from './tables.ts'

const db = tablesOf<WidgetTables>()

/** Forgets sessions that ended long ago and keys that were rotated out; who wrote something stays known. */
export const tidyWidgets = schedule('widgets.tidy', { everySeconds: 3600 }, async (context) => {
  await context.transact(async (work) => {
    const before = addHours(work.now, -limits.widgets.keepEndedHours)
    for (const table of ['widget_session', 'widget_key'] as const)
      await db(work).deleteFrom(table).where('store_id', '=', work.storeId).where('expires_at', '<', before).execute()
  })
})
