import { findStore } from '#modules/stores'
import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import type { Reader } from '#platform/work'
import type { ReturnParcel } from '../contract.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnParcelRow, ReturnScanRow } from '../tables.ts'
import { presentPointsById } from './list-points.ts'
import { scansOf } from './parcels.ts'
import { fits } from './scan-parcel.ts'

/** One line of a parcel's way back. */
export const returnScanWords: Readonly<Record<string, string>> = {
  label_created: 'Label printed',
  accepted: 'Handed to the carrier',
  in_transit: 'On its way to us',
  out_for_delivery: 'Almost with us',
  delivered: 'Arrived with us',
  exception: 'The carrier reports a problem',
  lost: 'The carrier says it is lost',
  damaged: 'The carrier says it is damaged',
}

/** The parcels of returns as they are shown, by return: how each comes back, and where it is. Weights are for staff. */
export async function presentParcels(
  reader: Reader,
  records: readonly ReturnRecord[],
): Promise<Map<string, ReturnParcel[]>> {
  const parcels = records.flatMap((record) => record.parcels)
  if (parcels.length === 0) return new Map(records.map(({ row }) => [row.id, []]))
  const [scans, points, store, version] = [
    await scansOf(
      reader,
      parcels.map((parcel) => parcel.id),
    ),
    await presentPointsById(
      reader,
      parcels.flatMap((parcel) => parcel.accepted_place_id ?? parcel.place_id ?? []),
    ),
    await findStore(reader),
    await loadPolicyNow(reader),
  ]
  const resolved = resolvePolicy(version.ruleset, { country: store.country })
  const forStaff = reader.actor.kind === 'staff' || reader.actor.kind === 'key' || reader.actor.kind === 'system'
  const show = (parcel: ReturnParcelRow): ReturnParcel => ({
    id: parcel.id,
    kind: parcel.kind,
    state: parcel.state,
    code: parcel.code,
    codeImage: parcel.code ? addressOf(parcel, 'code') : null,
    label:
      parcel.label_state === 'none'
        ? null
        : {
            state: parcel.label_state,
            href: parcel.label_state === 'made' && parcel.label_file_id ? addressOf(parcel, 'label') : null,
          },
    carrier: parcel.carrier,
    trackingNumber: parcel.tracking_number,
    point: points.get(parcel.accepted_place_id ?? parcel.place_id ?? '') ?? null,
    slot:
      parcel.slot && parcel.slot_size && parcel.slot_until
        ? { size: parcel.slot_size, name: parcel.slot, until: parcel.slot_until.toISOString() }
        : null,
    pickup:
      parcel.pickup_from && parcel.pickup_until
        ? { from: parcel.pickup_from.toISOString(), until: parcel.pickup_until.toISOString() }
        : null,
    expiresAt: parcel.expires_at?.toISOString() ?? null,
    acceptedAt: parcel.accepted_at?.toISOString() ?? null,
    scans: (scans.get(parcel.id) ?? []).map(showScan),
    weight: forStaff
      ? {
          expectedGrams: parcel.expected_weight_grams,
          measuredGrams: parcel.measured_weight_grams,
          fits: fits(parcel, resolved),
        }
      : null,
  })
  return new Map(records.map((record) => [record.row.id, record.parcels.map(show)]))
}

function showScan(row: ReturnScanRow): ReturnParcel['scans'][number] {
  const place = row.place as { city?: string; region?: string; country?: string } | null
  return {
    at: row.at.toISOString(),
    status: row.status,
    words: returnScanWords[row.status] ?? 'The carrier has news',
    place: [place?.city, place?.region].filter(Boolean).join(', ') || place?.country || null,
  }
}

function addressOf(parcel: ReturnParcelRow, what: 'code' | 'label'): string {
  return `/api/v1/returns/${encodeURIComponent(parcel.return_id)}/parcels/${encodeURIComponent(parcel.id)}/${what}`
}
