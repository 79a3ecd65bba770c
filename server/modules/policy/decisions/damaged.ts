import { endOfLocalDayAfter } from '#platform/time'
import { isInWindow } from '../dates.ts'
import type { Decision, Reason, RemedyKind } from '../decision.ts'
import type { DamagedFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf, silenceFor, withinAmount } from './decide.ts'

export type PhotoSubject = 'item' | 'box' | 'label'

export interface DamagedDecision extends Decision {
  /** What photos are asked for, and how many are still missing. With some missing the remedies open as soon as they are there; it is never a no. */
  photos: { asked: readonly PhotoSubject[]; missing: number }
  /** Nothing has to come back. */
  keep: boolean
  /** For keeping it all the same, in percent of what was paid. */
  partialPercent: number
  /** What only a lead may give besides. */
  forLead: readonly RemedyKind[]
  /** What was reported in time ends here; null when only the law still binds, or nothing does. */
  windowUntil: Date | null
}

/** What happens with something that arrived broken, wrong, incomplete or other than described, or stopped working. Never a no. */
export function decideDamaged(resolved: Resolved, facts: DamagedFacts): DamagedDecision {
  const policy = readingOf(resolved)
  const window = windowOf(policy, facts)
  const asked = photosAsked(policy, facts)
  const missing = Math.max(0, asked.length - facts.photosGiven)
  const limit = policy.get('replace.per_order_line')
  const row = resolved.table('damaged').match({
    problem: facts.problem,
    window: window.at,
    riskBand: facts.riskBand,
    shipFirst: shipFirst(policy, facts),
    photos: missing > 0 ? 'missing' : 'enough',
    stock: facts.stock,
    replacedTooOften: facts.replacementsGiven >= limit,
    fulfilledBy: facts.fulfilledBy,
    unsafe: facts.unsafe,
    hazardous: facts.hazardous,
    keep: canKeep(policy, facts),
  })
  const keep = row.then.keep ?? canKeep(policy, facts)
  const partialPercent = policy.get('damage.partial_share')[facts.problem] ?? 0
  const remedies = possible(row.then.remedies, facts, partialPercent)
  // With nothing left that can be done at once, a person finds a way.
  const toPerson = row.then.act === 'person' || remedies.length === 0
  const wanted = row.then.remedies.includes('replacement') && !remedies.includes('replacement')
  const reasons: Reason[] = [
    reason(row.then.reason, {
      count: facts.replacementsGiven,
      limit,
      currency: facts.value.currency,
      key: 'replace.ship_before_return.max',
    }),
    ...(missing > 0 && !toPerson ? [reason('photo_first', { asked: asked.length, given: facts.photosGiven })] : []),
    ...(wanted ? [reason('no_new_one_in_stock')] : []),
    ...(keep && !toPerson && row.then.reason !== 'hazardous_stays' ? [reason('keep_it')] : []),
  ]
  const base = decision(policy, 'damaged', row, {
    outcome: toPerson ? 'person' : 'now',
    remedies: remedies.length > 0 ? remedies : ['return_for_refund', 'refund'],
    reasons,
    ...(toPerson ? personParts(policy, facts, row.then.urgent === true) : {}),
  })
  return {
    ...base,
    photos: { asked, missing },
    keep,
    partialPercent,
    forLead: possible(row.then.forLead ?? [], facts, partialPercent),
    windowUntil: window.at === 'in' ? window.until : null,
  }
}

function personParts(policy: PolicyReading, facts: DamagedFacts, urgent: boolean) {
  return {
    decideWithinHours: urgent ? policy.get('damage.unsafe_within') / 60 : policy.get('damage.person_within'),
    onSilence: urgent ? ('lead' as const) : silenceFor(policy, facts.riskBand, facts.value),
  }
}

/** The return window for whatever was wrong from the beginning, the days in which faulty goods can be rejected; then the legal guarantee. */
function windowOf(policy: PolicyReading, facts: DamagedFacts): { at: 'in' | 'law' | 'late'; until: Date } {
  const standard = policy.get('return.window.standard')
  const short = facts.problem === 'damaged' && policy.get('damage.report_window') === 'days_14'
  const days = Math.max(short ? policy.get('damage.ask_within') : standard, policy.get('fault.reject_days'))
  const until = endOfLocalDayAfter(facts.deliveredAt, days, facts.zone)
  if (isInWindow(facts.reportedAt, facts.deliveredAt, days, facts.zone)) return { at: 'in', until }
  const guaranteed = monthsAfter(facts.deliveredAt, policy.get('fault.months'))
  return { at: facts.reportedAt <= guaranteed ? 'law' : 'late', until }
}

function monthsAfter(date: Date, months: number): Date {
  const after = new Date(date)
  after.setUTCMonth(after.getUTCMonth() + months)
  // The last day of a shorter month stays its last day, which is a day more for the shopper where it runs over.
  return after
}

/** One of the item; box and label too where a carrier has to be asked; none where a small thing is simply believed. */
function photosAsked(policy: PolicyReading, facts: DamagedFacts): PhotoSubject[] {
  const count = policy.get('damage.photos')
  if (count === 0) return []
  const none = policy.get('damage.photos.none_below')[facts.value.currency]
  if (facts.riskBand === 'low' && none !== undefined && facts.value.amountMinor < none) return []
  const items = Array.from({ length: count }, () => 'item' as const)
  const above = withinAmount(policy.get('damage.photos.box_above'), facts.value) === 'above'
  return above && facts.problem === 'damaged' ? [...items, 'box', 'label'] : items
}

function shipFirst(policy: PolicyReading, facts: DamagedFacts): 'yes' | 'no' | 'unknown' {
  const within = withinAmount(policy.get('replace.ship_before_return.max'), facts.value)
  if (within === 'unknown') return 'unknown'
  return within === 'within' && policy.get('replace.ship_before_return.bands').includes(facts.riskBand) ? 'yes' : 'no'
}

/**
 * Whether it can stay where it is: when the way back costs as much as the thing, and for small things of good customers inside
 * the `keepit.*` limits. A currency without an amount keeps nothing.
 */
function canKeep(policy: PolicyReading, facts: DamagedFacts): boolean {
  const { currency, amountMinor } = facts.unitValue
  const [cost, ceiling] = [policy.get('damage.return_cost')[currency], policy.get('keepit.ceiling')[currency]]
  if (cost === undefined || ceiling === undefined || amountMinor > ceiling) return false
  if (cost >= amountMinor) return true
  const most = policy.get('keepit.max_value')[currency]
  return (
    most !== undefined &&
    facts.riskBand === 'low' &&
    amountMinor < most &&
    amountMinor < cost * policy.get('keepit.return_cost_factor') &&
    facts.keptBefore < policy.get('keepit.max_per_customer') &&
    (facts.fulfilledBy === 'own' || policy.get('keepit.sellers'))
  )
}

function possible(remedies: readonly RemedyKind[], facts: DamagedFacts, partialPercent: number): RemedyKind[] {
  return remedies.filter(
    (remedy) =>
      (remedy !== 'replacement' || facts.stock === 'enough') && (remedy !== 'partial_refund' || partialPercent > 0),
  )
}
