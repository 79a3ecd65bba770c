import type { HistoryFacts, Resolved, RiskBand } from '#modules/policy'
import type { Money } from '#platform/money'
import { addDays, addHours } from '#platform/time'
import type { SignalKind } from './tables.ts'

/** One fact of the identity's own record. Voided signals (it turned up, a correction) are left out before they come here. */
export interface SignalFact {
  kind: SignalKind
  at: Date
  /** Reports about one parcel within 24 h are one loss and share this. */
  lossId: string
  /** False where it is on the record of a linked account. */
  own: boolean
}

/**
 * Everything the score may look at: the shopper's own record and the evidence of this case. The list is closed, so that
 * what may never be used (`risk.never_use`) has no way in.
 */
export interface TrustFacts {
  now: Date
  /** Signals of the whole linked identity, voided ones left out. */
  signals: readonly SignalFact[]
  /** Null for guests. */
  accountCreatedAt: Date | null
  firstOrderAt: Date | null
  orders: number
  ordersWithoutProblem: number
  /** Value of the very first order, when this is still the only one. */
  onlyOrderValue: Money | null
  /** The case at hand; null when the shopper is only looked at. */
  claim: { lossId: string; notReceived: boolean; at: Date; value: Money; deliveredAt: Date | null } | null
  /** Code, signature, or matching photo and GPS say it was delivered. */
  contraryEvidence: boolean
  returns: { orders: number; share: number; normShare: number } | null
  /** Share, 0 to 1, of other returns of this item that gave another reason. */
  reasonUnlikeShare: number | null
  /** Last change of password, e-mail, phone or address. */
  contactChangedAt: Date | null
  /** A known theft or carrier fault wave in the delivery area. */
  areaFaultWave: boolean
}

export interface TrustReason {
  code: string
  points: number
  words: string
}

/** How much care a case needs. It slows an outcome down and brings a person in; it has no way to say no. */
export interface Assessment {
  score: number
  band: RiskBand
  reasons: readonly TrustReason[]
  history: HistoryFacts
}

const FACT_NAMES: ReadonlySet<string> = new Set<keyof TrustFacts>([
  'now',
  'signals',
  'accountCreatedAt',
  'firstOrderAt',
  'orders',
  'ordersWithoutProblem',
  'onlyOrderValue',
  'claim',
  'contraryEvidence',
  'returns',
  'reasonUnlikeShare',
  'contactChangedAt',
  'areaFaultWave',
])

/** Adds up the points of the signals that hold, between 0 and 100. @throws Error when a fact outside the closed list is passed in */
export function assessTrust(policy: Resolved, facts: TrustFacts): Assessment {
  for (const name of Object.keys(facts))
    if (!FACT_NAMES.has(name)) throw new Error(`Invariant broken: "${name}" may not be looked at`)
  const history = historyOf(policy, facts)
  const weights = policy.get('risk.weights')
  const reasons = holding(policy, facts, history.standing).flatMap((code) => {
    const points = weights[code] ?? 0
    return points === 0 ? [] : [{ code, points, words: WORDS[code] ?? code }]
  })
  const score = Math.min(
    100,
    Math.max(
      0,
      reasons.reduce((sum, { points }) => sum + points, 0),
    ),
  )
  return { score, band: bandOf(policy, score), reasons, history }
}

export function bandOf(policy: Resolved, score: number): RiskBand {
  if (score >= policy.get('risk.bands.high_from')) return 'high'
  return score >= policy.get('risk.bands.medium_from') ? 'medium' : 'low'
}

/** The band that a hold leaves: instant outcomes removed, or a person for everything. A warning changes nothing. */
export function bandUnderHold(band: RiskBand, step: 'warned' | 'no_instant' | 'person_only' | null): RiskBand {
  if (step === 'person_only') return 'high'
  return step === 'no_instant' && band === 'low' ? 'medium' : band
}

