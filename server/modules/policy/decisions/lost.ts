import { endOfLocalDayAfter } from '#platform/time'
import type { Decision } from '../decision.ts'
import type { LostFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, orderRemedies, type PolicyReading, readingOf } from './decide.ts'

export interface LostDecision extends Decision {
  /** The first remedy is done without asking; otherwise it is offered. */
  unasked: boolean
  /** From when silence means lost; null when it never does (untracked) or no date is known. */
  lostBy: Date | null
}

/** Whether a parcel that nobody has heard of is lost, and what happens then. */
export function decideLost(resolved: Resolved, facts: LostFacts): LostDecision {
  const policy = readingOf(resolved)
  const lostBy = silentUntil(policy, facts)
  const factor = policy.get('lost.lane_norm_factor')
  const row = resolved.table('lost').match({
    delivered: facts.delivered,
    declaredLost: facts.declaredLost,
    tracked: facts.tracked,
    silent: lostBy !== null && facts.now > lostBy,
    laneSlow: facts.laneRatio !== null && facts.laneRatio >= factor,
  })
  const ordered = orderRemedies(policy, row.then.remedies, facts)
  const unasked = row.then.unasked && row.then.act === 'now' && policy.get('lost.proactive')
  const params = row.then.reason === 'slow_lane' ? { factor } : undefined
  const parts = {
    remedies: ordered.remedies,
    secureNextDelivery: facts.secondLossAtAddress,
    reasons: [reason(row.then.reason, params), ...ordered.reasons],
  }
  const base =
    row.then.act === 'person'
      ? decision(policy, 'lost', row, {
          ...parts,
          outcome: 'person',
          decideWithinHours: policy.get('dnr.person_within'),
        })
      : decision(policy, 'lost', row, {
          ...parts,
          outcome: row.then.act,
          waitUntil: row.then.act === 'wait' && !facts.delivered ? lostBy : null,
        })
  return { ...base, unasked, lostBy }
}

/**
 * The end of the day until which silence is still patience, counted from the later of promise and last scan.
 * Null for untracked parcels, which are never presumed lost, and where neither date is known.
 */
export function silentUntil(
  policy: PolicyReading,
  facts: { promisedBy: Date | null; lastScanAt: Date | null; zone: string; crossBorder: boolean; tracked: boolean },
): Date | null {
  if (!facts.tracked) return null
  const times = [facts.promisedBy, facts.lastScanAt].filter((at) => at !== null).map((at) => at.getTime())
  if (times.length === 0) return null
  const days = policy.get(facts.crossBorder ? 'lost.no_scan_presumed.cross_border' : 'lost.no_scan_presumed.domestic')
  return endOfLocalDayAfter(new Date(Math.max(...times)), days, facts.zone)
}
