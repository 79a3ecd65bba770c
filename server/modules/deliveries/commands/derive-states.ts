import { sql } from 'kysely'
import type { Work } from '#platform/work'
import type { ShipmentRecord } from '../queries.ts'
import { summarizeScans } from '../rules-scans.ts'
import type { ScanRowTable, ShipmentRow } from '../tables.ts'

/** What all scans of a parcel now make of it, beside what they made of it before. */
export interface Derived {
  parcel: ShipmentRecord
  before: ShipmentRow
  after: ShipmentRow
  /** The scan that says it is delivered. */
  deliveredBy: ScanRowTable | null
}

/** Works the state of parcels out anew from all their scans and writes what changed, in one statement. */
export async function deriveStates(work: Work, parcels: readonly ShipmentRecord[]): Promise<Derived[]> {
  const derived = parcels.map(derive)
  if (derived.length === 0) return derived
  const rows = derived.map(({ after }) => ({
    id: after.id,
    state: after.state,
    state_at: after.state_at,
    first_scan_at: after.first_scan_at,
    last_scan_at: after.last_scan_at,
    delivered_at: after.delivered_at,
    returned_at: after.returned_at,
  }))
  await sql`
    update shipment set state = said.state, state_at = said.state_at, first_scan_at = said.first_scan_at, last_scan_at = said.last_scan_at,
      delivered_at = said.delivered_at, returned_at = said.returned_at, version = shipment.version + 1
    from json_populate_recordset(null::shipment, ${JSON.stringify(rows)}::json) as said
    where shipment.store_id = ${work.storeId} and shipment.id = said.id`.execute(work.db)
  return derived
}

function derive(parcel: ShipmentRecord): Derived {
  const summary = summarizeScans(parcel.scans)
  // A label is the shop's own paper: only what a carrier said makes a parcel tracked.
  const first = summary.timeline.find((scan) => scan.status !== 'label_created')
  const after: ShipmentRow = {
    ...parcel.row,
    state: summary.state,
    state_at: summary.stateAt,
    first_scan_at: first?.at ?? null,
    last_scan_at: summary.lastCarrierScanAt,
    delivered_at: summary.deliveredAt,
    returned_at: summary.returnedAt,
    version: parcel.row.version + 1,
  }
  return { parcel, before: parcel.row, after, deliveredBy: summary.delivered }
}
