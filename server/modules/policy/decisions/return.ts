import type { Money } from '#platform/money'
import type { Decision, RiskBand } from '../decision.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf, withinAmount } from './decide.ts'

/** The moment at which the money of what comes back is due. */
export type RefundMoment = 'at_once' | 'first_scan' | 'destination_scan' | 'receipt' | 'inspection' | 'never'

/** When the money comes, by risk and value: at the first scan, at the destination's with a weight, or after a look at it. */
export function refundMomentFor(policy: PolicyReading, band: RiskBand, value: Money): RefundMoment {
  const small = withinAmount(policy.get('refund.at_first_scan.max'), value) === 'within'
  if (small && policy.get('refund.at_first_scan.bands').includes(band)) return 'first_scan'
  return policy.get('refund.at_destination_scan.bands').includes(band) ? 'destination_scan' : 'inspection'
}

export interface OpenedReturnDecision extends Decision {
  refundAt: RefundMoment
  handOverWithinDays: number
}

/** A return that follows from another matter: approved by that, with a free way back. Only the moment of the money is left to say. */
export function decideOpenedReturn(
  resolved: Resolved,
  facts: { origin: string; riskBand: RiskBand; value: Money; refund: boolean; refundAt: RefundMoment | null },
): OpenedReturnDecision {
  const policy = readingOf(resolved)
  const refundAt = facts.refund ? (facts.refundAt ?? refundMomentFor(policy, facts.riskBand, facts.value)) : 'never'
  const handOverWithinDays = policy.get('return.hand_over_within')
  const base = decision(
    policy,
    'return',
    { id: `opened.${facts.origin}`, group: 'opened' },
    { outcome: 'now', remedies: [], reasons: [reason('return_opened_for_matter')] },
  )
  return { ...base, refundAt, handOverWithinDays }
}
