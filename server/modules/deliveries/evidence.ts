import { findCustomers } from '#modules/customers'
import { findFiles } from '#modules/files'
import type { OrderRecord } from '#modules/orders'
import { loadPoliciesFor, resolvePolicy, type PolicyVersion, type Resolved } from '#modules/policy'
import type { Reader } from '#platform/work'
import { nearestDepots } from './depots.ts'
import type { ShipmentRecord } from './queries.ts'
import {
  geoLimitsOf,
  weighEvidence,
  type EvidenceVerdict,
  type PhotoSource,
  type PhotoVerdict,
  type ProofFacts,
} from './rules.ts'
import type { Door, GpsFix, Point } from './rules-geo.ts'
import { summarizeScans, trailOf } from './rules-scans.ts'
import type { DeliveryProofRow } from './tables.ts'

/** One parcel whose evidence is wanted, with the order that it belongs to. */
export interface EvidenceRequest {
  shipment: ShipmentRecord
  order: OrderRecord
  /** The shopper's own answer to "Is this your door?"; unknown unless given. */
  ownDoorAnswer?: boolean | null | undefined
  /** The order's rules, where the caller has them. */
  resolved?: Resolved
}

/** What the evidence of one delivery says, weighed by the policy of its order. */
export async function evidenceOf(
  reader: Reader,
  shipment: ShipmentRecord,
  about: Omit<EvidenceRequest, 'shipment'>,
): Promise<EvidenceVerdict> {
  const verdicts = await evidencesOf(reader, [{ shipment, ...about }])
  return verdicts.get(shipment.row.id) as EvidenceVerdict
}

/** The same for several parcels at once, by parcel id, in a constant number of queries. */
export async function evidencesOf(
  reader: Reader,
  requests: readonly EvidenceRequest[],
): Promise<Map<string, EvidenceVerdict>> {
  if (requests.length === 0) return new Map()
  const proofs = new Map(requests.map(({ shipment }) => [shipment.row.id, countingProof(shipment)]))
  const fixes = [...proofs.values()].flatMap((proof) => fixOf(proof) ?? [])
  const photoIds = [...proofs.values()].flatMap((proof) => proof?.photo_file_id ?? [])
  const orders = new Map(requests.map(({ order }) => [order.row.id, order]))
  const [depots, files, customers, policies] = await Promise.all([
    nearestDepots(reader, fixes),
    findFiles(reader, photoIds),
    findCustomers(reader, [...new Set([...orders.values()].map((order) => order.row.customer_id))]),
    policiesOf(
      reader,
      requests.filter(({ resolved }) => !resolved).map(({ order }) => order),
    ),
  ])
  const photos = new Map(files.map((file) => [file.id, file]))
  return new Map(
    requests.map(({ shipment, order, ownDoorAnswer, resolved }) => {
      const proof = proofs.get(shipment.row.id)
      const fix = fixOf(proof)
      const photo = proof?.photo_file_id ? photos.get(proof.photo_file_id) : undefined
      const facts: ProofFacts = {
        door: doorOf(order),
        fix,
        context: {
          photoAt: photo?.capturedAt ?? null,
          handoverAt: proof?.at ?? null,
          atDepot: proof?.gps_at_depot ?? null,
          depots: fix ? (depots.get(keyOf(fix)) ?? []) : [],
          batchSizeWithin60s: proof?.batch_size_within_60s ?? null,
        },
        photo:
          proof && hasPhoto(proof) ? { verdicts: photoVerdicts(proof, ownDoorAnswer), place: placeIn(photo) } : null,
        codeVerified: proof?.code_verified ?? null,
        signedBy: proof?.signed_by ?? null,
        addressees: [order.row.ship_to.name, customers.get(order.row.customer_id)?.name].filter(
          (name): name is string => Boolean(name),
        ),
        trail: trailOf(shipment.scans, { city: order.row.ship_to.city }),
      }
      return [shipment.row.id, weighEvidence(facts, geoLimitsOf(resolved ?? (policies.get(order.row.id) as Resolved)))]
    }),
  )
}

