import type { ProofInput } from '../contract.ts'
import type { DeliveryProofRow, ScanRowTable } from '../tables.ts'
import type * as z from 'zod'

/** Proof of a scan about which nothing has been said yet. */
export function emptyProof(
  scan: Pick<ScanRowTable, 'store_id' | 'id' | 'shipment_id' | 'at'>,
  id: string,
): DeliveryProofRow {
  return {
    store_id: scan.store_id,
    id,
    shipment_id: scan.shipment_id,
    scan_id: scan.id,
    at: scan.at,
    gps_lat: null,
    gps_lng: null,
    gps_accuracy_meters: null,
    gps_at: null,
    gps_at_depot: null,
    photo_file_id: null,
    photo_url: null,
    photo_verdict: null,
    photo_verdict_by: null,
    signed_by: null,
    code_verified: null,
    left_at: null,
    batch_size_within_60s: null,
  }
}

/**
 * Proof with what a carrier now says about it. What was said first stays: a repeat may fill gaps and never changes evidence.
 * @param atDepot whether the fix was taken at a depot; null when that is unknown
 */
export function addProof(
  before: DeliveryProofRow,
  said: z.infer<typeof ProofInput>,
  atDepot: boolean | null,
): DeliveryProofRow {
  const after = {
    ...before,
    signed_by: before.signed_by ?? (said.signedBy || null),
    code_verified: before.code_verified ?? said.codeVerified ?? null,
    left_at: before.left_at ?? (said.leftAt || null),
    batch_size_within_60s: before.batch_size_within_60s ?? said.batchSizeWithin60s ?? null,
  }
  if (before.gps_lat === null && said.gps) {
    const { lat, lng, accuracyMeters = null, at } = said.gps
    Object.assign(after, {
      gps_lat: lat,
      gps_lng: lng,
      gps_accuracy_meters: accuracyMeters,
      gps_at: at ? new Date(at) : null,
      gps_at_depot: atDepot,
    })
  }
  if (before.photo_file_id === null && before.photo_url === null) {
    after.photo_file_id = said.photoFile ?? null
    after.photo_url = said.photoUrl ?? null
  }
  if (before.photo_verdict === null && said.photoVerdict)
    Object.assign(after, { photo_verdict: said.photoVerdict, photo_verdict_by: 'carrier' })
  return after
}