/** The counts and the standing that the rows for missing parcels read. */
export function historyOf(
  policy: Resolved,
  facts: Pick<
    TrustFacts,
    'now' | 'signals' | 'accountCreatedAt' | 'firstOrderAt' | 'orders' | 'ordersWithoutProblem' | 'claim'
  >,
): HistoryFacts {
  return {
    standing: standingOf(policy, facts),
    notReceivedRemedies: lossesWithin(facts, 'not_received_remedy', policy.get('dnr.instant.count_days'), null),
    notReceivedClaims30Days: lossesWithin(
      facts,
      'not_received_claim',
      30,
      facts.claim?.notReceived ? facts.claim.lossId : null,
    ),
  }
}

/** Whether what two accounts share makes them one identity. A shared address alone never does. */
export function linksAccounts(policy: Resolved, sharedBy: readonly string[]): boolean {
  const counted: readonly string[] = policy.get('risk.identity')
  return sharedBy.some((each) => each !== 'address' && counted.includes(each))
}

/** Different losses of a kind in the last N × 24 hours, border included; the present one added when it is not there yet. */
function lossesWithin(
  facts: Pick<TrustFacts, 'now' | 'signals'>,
  kind: SignalKind,
  days: number,
  present: string | null,
): number {
  const since = addDays(facts.now, -days).getTime()
  const losses = new Set(
    facts.signals
      .filter((signal) => signal.kind === kind && signal.at.getTime() >= since)
      .map((signal) => signal.lossId),
  )
  if (present !== null) losses.add(present)
  return losses.size
}

/**
 * Clean: some months with the shop, some orders without a problem, and no claim before this one in the last half year.
 * New: guests, and accounts of less than a month or without an earlier order.
 */
function standingOf(
  policy: Resolved,
  facts: Pick<
    TrustFacts,
    'now' | 'signals' | 'accountCreatedAt' | 'firstOrderAt' | 'orders' | 'ordersWithoutProblem' | 'claim'
  >,
): HistoryFacts['standing'] {
  if (
    facts.accountCreatedAt === null ||
    facts.accountCreatedAt > addDays(facts.now, -policy.get('risk.new_account_days')) ||
    facts.orders <= 1
  )
    return 'new'
  const longEnough =
    facts.firstOrderAt !== null && facts.firstOrderAt <= monthsBefore(facts.now, policy.get('risk.clean.months'))
  const enoughOrders = facts.ordersWithoutProblem >= policy.get('risk.clean.orders')
  return longEnough && enoughOrders && !claimedLately(facts, policy.get('risk.clean.ended_for')) && !hasBadRecord(facts)
    ? 'clean'
    : 'between'
}

function claimedLately(facts: Pick<TrustFacts, 'now' | 'signals' | 'claim'>, days: number): boolean {
  const since = addDays(facts.now, -days).getTime()
  const claims: readonly SignalKind[] = ['not_received_claim', 'not_received_remedy', 'problem_claim']
  return facts.signals.some(
    (signal) => claims.includes(signal.kind) && signal.lossId !== facts.claim?.lossId && signal.at.getTime() >= since,
  )
}

function hasBadRecord(facts: Pick<TrustFacts, 'signals'>): boolean {
  const bad: readonly SignalKind[] = ['wrong_return_confirmed', 'abuse_confirmed', 'chargeback_lost_after_refund']
  return facts.signals.some((signal) => bad.includes(signal.kind))
}

/** The signals that hold, each at most once. Of two steps of one signal only the higher counts. */
function holding(policy: Resolved, facts: TrustFacts, standing: HistoryFacts['standing']): string[] {
  const codes = [...claimSignals(policy, facts), ...recordSignals(policy, facts)]
  // Honest people report early, so an early claim never counts on its own.
  if (codes.length > 0 && isEarly(facts)) codes.push('claim_in_first_7_days')
  if (facts.areaFaultWave) codes.push('area_fault_wave')
  if (standing === 'clean') codes.push('good_history')
  return codes
}