/** The proof that counts: that of the latest delivered scan, if that has not been taken back. */
export function countingProof(shipment: ShipmentRecord): DeliveryProofRow | undefined {
  const { delivered } = summarizeScans(shipment.scans)
  if (!delivered) return undefined
  // A carrier may report the same moment twice, once with its proof.
  const sameMoment = shipment.scans.filter(
    (scan) => scan.status === 'delivered' && scan.at.getTime() === delivered.at.getTime(),
  )
  const ids = new Set([delivered.id, ...sameMoment.map((scan) => scan.id)])
  return (
    shipment.proofs.find((proof) => proof.scan_id === delivered.id) ??
    shipment.proofs.find((proof) => ids.has(proof.scan_id))
  )
}

/** Strong evidence of delivery, as trust counts it: a code or signature of the addressee, or photo and location together. */
export function speaksForDelivery({
  confirmation,
  geo,
  photo,
}: Pick<EvidenceVerdict, 'confirmation' | 'geo' | 'photo'>): boolean {
  return confirmation !== 'none' || (geo === 'supports' && photo === 'right_place')
}

export function hasPhoto(proof: DeliveryProofRow): boolean {
  return proof.photo_file_id !== null || proof.photo_url !== null
}

/** The rules of each order, by order id. */
export async function policiesOf(reader: Reader, orders: readonly OrderRecord[]): Promise<Map<string, Resolved>> {
  const versions = await loadPoliciesFor(
    reader,
    orders.map(({ row }) => ({ placedAt: row.placed_at, history: row.history })),
  )
  return new Map(
    orders.map(({ row }, index) => {
      const { ruleset } = versions[index] as PolicyVersion
      return [row.id, resolvePolicy(ruleset, { country: row.ship_to_country, businessBuyer: row.business_buyer })]
    }),
  )
}

export function doorOf(order: OrderRecord): Door | null {
  const geo = order.row.ship_to.geo
  // A place that is not on earth is no door: measured from there, every driver would have been far away.
  const isThere = geo && Math.abs(geo.lat) <= 90 && Math.abs(geo.lng) <= 180
  return isThere ? { lat: geo.lat, lng: geo.lng, tier: geo.tier ?? null, rural: geo.rural ?? false } : null
}

export function fixOf(proof: DeliveryProofRow | undefined): GpsFix | null {
  if (!proof || proof.gps_lat === null || proof.gps_lng === null) return null
  return { lat: proof.gps_lat, lng: proof.gps_lng, accuracyMeters: proof.gps_accuracy_meters, at: proof.gps_at }
}

export function keyOf({ lat, lng }: Point): string {
  return `${lat},${lng}`
}

function photoVerdicts(
  proof: DeliveryProofRow,
  ownDoorAnswer: boolean | null | undefined,
): { by: PhotoSource; verdict: PhotoVerdict }[] {
  const verdicts: { by: PhotoSource; verdict: PhotoVerdict }[] = []
  if (proof.photo_verdict !== null) {
    const verdict = proof.photo_verdict === 'other_place' ? 'another_place' : proof.photo_verdict
    verdicts.push({ by: proof.photo_verdict_by === 'carrier' ? 'carrier' : 'agent', verdict })
  }
  if (ownDoorAnswer !== null && ownDoorAnswer !== undefined)
    verdicts.push({ by: 'shopper', verdict: ownDoorAnswer ? 'right_place' : 'another_place' })
  return verdicts
}

/** Place data inside a picture says where, but not how exactly: phones write no accuracy beside it, so a usual one is assumed. */
function placeIn(
  photo: { capturedAt: Date | null; capturedLat: number | null; capturedLng: number | null } | undefined,
): GpsFix | null {
  if (!photo || photo.capturedLat === null || photo.capturedLng === null) return null
  return { lat: photo.capturedLat, lng: photo.capturedLng, accuracyMeters: 20, at: photo.capturedAt }
}
