import { findCustomer } from '#modules/customers'
import {
  evidenceFactsOf,
  evidenceOf,
  loadShipments,
  lostBySilence,
  type ShipmentRecord,
  speaksForDelivery,
} from '#modules/deliveries'
import { findFiles } from '#modules/files'
import { heirOf, type OrderRecord, type UnitRow, withParts } from '#modules/orders'
import {
  type ClaimFacts,
  type ClaimGround,
  deliveryGroup,
  loadPolicyFor,
  type PolicyScope,
  type Resolved,
  resolvePolicy,
} from '#modules/policy'
import { planRefund, refundsOf } from '#modules/refunds'
import { returnsOf } from '#modules/returns'
import { findSellers } from '#modules/sellers'
import { findStore } from '#modules/stores'
import { type Assessment, assess } from '#modules/trust'
import { zoneOf } from '#platform/zone-of'
import type { Reader } from '#platform/work'
import { cellsOfUnits } from './cells.ts'
import { promisedBy } from './gates.ts'
import type { ClaimRecord } from './queries.ts'

/** What a claim is about, before and after it was written. */
export interface ClaimMatter {
  id: string
  order: OrderRecord
  units: readonly UnitRow[]
  ground: ClaimGround
  sellerId: string
  shipmentId: string | null
  unsafe: boolean
  /** For an overcharge: what the shopper says is too much. */
  askedMinor: number | null
}

/** Everything that stands around a claim: rules, parcel, trust, and what it is worth now. */
export interface Surroundings {
  resolved: Resolved
  scope: PolicyScope
  policyVersionId: string
  zone: string
  shipment: ShipmentRecord | null
  assessment: Assessment
  deliveryGroup: string | null
  crossBorder: boolean
  /** The whole refund as it would be now. */
  value: { amountMinor: number; currency: string }
}

/** Reads what the rules want to know around a claim. The order is locked where it is decided. */
export async function surroundingsOf(reader: Reader, matter: ClaimMatter): Promise<Surroundings> {
  const { order, units } = matter
  const [store, customer, version, shipments, [seller]] = [
    await findStore(reader),
    await findCustomer(reader, order.row.customer_id),
    await loadPolicyFor(reader, { placedAt: order.row.placed_at, history: order.row.history }),
    await loadShipments(reader, [order.row.id]),
    await findSellers(reader, [matter.sellerId]),
  ]
  const value = { amountMinor: await leftOf(reader, order, units), currency: order.row.currency }
  const scope: PolicyScope = {
    country: order.row.ship_to_country,
    category: order.items.find((item) => item.id === units[0]?.item_id)?.category ?? null,
    seller: seller?.reference ?? null,
    tier: customer.tier,
    value,
    businessBuyer: order.row.business_buyer,
  }
  const resolved = resolvePolicy(version.ruleset, scope)
  const shipment = shipments.find((each) => each.row.id === matter.shipmentId) ?? null
  const evidence = shipment?.row.delivered_at ? await evidenceOf(reader, shipment, { order, resolved }) : null
  const missing = matter.ground === 'not_received' || matter.ground === 'delivered_missing'
  const assessment = await assess(reader, order.row.customer_id, {
    resolved,
    claim: {
      kind: matter.ground === 'delivered_missing' ? 'delivered_not_received' : matter.ground,
      value,
      deliveredAt: shipment?.row.delivered_at ?? null,
      lossId: matter.id,
    },
    contraryEvidence: missing && evidence !== null && speaksForDelivery(evidence),
  })
  return {
    resolved,
    scope,
    policyVersionId: version.id,
    zone: zoneOf(
      { country: order.row.ship_to_country, region: order.row.ship_to.region },
      customer.timeZone ?? store.timeZone,
    ),
    shipment,
    assessment,
    deliveryGroup: evidence && deliveryGroup(resolved, evidenceFactsOf(evidence), assessment.band),
    crossBorder: order.row.ship_to_country !== store.country,
    value,
  }
}

/** What of some units has not come back, whoever holds them now: a return that was awarded, or a part that was paid before. */
export async function leftOf(
  reader: Reader,
  order: OrderRecord,
  units: readonly UnitRow[],
  { shipping = true }: { shipping?: boolean } = {},
): Promise<number> {
  const plan = await planRefund(reader, {
    order,
    exactly: cellsOfUnits(
      order,
      units.map((unit) => unit.id),
      { shipping },
    ),
    overCeiling: 'cap',
    about: null,
  })
  return plan.amountMinor
}

