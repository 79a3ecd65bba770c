import { system } from '#platform/auth/actor'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { findParcel } from './parcels.ts'
import { labelPort } from './ports.ts'
import type { ReturnTables } from '../tables.ts'
import { type ParcelJob, voidLabel } from './tokens.ts'

const db = tablesOf<ReturnTables>()

/** Gives a label back that nobody will use. One that the carrier has had in hand stays as it is. */
export const voidLabelJob = job<ParcelJob>(
  voidLabel,
  { retryLimit: 12, retryDelaySeconds: 10, retryDelayMaxSeconds: 3_600, timeoutSeconds: 60 },
  async (context, { parcelId }) => {
    const parcel = await findParcel(context.read(), parcelId)
    if (!parcel || parcel.state !== 'canceled' || !['requested', 'made'].includes(parcel.label_state)) return
    const wasAsked = parcel.attempts > 0 && context.app.ports.has(labelPort)
    const answer = wasAsked
      ? await context.port(labelPort).void({ key: `void:${parcel.label_key}`, labelKey: parcel.label_key })
      : { state: 'voided' as const }
    if (answer.state === 'used') return
    await context.transact(async (work) => {
      await db(work)
        .updateTable('return_parcel')
        .set((set) => ({ label_state: 'voided', version: set('version', '+', 1) }))
        .where('store_id', '=', work.storeId)
        .where('id', '=', parcel.id)
        .where('state', '=', 'canceled')
        .execute()
    }, system('returns'))
  },
)
