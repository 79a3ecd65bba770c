import type { Money } from '#platform/money'
import type { Reason } from '../decision.ts'
import type { HistoryFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import { type PolicyReading, withinAmount } from './decide.ts'

/** Why something is not given at once although its row says so. */
export interface InstantBar {
  reason: Reason
  decideWithinHours: number
  decideClock: 'clock' | 'staffed'
  /** Silence then goes to a lead whatever the risk. */
  toLead: boolean
}

/**
 * The limits on what is given at once without the carrier's own evidence: how many, then how much.
 * Null when nothing stands in the way.
 */
export function instantBar(policy: PolicyReading, history: HistoryFacts, value: Money): InstantBar | null {
  const limit = policy.get('dnr.instant.max_count')
  if (history.notReceivedRemedies >= limit) {
    const params = { count: history.notReceivedRemedies, days: policy.get('dnr.instant.count_days'), limit }
    return {
      reason: reason('instant_count_reached', params),
      decideWithinHours: policy.get('dnr.instant.person_within'),
      decideClock: 'staffed',
      toLead: true,
    }
  }
  const key = `dnr.instant.max_without_evidence.${history.standing}` as const
  const stands = withinAmount(policy.get(key), value)
  if (stands === 'within') return null
  const why =
    stands === 'above'
      ? reason('over_instant_limit', { key })
      : reason('currency_without_limit', { key, currency: value.currency })
  return {
    reason: why,
    decideWithinHours: policy.get('dnr.person_within'),
    decideClock: 'clock',
    toLead: stands === 'unknown',
  }
}
