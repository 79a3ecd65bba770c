import { createHash } from 'node:crypto'
import { findReturnsCenter, isAnotherCity } from '#modules/deliveries'
import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { recordSignal } from '#modules/trust'
import { insertRows } from '#platform/database/insert-rows'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { aboutReturn } from '../commands/about-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnInTransit, returnLost, returnReceived } from '../events.ts'
import { logisticsMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnParcelRow, ReturnScanRow, ReturnTables, ReturnUnitRow } from '../tables.ts'
import { endWay } from './end-way.ts'
import { momentCame } from './moment-came.ts'
import { type ParcelSummary, summarizeParcel, weightFits } from './parcel-state.ts'
import { scansOf } from './parcels.ts'
import type { CarrierScan } from './ports.ts'
import { setMoneyOverdue } from './set-money-overdue.ts'
import { parcelSilent } from './tokens.ts'
import { resolvedOf } from '../resolved-of.ts'

const db = tablesOf<ReturnTables>()

/**
 * Takes in scans of one parcel and works out from all of them where it is. Repeated ones and ones out of order change nothing that
 * later ones said. The orders are locked by the caller.
 */
export async function scanParcel(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  { parcelId, scans }: { parcelId: string; scans: readonly CarrierScan[] },
): Promise<void> {
  const parcel = record.parcels.find((each) => each.id === parcelId)
  const [first] = orders
  assert(parcel && first, `parcel ${parcelId} belongs to return ${record.row.id}`)
  const known = (await scansOf(work, [parcelId])).get(parcelId) ?? []
  const all = await addNew(work, parcelId, known, scans)
  const summary = summarizeParcel(all.map(factOf), parcel)
  const resolved = await resolvedOf(work, first)
  const before = { ...parcel }
  if (before.state === 'canceled' && summary.state !== 'canceled') await takeOver(work, record, parcel)
  await saveSummary(work, record, parcel, summary)
  await followUnits(work, record, parcel, summary)
  await checkWeight(work, record, parcel, before, resolved)
  await waitOn(work, parcel, resolved)
  await tell(work, record, parcel, before)
  await payAt(work, record, orders, { parcel, before, resolved, summary })
}

/** What makes two scans one: the moment, what happened and where. */
function fingerprintOf({ at, status, place }: CarrierScan): string {
  const where = [place?.city, place?.region, place?.country].map((part) => part?.trim().toLowerCase() ?? '')
  return createHash('sha256')
    .update(JSON.stringify([new Date(at).getTime(), status, ...where]))
    .digest('base64url')
}

async function addNew(
  work: Work,
  parcelId: string,
  known: readonly ReturnScanRow[],
  scans: readonly CarrierScan[],
): Promise<ReturnScanRow[]> {
  const seen = new Set(known.map((row) => row.fingerprint))
  const rows: ReturnScanRow[] = []
  for (const scan of scans) {
    const fingerprint = fingerprintOf(scan)
    if (seen.has(fingerprint) || known.length + rows.length >= limits.returns.scansPerParcel) continue
    seen.add(fingerprint)
    rows.push({
      store_id: work.storeId,
      id: work.newId('rsc'),
      parcel_id: parcelId,
      at: new Date(scan.at),
      status: scan.status,
      place: scan.place ?? null,
      note: scan.note ?? null,
      weight_grams: scan.weightGrams ?? null,
      fingerprint,
      recorded_at: work.now,
    })
  }
  if (rows.length > 0) await insertRows(db(work), 'return_scan', rows, { onConflict: 'nothing' })
  return [...known, ...rows]
}

function factOf(row: ReturnScanRow) {
  const place = row.place as { city?: string } | null
  return { at: row.at, status: row.status, weightGrams: row.weight_grams, city: place?.city ?? null }
}

/** A code or label that was ended moves all the same: what it was for goes with it, and what came instead of it ends. */
async function takeOver(work: Work, record: ReturnRecord, parcel: ReturnParcelRow): Promise<void> {
  await endWay(work, record)
  const live = new Set(record.lines.filter((line) => line.approval === 'approved' && !line.keep).map((line) => line.id))
  const free = record.units.filter((unit) => unit.parcel_id === null && live.has(unit.line_id))
  await saveReturn(work, record, { units: [{ ids: free.map((unit) => unit.unit_id), set: { parcel_id: parcel.id } }] })
}

async function saveSummary(
  work: Work,
  record: ReturnRecord,
  parcel: ReturnParcelRow,
  summary: ParcelSummary,
): Promise<void> {
  const isUp = summary.state !== 'open' && summary.state !== 'dropped_off'
  await saveReturn(work, record, {
    parcels: [
      {
        id: parcel.id,
        set: {
          state: summary.state,
          first_scan_at: summary.firstScanAt,
          last_scan_at: summary.lastScanAt,
          delivered_at: summary.deliveredAt ?? parcel.delivered_at,
          measured_weight_grams: summary.weightGrams,
          // The carrier has it: the compartment is free again.
          ...(isUp && parcel.slot ? { slot: null, slot_until: null } : {}),
        },
      },
    ],
  })
}

const VERB = { in_transit: 'move', delivered: 'deliver', lost: 'lose' } as const

