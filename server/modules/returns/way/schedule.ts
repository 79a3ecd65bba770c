import { system } from '#platform/auth/actor'
import { schedule, type Schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addDays, addHours, addMinutes } from '#platform/time'
import { limits } from '../../../limits.ts'
import type { ReturnTables } from '../tables.ts'
import { buyLabel, trackParcel } from './tokens.ts'

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

/** Asks about parcels under way of which nothing was heard for a while. */
export const sweepParcels: Schedule = schedule(
  'returns.sweep-parcels',
  { everySeconds: limits.returns.sweepSeconds },
  async (context) => {
    await context.transact(async (work) => {
      const rows = await db(work)
        .selectFrom('return_parcel')
        .select('id')
        .where('store_id', '=', work.storeId)
        .where('tracking_number', 'is not', null)
        .where('carrier', 'is not', null)
        .where('state', 'in', ['open', 'dropped_off', 'in_transit', 'lost'])
        .where('created_at', '>', addDays(work.now, -limits.returns.trackDays))
        .where((where) =>
          where.or([
            where('tracked_at', 'is', null),
            where('tracked_at', '<', addHours(work.now, -limits.returns.trackEveryHours)),
          ]),
        )
        .where('created_at', '<', addHours(work.now, -limits.returns.trackEveryHours))
        .orderBy('tracked_at', (order) => order.asc().nullsFirst())
        .limit(limits.returns.sweepRows)
        .execute()
      for (const row of rows) await work.enqueue(trackParcel, { parcelId: row.id }, { key: `track:${row.id}` })
    }, system('returns'))
  },
)
