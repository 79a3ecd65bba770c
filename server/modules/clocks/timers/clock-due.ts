import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import { noteBreach } from '../note-breach.ts'
import type { ClockTables } from '../tables.ts'

const db = tablesOf<ClockTables>()

/** A deadline is reached: unless it was answered or moved meanwhile, it is breached. */
export const clockDue = timer<{ clockId: string }>('clocks.due', async (work, { clockId }) => {
  const row = await db(work)
    .updateTable('service_clock')
    .set((each) => ({ breached_at: each.ref('due_at'), version: each('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', clockId)
    .where('stopped_at', 'is', null)
    .where('breached_at', 'is', null)
    .where('due_at', '<=', work.now)
    .returning(['id', 'conversation_id', 'kind', 'due_at'])
    .executeTakeFirst()
  if (row) await noteBreach(work, row, row.due_at)
})