async function followUnits(
  work: Work,
  record: ReturnRecord,
  parcel: ReturnParcelRow,
  { state }: ParcelSummary,
): Promise<void> {
  if (state !== 'in_transit' && state !== 'delivered' && state !== 'lost') return
  const units = unitsIn(record, parcel).filter((unit) => logisticsMachine.can(unit.logistics, VERB[state]))
  await saveReturn(work, record, {
    units: units.map((unit) => ({
      ids: [unit.unit_id],
      set: { logistics: logisticsMachine.next(unit.logistics, VERB[state]) },
    })),
  })
}

/** A weight that is off brings a person in to look, and is remembered as that; it decides nothing. */
export async function checkWeight(
  work: Work,
  record: ReturnRecord,
  parcel: ReturnParcelRow,
  before: Pick<ReturnParcelRow, 'measured_weight_grams'>,
  resolved: Resolved,
): Promise<void> {
  if (parcel.measured_weight_grams === before.measured_weight_grams) return
  if (fits(parcel, resolved) !== false) return
  await recordSignal(work, {
    customerId: record.row.customer_id,
    kind: 'return_weight_off',
    about: { kind: 'return_parcel', id: parcel.id },
    orderId: orderIdsOf(record)[0],
    details: { expectedGrams: parcel.expected_weight_grams, measuredGrams: parcel.measured_weight_grams },
  })
}

export function fits(parcel: ReturnParcelRow, resolved: Resolved): boolean | null {
  return weightFits(
    parcel.expected_weight_grams,
    parcel.measured_weight_grams,
    resolved.get('return.dropoff.weigh_check'),
  )
}

/** Silence from here on means that it is lost. */
export async function waitOn(work: Work, parcel: ReturnParcelRow, resolved: Resolved): Promise<void> {
  const key = parcel.id
  if (parcel.state === 'in_transit' && parcel.last_scan_at)
    await work.setTimer(
      parcelSilent,
      addDays(parcel.last_scan_at, resolved.get('return.lost_after')),
      { parcelId: parcel.id },
      { key },
    )
  else if (parcel.state === 'dropped_off' && parcel.accepted_at)
    await work.setTimer(
      parcelSilent,
      addDays(parcel.accepted_at, resolved.get('refund.no_scan_after_dropoff')),
      { parcelId: parcel.id },
      { key },
    )
  else await work.clearTimer(parcelSilent, key)
}

async function tell(work: Work, record: ReturnRecord, parcel: ReturnParcelRow, before: ReturnParcelRow): Promise<void> {
  if (parcel.state === before.state) return
  const unitIds = unitsIn(record, parcel).map((unit) => unit.unit_id)
  const of = { returnId: record.row.id, orderIds: orderIdsOf(record) }
  const about = aboutReturn(record)
  if (parcel.state === 'in_transit') await work.emit(returnInTransit, about, { ...of, parcelId: parcel.id, unitIds })
  if (parcel.state === 'lost') await work.emit(returnLost, about, { ...of, parcelId: parcel.id, unitIds })
  if (parcel.state === 'delivered')
    await work.emit(returnReceived, about, { ...of, receiptId: null, unitIds, short: false, finding: null })
}

/**
 * Money at a scan: only for a parcel whose weight does not speak against it, at the destination only with a weight that speaks for
 * it and not in another city. Everything else waits for receipt, which is never long: the overdue timer is set.
 */
async function payAt(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  at: { parcel: ReturnParcelRow; before: ReturnParcelRow; resolved: Resolved; summary: ParcelSummary },
): Promise<void> {
  const { parcel, before, resolved, summary } = at
  const unitIds = unitsIn(record, parcel).map((unit) => unit.unit_id)
  const weight = fits(parcel, resolved)
  if (parcel.state === 'lost' && before.state !== 'lost') {
    await momentCame(work, record, orders, { unitIds, moment: 'lost' })
    return
  }
  if (parcel.first_scan_at && !before.first_scan_at && weight !== false)
    await momentCame(work, record, orders, { unitIds, moment: 'first_scan' })
  if (parcel.state !== 'delivered' || before.state === 'delivered') return
  if (weight === true && !(await isElsewhere(work, summary)))
    await momentCame(work, record, orders, { unitIds, moment: 'destination_scan' })
  await setMoneyOverdue(work, record, orders, resolved)
}

async function isElsewhere(work: Work, { deliveredCity }: ParcelSummary): Promise<boolean> {
  if (!deliveredCity) return false
  const center = await findReturnsCenter(work)
  return isAnotherCity(deliveredCity, center?.address?.city ?? null)
}

export function unitsIn(record: ReturnRecord, parcel: Pick<ReturnParcelRow, 'id'>): ReturnUnitRow[] {
  return record.units.filter((unit) => unit.parcel_id === parcel.id)
}

/** The parcel that is meant: the one named, the one with the number, or the only one that can have been scanned. Refuses `parcel_unknown`. */
export function parcelMeant(
  record: ReturnRecord,
  { id, parcel }: { id: string; parcel?: string | undefined },
): ReturnParcelRow {
  const named = record.parcels.find((each) => each.id === parcel || each.tracking_number === (parcel ?? id))
  const open = record.parcels.filter((each) => each.state !== 'canceled')
  const found = named ?? (parcel === undefined ? (open.at(-1) ?? record.parcels.at(-1)) : undefined)
  return found ?? refuse('parcel_unknown', {}, 'This return has no such parcel.')
}
