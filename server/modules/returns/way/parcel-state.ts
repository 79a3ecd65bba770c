import type { ReturnParcelRow } from '../tables.ts'
import type { CarrierStatus } from './ports.ts'

export interface ScanFact {
  at: Date
  status: CarrierStatus | string
  weightGrams: number | null
  city: string | null
}

export interface ParcelSummary {
  state: ReturnParcelRow['state']
  firstScanAt: Date | null
  lastScanAt: Date | null
  deliveredAt: Date | null
  /** The last time it was weighed. */
  weightGrams: number | null
  deliveredCity: string | null
}

// Paper is no sign of the parcel, and neither is a message about it.
const IN_HAND: ReadonlySet<string> = new Set(['accepted', 'in_transit', 'out_for_delivery', 'delivered', 'damaged'])

/**
 * What all scans of a parcel make of it, whatever order they came in. Nothing takes a delivery back; a parcel that was called lost
 * and seen again later is under way.
 * @param before what is known without the carrier: handed over at a point, canceled
 */
export function summarizeParcel(
  scans: readonly ScanFact[],
  before: Pick<ReturnParcelRow, 'state' | 'accepted_at' | 'last_scan_at' | 'measured_weight_grams'>,
): ParcelSummary {
  const timeline = scans.toSorted((one, other) => one.at.getTime() - other.at.getTime())
  const inHand = timeline.filter((scan) => IN_HAND.has(scan.status))
  const delivered = timeline.findLast((scan) => scan.status === 'delivered')
  const lost = timeline.findLast((scan) => scan.status === 'lost')
  const seenAfter = (since: Date | null) => inHand.some((scan) => since === null || scan.at > since)
  const gone = lost ? !seenAfter(lost.at) : before.state === 'lost' && !seenAfter(before.last_scan_at)
  return {
    state: stateOf(before, { delivered: Boolean(delivered), lost: gone, moved: inHand.length > 0 }),
    firstScanAt: inHand[0]?.at ?? null,
    lastScanAt: timeline.findLast((scan) => scan.status !== 'label_created')?.at ?? null,
    deliveredAt: delivered?.at ?? null,
    weightGrams: timeline.findLast((scan) => scan.weightGrams !== null)?.weightGrams ?? before.measured_weight_grams,
    deliveredCity: delivered?.city ?? null,
  }
}

function stateOf(
  before: Pick<ReturnParcelRow, 'state' | 'accepted_at'>,
  { delivered, lost, moved }: { delivered: boolean; lost: boolean; moved: boolean },
): ReturnParcelRow['state'] {
  if (delivered || before.state === 'delivered') return 'delivered'
  if (lost) return 'lost'
  if (moved) return 'in_transit'
  if (before.state === 'canceled') return before.state
  return before.accepted_at ? 'dropped_off' : 'open'
}

/** Whether a parcel weighs what it should (policy: return.dropoff.weigh_check); null when either weight is not known. */
export function weightFits(
  expectedGrams: number | null,
  measuredGrams: number | null,
  percent: number,
): boolean | null {
  if (expectedGrams === null || measuredGrams === null || expectedGrams === 0) return null
  return Math.abs(measuredGrams - expectedGrams) * 100 <= expectedGrams * percent
}
