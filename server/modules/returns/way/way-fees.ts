import type { Resolved } from '#modules/policy'
import type { ReturnMethod } from '../contract.ts'

export interface FeeFacts {
  /** It is not the shopper's to bear. */
  free: boolean
  currency: string
  tier: string | null
  /** Something free is near enough: a point to bring it to, without a box or with one. */
  freePointNear: boolean
}

/**
 * What each way costs the shopper, in minor units. Bringing it somewhere is free. For a change of mind a label or somebody who
 * comes for it costs what it really costs, up to a cap, and by default only when a free point is near. A currency without an
 * amount costs nothing.
 */
export function feeOf(resolved: Resolved, method: ReturnMethod, facts: FeeFacts): number {
  if (facts.free) return inTier(resolved, resolved.get('return.fee.seller_fault')[facts.currency] ?? 0, facts)
  if (method !== 'label' && method !== 'pickup') return 0
  return inTier(resolved, Math.max(labelFee(resolved, facts), convenienceFee(resolved, facts)), facts)
}

function labelFee(resolved: Resolved, { currency, freePointNear }: FeeFacts): number {
  const rule = resolved.get('return.fee.buyer_fault_label')
  if (rule === 'free' || (rule === 'real_cost_if_free_point' && !freePointNear)) return 0
  const cost = resolved.get('return.label_cost')[currency]
  const most = resolved.get('return.fee.buyer_fault_label.max')[currency]
  return cost === undefined || most === undefined ? 0 : Math.min(cost, most)
}

function convenienceFee(resolved: Resolved, { currency, freePointNear }: FeeFacts): number {
  if (!resolved.get('return.fee.convenience.on') || !freePointNear) return 0
  return resolved.get('return.fee.convenience')[currency] ?? 0
}

// Rounded down: what is left over belongs to the shopper.
function inTier(resolved: Resolved, feeMinor: number, { tier }: FeeFacts): number {
  const share = tier === null ? undefined : resolved.get('fee.byTier')[tier]
  return share === undefined ? feeMinor : Math.floor((feeMinor * share) / 100)
}
