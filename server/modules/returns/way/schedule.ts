import { system } from '#platform/auth/actor'
import { schedule, type Schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import { limits } from '../../../limits.ts'
import type { ReturnTables } from '../tables.ts'
import { buyLabel } from './tokens.ts'

const db = tablesOf<ReturnTables>()

/** Takes up labels again whose job was lost. */
export const sweepLabels: Schedule = schedule(
  'returns.sweep-labels',
  { everySeconds: limits.returns.sweepSeconds },
  async (context) => {
    await context.transact(async (work) => {
      const rows = await db(work)
        .selectFrom('return_parcel')
        .select(['id', 'label_key'])
        .where('store_id', '=', work.storeId)
        .where('label_state', '=', 'requested')
        .where('state', '=', 'open')
        .where('created_at', '<', addMinutes(work.now, -limits.returns.lostAfterMinutes))
        .orderBy('created_at')
        .limit(limits.returns.sweepRows)
        .execute()
      for (const row of rows) await work.enqueue(buyLabel, { parcelId: row.id }, { key: row.label_key })
    }, system('returns'))
  },
)
