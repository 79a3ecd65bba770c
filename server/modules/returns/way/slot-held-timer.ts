import { timer } from '#platform/jobs/timer'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { findParcel } from './parcels.ts'
import { slotHeld } from './tokens.ts'

/** Gives the compartment back that nobody used. The code stays good: whoever comes later takes what is free then. */
export const slotHeldTimer = timer(slotHeld, async (work, { parcelId }) => {
  const parcel = await findParcel(work, parcelId)
  if (!parcel) return
  const { record } = await lockReturn(work, parcel.return_id)
  const now = record.parcels.find((each) => each.id === parcelId)
  if (now?.state !== 'open' || !now.slot_until || now.slot_until > work.now) return
  await saveReturn(work, record, { parcels: [{ id: parcelId, set: { slot: null, slot_until: null } }] })
})
