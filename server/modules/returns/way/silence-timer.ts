import { timer } from '#platform/jobs/timer'
import { aboutReturn } from '../commands/about-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnLost } from '../events.ts'
import { logisticsMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import { momentCame } from './moment-came.ts'
import { findParcel } from './parcels.ts'
import { unitsIn } from './scan-parcel.ts'
import { parcelSilent } from './tokens.ts'

/** A parcel that was handed over or moved has been silent for long enough: it counts as lost, and its shopper is paid. */
export const parcelSilentTimer = timer(parcelSilent, async (work, { parcelId }) => {
  const found = await findParcel(work, parcelId)
  if (!found) return
  const { record, orders } = await lockReturn(work, found.return_id)
  const parcel = record.parcels.find((each) => each.id === parcelId)
  if (parcel?.state !== 'dropped_off' && parcel?.state !== 'in_transit') return
  const units = unitsIn(record, parcel)
  const unitIds = units.map((unit) => unit.unit_id)
  await saveReturn(work, record, {
    parcels: [{ id: parcelId, set: { state: 'lost', slot: null, slot_until: null } }],
    units: units
      .filter((unit) => logisticsMachine.can(unit.logistics, 'lose'))
      .map((unit) => ({ ids: [unit.unit_id], set: { logistics: logisticsMachine.next(unit.logistics, 'lose') } })),
  })
  await work.emit(returnLost, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    parcelId,
    unitIds,
  })
  await momentCame(work, record, orders, { unitIds, moment: 'lost' })
})
