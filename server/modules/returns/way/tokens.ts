import type { JobToken } from '#platform/jobs/job'
import { timerToken } from '#platform/jobs/timer'

export interface ParcelJob {
  parcelId: string
}

/** Buys the label of a parcel, or looks up what an earlier try may have bought. */
export const buyLabel: JobToken<ParcelJob> = { name: 'returns.buy-label' }
/** Gives a label back that nobody will use. */
export const voidLabel: JobToken<ParcelJob> = { name: 'returns.void-label' }
/** Asks the carrier where a parcel is. */
export const trackParcel: JobToken<ParcelJob> = { name: 'returns.track-parcel' }

/** The compartment of a locker is no longer kept. */
export const slotHeld = timerToken<{ parcelId: string }>('returns.slot-held')
/** A parcel that was handed over, or that moved, has been silent for long enough to count as lost. */
export const parcelSilent = timerToken<{ parcelId: string }>('returns.parcel-silent')
