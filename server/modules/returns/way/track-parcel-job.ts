import { system } from '#platform/auth/actor'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import type { ReturnTables } from '../tables.ts'
import { findParcel } from './parcels.ts'
import { labelPort } from './ports.ts'
import { receiveScans } from './receive-scans.ts'
import { type ParcelJob, trackParcel } from './tokens.ts'

const db = tablesOf<ReturnTables>()

/** Asks the carrier for all scans of a parcel: notices are hints, and may be lost. */
export const trackParcelJob = job<ParcelJob>(
  trackParcel,
  { retryLimit: 3, retryDelaySeconds: 60, timeoutSeconds: 60, concurrency: 2 },
  async (context, { parcelId }) => {
    const parcel = await findParcel(context.read(), parcelId)
    if (!parcel?.tracking_number || !context.app.ports.has(labelPort)) return
    const scans = await context.port(labelPort).track(parcel.tracking_number)
    await context.transact(async (work) => {
      if (scans.length > 0) await receiveScans(work, { id: parcel.return_id, parcel: parcel.id, scans })
      await db(work)
        .updateTable('return_parcel')
        .set({ tracked_at: work.now })
        .where('store_id', '=', work.storeId)
        .where('id', '=', parcel.id)
        .execute()
    }, system('returns'))
  },
)