/** The facts of a claim as it stands now. */
export async function claimFactsOf(
  reader: Reader,
  matter: ClaimMatter,
  around: Surroundings,
  record: ClaimRecord,
): Promise<ClaimFacts> {
  const { order, units, ground } = matter
  const { row, entries, questions } = record
  const { shipment } = around
  const shippedBy = order.row.promised_ship_by
  const firstScan = shipment?.row.first_scan_at ?? null
  const returns = await returnStateOf(reader, order, units, row.return_id)
  return {
    now: reader.now,
    openedAt: row.turn_at ?? row.opened_at,
    answeredAt: row.answered_at,
    ground,
    seller: row.seller_answer ?? 'pending',
    parcel: parcelOf(reader, matter, around),
    platformLabel: shipment?.row.label_platform_bought === true,
    firstScanByShipBy: shippedBy === null ? null : firstScan !== null && firstScan <= shippedBy,
    selfRefunded: await isSelfRefunded(reader, order, units, row.opened_at),
    onTime: firstScan !== null && (shippedBy === null || firstScan <= shippedBy),
    deliveryGroup: around.deliveryGroup,
    riskBand: around.assessment.band,
    value: row.advanced ? { amountMinor: row.value_minor, currency: row.currency } : around.value,
    photosGiven: await photosOf(reader, [
      ...entries.filter((entry) => entry.side === 'shopper').flatMap((entry) => entry.file_ids),
      ...questions.filter((each) => each.side === 'shopper').flatMap((each) => each.file_ids),
    ]),
    returnRefused: returns.refused,
    returnedUnpaid: returns.deliveredUnpaid,
    overchargedMinor: ground === 'overcharged' ? overchargedOf(order) : 0,
    unsafe: row.unsafe,
    returnCost: null,
  }
}

/** What the books show as taken above what the order cost. */
export function overchargedOf(order: OrderRecord): number {
  return Math.max(0, takenFor(order) - order.row.total_minor)
}

/** What was taken for an order when it was paid, in minor units: not what was charged later for something else. */
export function takenFor(order: OrderRecord): number {
  return order.tenders
    .filter((tender) => tender.charge_id === null)
    .reduce((sum, tender) => sum + tender.captured_minor, 0)
}

function parcelOf(
  reader: Reader,
  { order, units }: ClaimMatter,
  { shipment, resolved, zone, crossBorder }: Surroundings,
): ClaimFacts['parcel'] {
  if (!shipment) return 'missing'
  const { row } = shipment
  if (row.state === 'returning' || row.state === 'returned') return 'back'
  if (row.delivered_at) return 'delivered'
  const silentUntil = lostBySilence(
    {
      tracked: row.first_scan_at !== null,
      promisedBy: promisedBy(order, units, shipment),
      lastScanAt: row.last_scan_at,
      crossBorder,
      zone,
    },
    {
      domesticDays: resolved.get('lost.no_scan_presumed.domestic'),
      crossBorderDays: resolved.get('lost.no_scan_presumed.cross_border'),
    },
  )
  const lost = row.state === 'lost' || row.state === 'damaged' || (silentUntil !== null && reader.now > silentUntil)
  if (!lost) return 'missing'
  return row.label_platform_bought ? 'platform_lost' : 'carrier_lost'
}

async function returnStateOf(
  reader: Reader,
  order: OrderRecord,
  units: readonly UnitRow[],
  returnId: string | null,
): Promise<{ refused: boolean; deliveredUnpaid: boolean }> {
  const ids = new Set(units.map((unit) => unit.id))
  const records = (await returnsOf(reader, [order.row.id])).filter(
    ({ row, units: back }) => row.id === returnId || back.some((unit) => ids.has(unit.unit_id)),
  )
  const theirs = records.flatMap((record) => record.units.filter((unit) => ids.has(unit.unit_id)))
  return {
    refused: records.some(({ lines }) => lines.some((line) => line.approval === 'declined')),
    deliveredUnpaid: theirs.some(
      (unit) => unit.logistics === 'delivered' && !['pending', 'succeeded'].includes(unit.money),
    ),
  }
}

/**
 * An acceptance is not a self-refund; money that the storefront gave back after the claim began is one, unless it was for other
 * things of the order, which another seller may have sold.
 */
async function isSelfRefunded(
  reader: Reader,
  order: OrderRecord,
  units: readonly UnitRow[],
  since: Date,
): Promise<boolean> {
  const heir = (id: string) => heirOf(order, id)?.id
  const theirs = new Set(
    withParts(
      order,
      units.flatMap((unit) => heir(unit.id) ?? []),
    ),
  )
  const refunds = await refundsOf(reader, [order.row.id])
  return refunds.some(({ row, lines }) => {
    if (row.origin !== 'external' || row.created_at < since) return false
    const named = lines.flatMap((line) => line.unit_id ?? [])
    return named.length === 0 || named.some((id) => theirs.has(heir(id) ?? id))
  })
}

async function photosOf(reader: Reader, fileIds: readonly string[]): Promise<number> {
  const files = await findFiles(reader, [...new Set(fileIds)])
  return files.filter(({ mediaType }) => mediaType.startsWith('image/') || mediaType.startsWith('video/')).length
}
