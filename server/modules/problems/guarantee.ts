import { whyNotClaimable } from '#modules/claims'
import type { ShipmentRecord } from '#modules/deliveries'
import type { OrderRecord, UnitRow } from '#modules/orders'
import {
  type ClaimGround,
  claimAdvance,
  type Decision,
  type Reason,
  reason,
  type Resolved,
  type RiskBand,
} from '#modules/policy'
import { coverFor } from '#modules/settlements'
import type { Reader } from '#platform/work'
import type { ProblemKind } from './contract.ts'

/** What the guarantee on third-party sellers makes of a problem with something that one of them sold. */
export interface Guarantee {
  sellerId: string
  ground: ClaimGround
  /** The shopper is paid at once, and the claim is against the seller alone (policy `claim.advance`). */
  advance: boolean
  /** How long the seller has to put it right, and then to answer the claim: told before it is asked for. */
  hours?: { contact: number; answer: number }
}

/** Grounds by kind of problem. */
const grounds: Record<ProblemKind, ClaimGround> = {
  delivered_not_received: 'delivered_missing',
  not_received: 'not_received',
  late: 'late',
  damaged: 'damaged',
  defective: 'faulty',
  wrong_item: 'not_as_described',
  missing_parts: 'not_as_described',
  not_as_described: 'not_as_described',
}

/** The ground that a kind of problem is. */
export function groundOf(kind: ProblemKind): ClaimGround {
  return grounds[kind]
}

/**
 * Where the rows say "now" and `claim.advance` covers it, the shopper is paid at once; else the seller is asked first, and what
 * comes of it is a claim. Where the rows ask for time, the shopper is either paid when it is over, or the seller has that time: nobody
 * waits for money and is then told to wait for the seller. Null for the store's own stock, for what is canceled or only waited for,
 * where somebody was hurt, and where no claim can be opened.
 */
export async function guaranteeOf(
  reader: Reader,
  facts: {
    order: OrderRecord
    units: readonly UnitRow[]
    kind: ProblemKind
    unsafe: boolean
    resolved: Resolved
    zone: string
    shipment: ShipmentRecord | null
    riskBand: RiskBand
    decision: Decision
    /** The shopper was told that they are paid once a wait is over. */
    promised: boolean
  },
): Promise<Guarantee | null> {
  const { order, units, kind, resolved, decision } = facts
  const sellerId = order.items.find((item) => item.id === units[0]?.item_id)?.seller_id ?? null
  if (sellerId === null || facts.unsafe || kind === 'late') return null
  if (!['now', 'wait', 'person'].includes(decision.outcome)) return null
  if (decision.remedies.includes('cancel_and_refund')) return null
  // It may still come, and nothing else is offered yet.
  if (decision.outcome === 'wait' && !decision.remedies.includes('refund')) return null
  const value = {
    amountMinor: units.reduce((sum, unit) => sum + unit.goods_minor + unit.shipping_minor, 0),
    currency: order.row.currency,
  }
  const ground = grounds[kind]
  const why = whyNotClaimable({
    now: reader.now,
    zone: facts.zone,
    resolved,
    order,
    ground,
    units,
    shipment: facts.shipment,
    refundableMinor: value.amountMinor,
    wroteInTime: false,
  })
  if (why) return null
  const allowed = decision.outcome !== 'person' && claimAdvance(resolved, { riskBand: facts.riskBand, value }).allowed
  return {
    sellerId,
    ground,
    advance: facts.promised || (allowed && (await coverFor(reader, { sellerId, amount: value })) !== null),
    hours: { contact: resolved.get('claim.contact_first'), answer: resolved.get('claim.seller_answer') },
  }
}

/** What the evidence says holds whoever sold it; what follows from it for the store's own stock does not. */
const saidOfSellers = new Set([
  'evidence_contradicts_scan',
  'not_my_door',
  'evidence_supports_scan',
  'evidence_partly_supports_scan',
  'no_evidence',
  'gps_against',
  'gps_supports',
  'photo_another_place',
  'photo_right_place',
  'trail_stops',
  'trail_other_city',
])

/** Said of the store's own doing, which it was not. */
const saidOfOwnStock = new Set(['described_wrong', 'wrong_one_sent', 'came_damaged', 'does_not_work'])

/** The reasons of a decision about what a third-party seller sold, and the store puts right at once. */
export function reasonsForAdvance(reasons: readonly Reason[]): Reason[] {
  return reasons.flatMap((each) =>
    saidOfOwnStock.has(each.code) ? [reason('seller_stood_behind'), { ...each, shopper: '' }] : [each],
  )
}

/** The reasons of a decision where the seller is asked first: staff read all of them, the shopper those that are true of it. */
export function reasonsForSeller(reasons: readonly Reason[]): Reason[] {
  return [
    ...reasons.map((each) => (saidOfSellers.has(each.code) ? each : { ...each, shopper: '' })),
    reason('seller_asked_first'),
  ]
}
