import { fileLink } from '#modules/files'
import { currentUnits, type OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { findStore, type StoreRecord } from '#modules/stores'
import { actorKey, type Actor } from '#platform/auth/actor'
import type { Reader } from '#platform/work'
import { zoneOf } from '#platform/zone-of'
import type { Evidence, Proof, Shipment } from './contract.ts'
import { countingProof, doorOf, evidencesOf, fixOf, policiesOf } from './evidence.ts'
import { parcelsByUnit } from './parcels.ts'
import type { ShipmentRecord } from './queries.ts'
import type { EvidenceVerdict } from './rules.ts'
import { lostBySilence, trailOf } from './rules-scans.ts'
import type { DeliveryProofRow } from './tables.ts'
import { nextInWords, parcelInWords, promiseOf, scanWords, type WordsContext } from './words.ts'

// Meters for one degree of latitude on the mean sphere that distances are measured on.
const METERS_PER_DEGREE = (Math.PI / 180) * 6_371_008.8

/** Parcels as the API shows them to the reader's actor, in the order given. Their orders are passed in. */
export async function presentShipments(
  reader: Reader,
  orders: readonly OrderRecord[],
  shipments: readonly ShipmentRecord[],
): Promise<Shipment[]> {
  const ordersById = new Map(orders.map((order) => [order.row.id, order]))
  const pairs = shipments.flatMap((shipment) => {
    const order = ordersById.get(shipment.row.order_id)
    return order ? [{ shipment, order }] : []
  })
  if (pairs.length === 0) return []
  const [store, evidences, policies] = await Promise.all([
    findStore(reader),
    evidencesOf(
      reader,
      pairs.filter(({ shipment }) => shipment.row.delivered_at !== null),
    ),
    policiesOf(reader, [...ordersById.values()]),
  ])
  return await Promise.all(
    pairs.map(({ shipment, order }) =>
      presentOne(reader, {
        shipment,
        order,
        store,
        evidence: evidences.get(shipment.row.id),
        policy: policies.get(order.row.id) as Resolved,
      }),
    ),
  )
}

/** The evidence as the API shows it: to whom it may be shown with distances, and without to everybody else. */
export function presentEvidence(evidence: EvidenceVerdict | undefined, actor: Actor): Evidence {
  if (!evidence) return { verdict: 'none', reasons: [] }
  const reasons = evidence.reasons.map(({ code, words }) => ({ code, words }))
  if (!maySeeProof(actor))
    return { verdict: evidence.verdict, reasons: reasons.filter(({ code }) => !code.startsWith('gps_')) }
  return {
    verdict: evidence.verdict,
    ...(evidence.distanceMeters === null ? {} : { distanceMeters: evidence.distanceMeters }),
    ...(evidence.uncertaintyMeters === null ? {} : { uncertaintyMeters: evidence.uncertaintyMeters }),
    reasons,
  }
}

interface Presented {
  shipment: ShipmentRecord
  order: OrderRecord
  store: StoreRecord
  /** Absent while it is not delivered: then there is nothing to weigh. */
  evidence: EvidenceVerdict | undefined
  policy: Resolved
}

async function presentOne(reader: Reader, { shipment, order, store, evidence, policy }: Presented): Promise<Shipment> {
  const { row } = shipment
  const context: WordsContext = { now: reader.now, zone: zoneOf(order.row.ship_to, store.timeZone) }
  const proof = countingProof(shipment)
  const promise = promiseOf(row, context)
  // Who took it in, and whatever the driver wrote down, is no seller's business.
  const isSeller = reader.actor.kind === 'seller'
  return {
    id: row.id,
    reference: row.reference,
    orderId: row.order_id,
    replacementId: row.replacement_id,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    state: row.state,
    words: parcelInWords(row, isSeller ? undefined : proof, context),
    shippedAt: row.shipped_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    promise: row.promised_deliver_by && {
      deliverBy: row.promised_deliver_by.toISOString(),
      kind: row.promise_kind ?? 'estimated',
      late: promise.lateSince !== null,
      lateDays: promise.lateDays,
    },
    items: itemsIn(shipment, order),
    timeline: shipment.scans.map((scan) => ({
      at: scan.at.toISOString(),
      status: scan.status,
      words: scanWords[scan.status],
      place: placeInWords(scan.place),
      note: isSeller ? null : scan.note,
    })),
    next: nextInWords(row, lostByOf(shipment, order, store, policy, context.zone), context),
    proof: proof && maySeeProof(reader.actor) ? await presentProof(reader, proof, { order, evidence, policy }) : null,
    evidence: presentEvidence(evidence, reader.actor),
  }
}

async function presentProof(
  reader: Reader,
  proof: DeliveryProofRow,
  { order, evidence, policy }: Pick<Presented, 'order' | 'evidence' | 'policy'>,
): Promise<Proof> {
  const showsPhoto = proof.photo_file_id !== null && !isPhotoHidden(reader.actor, order, policy)
  return {
    at: proof.at.toISOString(),
    photoUrl:
      showsPhoto && proof.photo_file_id ? await fileLink(reader, proof.photo_file_id, actorKey(reader.actor)) : null,
    signedBy: proof.signed_by,
    codeVerified: proof.code_verified,
    leftAt: proof.left_at,
    drop: dropOf(proof, order, evidence),
  }
}

/** How far from the door it was put down, for a small drawing. Nothing when the fix or the door cannot be measured. */
function dropOf(proof: DeliveryProofRow, order: OrderRecord, evidence: EvidenceVerdict | undefined): Proof['drop'] {
  const door = doorOf(order)
  const fix = fixOf(proof)
  if (!door || !fix || !evidence || evidence.distanceMeters === null) return null
  return {
    eastMeters: tenths((fix.lng - door.lng) * METERS_PER_DEGREE * Math.cos((door.lat * Math.PI) / 180)),
    northMeters: tenths((fix.lat - door.lat) * METERS_PER_DEGREE),
    distanceMeters: evidence.distanceMeters,
    uncertaintyMeters: evidence.uncertaintyMeters,
  }
}

/** Proof is for the signed-in owner and for staff, not for whoever holds an order number. */
function maySeeProof(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('read') || actor.scopes.includes('admin')
  return actor.kind === 'shopper' || actor.kind === 'staff' || actor.kind === 'system'
}

/** The photo of somebody else's door is not shown to the giver (policy `dnr.photo.hide_for`). */
function isPhotoHidden(actor: Actor, order: OrderRecord, policy: Resolved): boolean {
  if (actor.kind !== 'shopper') return false
  const hidden = policy.get('dnr.photo.hide_for')
  return hidden.includes('all') || (order.row.gift && hidden.includes('gift'))
}

/** What is in the parcel, as the order now names it. */
function itemsIn(shipment: ShipmentRecord, order: OrderRecord): Shipment['items'] {
  const carries = parcelsByUnit(order, [shipment])
  const current = currentUnits(order).filter((unit) => carries.has(unit.id))
  const units = current.length > 0 ? current : order.units.filter((unit) => shipment.unitIds.includes(unit.id))
  const counts = new Map<string, number>()
  for (const unit of units) if (unit.canceled_at === null) counts.set(unit.item_id, (counts.get(unit.item_id) ?? 0) + 1)
  return order.items.flatMap((item) => {
    const quantity = counts.get(item.id)
    return quantity ? [{ itemId: item.id, title: item.title, quantity }] : []
  })
}

function lostByOf(
  shipment: ShipmentRecord,
  order: OrderRecord,
  store: StoreRecord,
  policy: Resolved,
  zone: string,
): Date | null {
  return lostBySilence(
    {
      tracked: trailOf(shipment.scans, { city: order.row.ship_to.city }) !== 'untracked',
      promisedBy: shipment.row.promised_deliver_by,
      lastScanAt: shipment.row.last_scan_at,
      crossBorder: order.row.ship_to_country !== store.country,
      zone,
    },
    {
      domesticDays: policy.get('lost.no_scan_presumed.domestic'),
      crossBorderDays: policy.get('lost.no_scan_presumed.cross_border'),
    },
  )
}

function placeInWords(
  place: { city?: string | undefined; region?: string | undefined; country?: string | undefined } | null,
): string | null {
  const parts = [place?.city, place?.region, place?.country].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : null
}

function tenths(meters: number): number {
  return Math.round(meters * 10) / 10
}
