import type { Work } from '#platform/work'
import { saveReturn } from '../commands/save-return.ts'
import { logisticsMachine } from '../machine.ts'
import type { ReturnRecord } from '../record.ts'
import { slotHeld, voidLabel } from './tokens.ts'

/**
 * Ends the way back as far as nothing was handed over yet: codes are no longer taken, compartments and pick-up times are free again,
 * labels are given back. What somebody has in hand already goes on.
 */
export async function endWay(work: Work, record: ReturnRecord): Promise<void> {
  const open = record.parcels.filter((parcel) => parcel.state === 'open')
  if (open.length === 0) return
  for (const parcel of open) {
    if (parcel.label_state === 'requested' || parcel.label_state === 'made')
      await work.enqueue(voidLabel, { parcelId: parcel.id }, { key: `void:${parcel.label_key}` })
    if (parcel.slot) await work.clearTimer(slotHeld, parcel.id)
  }
  const ids = new Set(open.map((parcel) => parcel.id))
  await saveReturn(work, record, {
    parcels: open.map((parcel) => ({
      id: parcel.id,
      set: { state: 'canceled', canceled_at: work.now, slot: null, slot_until: null },
    })),
    units: record.units
      .filter((unit) => unit.parcel_id !== null && ids.has(unit.parcel_id))
      .map((unit) => ({
        ids: [unit.unit_id],
        set: {
          parcel_id: null,
          ...(unit.logistics === 'label_issued' ? { logistics: logisticsMachine.next(unit.logistics, 'recall') } : {}),
        },
      })),
  })
}
