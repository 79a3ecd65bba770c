import { createHash } from 'node:crypto'
import { fetchRemotePicture, findFiles } from '#modules/files'
import { insertRows } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import type { ScanInput } from '../contract.ts'
import { isAtDepot, nearestDepots } from '../depots.ts'
import { keyOf } from '../evidence.ts'
import type { ShipmentRecord } from '../queries.ts'
import type { DeliveryProofRow, DeliveryTables, ScanRowTable } from '../tables.ts'
import type { ScanAddition, ScanOutcome } from './add-scans.ts'
import { addProof, emptyProof } from './add-proof.ts'

const db = tablesOf<DeliveryTables>()

// A photo is fetched while a shopper could still report the parcel missing (policy: dnr.window); older ones would only load the carrier.
const FETCH_PHOTO_DAYS = 90

/** What became of one scan that came in. */
export interface ScanWrite {
  parcel: ShipmentRecord
  scan: ScanInput
  fingerprint: string
  outcome: ScanOutcome['outcome']
  problem?: ScanOutcome['problem']
}

/**
 * Writes what is new: scans that were not known, notes and proof that known ones lacked. The parcels' own lists of scans
 * and proofs are brought up to date. The parcels are locked by the caller.
 */
export async function writeScans(
  work: Work,
  additions: readonly ScanAddition[],
  parcels: ReadonlyMap<string, ShipmentRecord>,
): Promise<ScanWrite[]> {
  const context = await contextFor(work, additions)
  const changes: Changes = { scans: new Map(), proofs: new Map() }
  const writes = additions.map(({ shipmentId, scan }) => {
    const parcel = parcels.get(shipmentId) as ShipmentRecord
    const fingerprint = fingerprintOf(scan)
    if (scan.proof?.photoFile && !context.fileIds.has(scan.proof.photoFile))
      return { parcel, scan, fingerprint, outcome: 'unchanged' as const, problem: fileUnknown }
    return { parcel, scan, fingerprint, outcome: writeOne(work, { parcel, scan, fingerprint }, context, changes) }
  })
  await store(work, changes)
  return writes
}

/**
 * What makes two scans one: the moment, what happened and where. Notes and proof are left out, because carriers send the
 * same scan again once they have them.
 */
export function fingerprintOf(scan: Pick<ScanInput, 'at' | 'status' | 'place'>): string {
  const place = [scan.place?.city, scan.place?.region, scan.place?.country].map(
    (part) => part?.trim().toLowerCase() ?? '',
  )
  return createHash('sha256')
    .update(JSON.stringify([new Date(scan.at).getTime(), scan.status, ...place]))
    .digest('base64url')
}

const fileUnknown: ScanOutcome['problem'] = {
  code: 'file_unknown',
  message: 'There is no such file. Upload it first with POST /files.',
  param: 'proof.photoFile',
}

interface Context {
  fileIds: ReadonlySet<string>
  depots: Awaited<ReturnType<typeof nearestDepots>>
}

/** Rows to write, by id; `isNew` tells an insert from an update. */
interface Changes {
  scans: Map<string, { row: ScanRowTable; isNew: boolean }>
  proofs: Map<string, { row: DeliveryProofRow; isNew: boolean }>
}

async function contextFor(work: Work, additions: readonly ScanAddition[]): Promise<Context> {
  const fileIds = additions.flatMap(({ scan }) => scan.proof?.photoFile ?? [])
  const fixes = additions.flatMap(({ scan }) =>
    scan.proof?.gps && scan.proof.gps.atDepot === undefined ? [scan.proof.gps] : [],
  )
  const [files, depots] = await Promise.all([
    fileIds.length > 0 ? findFiles(work, fileIds) : [],
    nearestDepots(work, fixes),
  ])
  // A shopper's own upload is nobody's proof of delivery, and must not be shown to others as one.
  const usable = files.filter(({ owner }) => owner.kind !== 'shopper' && owner.kind !== 'guest')
  return { fileIds: new Set(usable.map(({ id }) => id)), depots }
}

function writeOne(
  work: Work,
  { parcel, scan, fingerprint }: Pick<ScanWrite, 'parcel' | 'scan' | 'fingerprint'>,
  context: Context,
  changes: Changes,
): ScanOutcome['outcome'] {
  const known = parcel.scans.find((each) => each.fingerprint === fingerprint)
  const row: ScanRowTable = known ?? {
    store_id: work.storeId,
    id: work.newId('scn'),
    shipment_id: parcel.row.id,
    at: new Date(scan.at),
    status: scan.status,
    place: scan.place ?? null,
    note: scan.note ?? null,
    fingerprint,
    recorded_at: work.now,
  }
  const noted = known !== undefined && known.note === null && scan.note !== undefined
  if (noted) known.note = scan.note ?? null
  if (!known) {
    parcel.scans.push(row)
    parcel.scans.sort(
      (one, other) => one.at.getTime() - other.at.getTime() || (one.fingerprint < other.fingerprint ? -1 : 1),
    )
  }
  if (!known || noted) changes.scans.set(row.id, { row, isNew: changes.scans.get(row.id)?.isNew ?? !known })
  const proved = writeProof(work, parcel, row, scan, context, changes)
  return known ? (noted || proved ? 'updated' : 'unchanged') : 'created'
}

function writeProof(
  work: Work,
  parcel: ShipmentRecord,
  row: ScanRowTable,
  { proof }: ScanInput,
  context: Context,
  changes: Changes,
): boolean {
  if (!proof || Object.keys(proof).length === 0) return false
  const index = parcel.proofs.findIndex((each) => each.scan_id === row.id)
  const before = parcel.proofs[index]
  const atDepot = proof.gps
    ? (proof.gps.atDepot ?? isAtDepot(proof.gps, context.depots.get(keyOf(proof.gps)) ?? []))
    : null
  const after = addProof(before ?? emptyProof(row, work.newId('prf')), proof, atDepot)
  if (before && JSON.stringify(after) === JSON.stringify(before)) return false
  if (before) parcel.proofs[index] = after
  else parcel.proofs.push(after)
  changes.proofs.set(after.id, { row: after, isNew: changes.proofs.get(after.id)?.isNew ?? !before })
  return true
}

async function store(work: Work, { scans, proofs }: Changes): Promise<void> {
  const [newScans, notedScans] = parted(scans)
  const [newProofs, changedProofs] = parted(proofs)
  await insertRows(db(work), 'scan', newScans)
  for (const { id, note } of notedScans)
    await db(work).updateTable('scan').set({ note }).where('store_id', '=', work.storeId).where('id', '=', id).execute()
  await insertRows(db(work), 'delivery_proof', newProofs)
  for (const proof of changedProofs) {
    await db(work)
      .updateTable('delivery_proof')
      .set(proof)
      .where('store_id', '=', work.storeId)
      .where('id', '=', proof.id)
      .execute()
  }
  for (const proof of [...newProofs, ...changedProofs]) {
    if (proof.photo_url === null || proof.photo_file_id !== null || proof.at < addDays(work.now, -FETCH_PHOTO_DAYS))
      continue
    await fetchRemotePicture(work, { url: proof.photo_url, about: { kind: 'delivery_proof', id: proof.id } })
  }
}

function parted<R>(rows: ReadonlyMap<string, { row: R; isNew: boolean }>): [added: R[], changed: R[]] {
  const all = [...rows.values()]
  return [
    all.filter(({ isNew }) => isNew).map(({ row }) => row),
    all.filter(({ isNew }) => !isNew).map(({ row }) => row),
  ]
}
