import { whyNotClaimable } from '#modules/claims'
import type { ShipmentRecord } from '#modules/deliveries'
import type { OrderRecord, UnitRow } from '#modules/orders'
import { type ClaimGround, claimAdvance, type Decision, type Resolved, type RiskBand } from '#modules/policy'
import { coverFor } from '#modules/settlements'
import { addHours } from '#platform/time'
import type { Reader } from '#platform/work'
import type { ProblemKind } from './contract.ts'

/** What the guarantee on third-party sellers makes of a problem with something that one of them sold. */
export interface Guarantee {
  sellerId: string
  ground: ClaimGround
  /** The shopper is paid at once, and the claim is against the seller alone (policy `claim.advance`). */
  advance: boolean
  /** Until when the seller is asked, if it is asked now. */
  askedUntil: string
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
 * comes of it is a claim. Null for the store's own stock, for what is canceled or only waited for, where somebody was hurt, and where
 * no claim can be opened.
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
  },
): Promise<Guarantee | null> {
  const { order, units, kind, resolved, decision } = facts
  const sellerId = order.items.find((item) => item.id === units[0]?.item_id)?.seller_id ?? null
  if (sellerId === null || facts.unsafe || kind === 'late') return null
  if (decision.outcome !== 'now' && decision.outcome !== 'person') return null
  if (decision.remedies.includes('cancel_and_refund')) return null
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
  const allowed = decision.outcome === 'now' && claimAdvance(resolved, { riskBand: facts.riskBand, value }).allowed
  return {
    sellerId,
    ground,
    advance: allowed && (await coverFor(reader, { sellerId, amount: value })) !== null,
    askedUntil: addHours(reader.now, resolved.get('claim.contact_first')).toISOString(),
  }
}