function claimSignals(policy: Resolved, facts: TrustFacts): string[] {
  const codes: string[] = []
  const present = facts.claim?.notReceived ? facts.claim.lossId : null
  if (lossesWithin(facts, 'not_received_claim', 30, present) >= 3) codes.push('not_received_three_in_30_days')
  else if (lossesWithin(facts, 'not_received_claim', 90, present) >= 2) codes.push('not_received_twice_in_90_days')
  if (!facts.claim) return codes
  if (isAbove(facts.claim.value, policy.get('risk.claim_value.second'))) codes.push('claim_value_over_2000')
  else if (isAbove(facts.claim.value, policy.get('risk.claim_value.first'))) codes.push('claim_value_over_1000')
  if (facts.contraryEvidence) codes.push('contrary_evidence')
  if (
    facts.contactChangedAt &&
    facts.contactChangedAt <= facts.claim.at &&
    facts.contactChangedAt >= addHours(facts.claim.at, -72)
  )
    codes.push('takeover_change_in_72_hours')
  return codes
}

function recordSignals(policy: Resolved, facts: TrustFacts): string[] {
  const codes: string[] = []
  const has = (kind: SignalKind) => facts.signals.some((signal) => signal.kind === kind)
  const since = addDays(facts.now, -policy.get('risk.new_account_days'))
  const isNew = facts.accountCreatedAt === null || facts.accountCreatedAt > since
  if (has('abuse_confirmed')) codes.push('linked_confirmed_abuse')
  if (isNew && facts.onlyOrderValue && isAtLeast(facts.onlyOrderValue, policy.get('risk.high_value')))
    codes.push('new_account_high_value')
  const { returns } = facts
  if (
    returns &&
    returns.orders >= policy.get('risk.min_orders_for_rate') &&
    returns.share > policy.get('risk.return_rate_factor') * returns.normShare
  )
    codes.push('return_rate_over_norm')
  if (facts.reasonUnlikeShare !== null && facts.reasonUnlikeShare * 100 > policy.get('risk.unlike_share'))
    codes.push('reason_unlike_others')
  if (has('wrong_return_confirmed')) codes.push('bad_return_confirmed')
  if (has('chargeback_lost_after_refund')) codes.push('chargeback_lost_after_refund')
  return codes
}

function isEarly({ claim }: TrustFacts): boolean {
  return claim?.deliveredAt != null && claim.at.getTime() - claim.deliveredAt.getTime() <= 7 * 86_400_000
}

// A currency without an amount says nothing about a person.
function isAbove(value: Money, limits: Readonly<Record<string, number>>): boolean {
  const limit = limits[value.currency]
  return limit !== undefined && value.amountMinor > limit
}

function isAtLeast(value: Money, limits: Readonly<Record<string, number>>): boolean {
  const limit = limits[value.currency]
  return limit !== undefined && value.amountMinor >= limit
}

function monthsBefore(date: Date, months: number): Date {
  const moved = new Date(date)
  moved.setUTCMonth(moved.getUTCMonth() - months)
  // 31 March less one month is the end of February, not the beginning of March.
  if (moved.getUTCDate() !== date.getUTCDate()) moved.setUTCDate(0)
  return moved
}

/** What staff read, and the shopper in their own record: what happened, never what kind of person. */
const WORDS: Readonly<Record<string, string>> = {
  not_received_twice_in_90_days: 'Two or more parcels reported missing in 90 days.',
  not_received_three_in_30_days: 'Three or more parcels reported missing in 30 days.',
  claim_value_over_1000: 'The report is about something of high value.',
  claim_value_over_2000: 'The report is about something of very high value.',
  claim_in_first_7_days: 'Reported in the first week after delivery.',
  contrary_evidence: 'Code, signature, or photo and location together say it was delivered.',
  linked_confirmed_abuse: 'A confirmed case of abuse on this or a linked account.',
  new_account_high_value: 'A new account whose first order is of high value.',
  return_rate_over_norm: 'Far more returns than usual for these categories.',
  reason_unlike_others: 'A reason that hardly anybody else gives for this item.',
  bad_return_confirmed: 'A wrong, empty or underweight return was confirmed.',
  takeover_change_in_72_hours: 'Password, e-mail or address changed in the three days before.',
  chargeback_lost_after_refund: 'A chargeback was paid for something already refunded.',
  area_fault_wave: 'Many parcels go missing in this area right now.',
  good_history: 'A long and clean history with the shop.',
}
