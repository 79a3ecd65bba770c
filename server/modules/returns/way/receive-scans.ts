import { notFound } from '#platform/errors'
import type { Work } from '#platform/work'
import { lockReturn, type LockedReturn } from '../commands/lock-return.ts'
import { findParcelsByTracking } from './parcels.ts'
import type { CarrierScan } from './ports.ts'
import { parcelMeant, scanParcel } from './scan-parcel.ts'

/** Scans of a parcel on its way back, by its return or by its tracking number. Refuses `parcel_unknown`. */
export async function receiveScans(
  work: Work,
  input: { id: string; parcel?: string | undefined; scans: readonly CarrierScan[] },
): Promise<string> {
  const { record, orders } = await lockMeant(work, input.id)
  const parcel = parcelMeant(record, input)
  await scanParcel(work, record, orders, { parcelId: parcel.id, scans: input.scans })
  return record.row.id
}

/** A return by its id, its number, or the tracking number of a parcel of it, locked. */
export async function lockMeant(work: Work, id: string): Promise<LockedReturn> {
  if (id.startsWith('ret_') || id.startsWith('MR-')) return await lockReturn(work, id)
  const [parcel] = await findParcelsByTracking(work, id)
  return parcel ? await lockReturn(work, parcel.return_id) : notFound('return')
}
