import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { read, type Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { settleClocks, type Because } from '../commands/settle-clocks.ts'
import type { ClockTables } from '../tables.ts'

const db = tablesOf<ClockTables>()

/** Works out every running clock anew, one conversation after the other; repeated from the beginning it changes only what is left. */
export const resettle = job<{ because: Because }>(
  'clocks.resettle',
  { retryLimit: 10, timeoutSeconds: 600, concurrency: 1 },
  async (context, { because }) => {
    let last = ''
    for (;;) {
      const rows = await db(read(context.app, { kind: 'system', name: 'clocks' }))
        .selectFrom('service_clock')
        .select('conversation_id')
        .distinct()
        .where('store_id', '=', context.app.storeId)
        .where('stopped_at', 'is', null)
        .where('conversation_id', '>', last)
        .orderBy('conversation_id')
        .limit(limits.clocks.resettleBatch)
        .execute()
      if (rows.length === 0) return
      for (const { conversation_id: id } of rows)
        await context.transact((work) => settleClocks(work, [id], new Map([[id, because]])))
      last = rows.at(-1)?.conversation_id ?? last
    }
  },
)

/** Has every running clock worked out anew, because the targets or the hours are others now. */
export async function resettleAll(work: Work, because: Because): Promise<void> {
  await work.enqueue(resettle, { because })
}
