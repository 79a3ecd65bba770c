import type { Money } from '#platform/money'
import { endOfDate, endOfLocalDayAfter, localDate } from '#platform/time'
import type { Decision, Reason, RiskBand } from '../decision.ts'
import { reason } from '../reasons.ts'
import { resolvePolicy, type Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf, withinAmount } from './decide.ts'

/** The moment at which the money of what comes back is due. */
export type RefundMoment = 'at_once' | 'first_scan' | 'destination_scan' | 'receipt' | 'inspection' | 'never'
export type ReturnPayer = 'shopper' | 'seller' | 'nobody'

/** One item of a return, as the rules look at it. */
export interface ReturnLineFacts {
  category: string | null
  /** The seller's reference; null for own stock. */
  seller: string | null
  kind: 'physical' | 'digital' | 'gift_card' | 'service' | 'bundle_parent'
  hazardous: boolean
  finalSale: boolean
  /** As the catalog has it. */
  returnable: boolean
  /** Digital content that was downloaded or a code that was used. */
  begun: boolean
  /** A code of the table of reasons. */
  reason: string
  /** Whether it is with the shopper; with an unknown date no end of the window is known. */
  delivered: boolean
  deliveredAt: Date | null
  /** When the last parcel of the order arrived: from then the law's period runs. */
  lastDeliveredAt: Date | null
  placedAt: Date
  quantity: number
  /** Paid for one unit: discount off, tax on, shipping out. */
  valueEach: Money
  photos: number
  /** A return or exchange was asked for on its order before. */
  returnedBefore: boolean
}

export interface ReturnFacts {
  now: Date
  /** IANA zone of the destination. */
  zone: string
  country: string
  tier: string | null
  businessBuyer: boolean
  riskBand: RiskBand
  resolution: 'refund' | 'replacement' | 'exchange' | 'store_credit'
  /** Told of the right to withdraw before buying. */
  informed: boolean
  /** Things left with the linked identity inside `keepit.count_days`. */
  kept: number
  /** More than the weekday's norm is being paid before receipt. */
  steppedDown: boolean
  /** Worth of what goes back with it from other orders: together they stand under the same limit. Minor units. */
  valueElsewhereMinor?: number
  /** `off` and `shadow`: a person acts. */
  mode: 'off' | 'shadow' | 'live'
  lines: readonly ReturnLineFacts[]
}

export interface ReturnLineVerdict {
  approval: 'approved' | 'needs_review' | 'refused'
  /** Why it is refused or needs a person, as a code; null when approved. */
  code: string | null
  reasons: readonly Reason[]
  payer: ReturnPayer
  fault: boolean
  /** Taken off because it is after the window. */
  latePercent: number
  /** Asked for inside the law's own period. */
  statutory: boolean
  /** The share of the first delivery comes back. */
  shipping: boolean
  /** Fees of the order such as gift wrap come back. */
  fees: boolean
  keep: boolean
  /** Last moment of the window; null when no end is known. */
  until: Date | null
  photoNeeded: boolean
}

export interface ReturnDecision extends Decision {
  lines: readonly ReturnLineVerdict[]
  refundAt: RefundMoment
  /** A person says yes first: inside so many business days; silence approves inside the grace, else it goes to a lead. */
  review: { businessDays: number; onSilence: 'approve' | 'to_lead' } | null
  handOverWithinDays: number
}

/**
 * Whether and how things go back: window, exclusions, payer, deduction for lateness, what can be kept, when the money comes, and
 * whether a person is needed. A line that is refused always has a code and a way on. Pure.
 */
export function decideReturn(resolved: Resolved, facts: ReturnFacts): ReturnDecision {
  const readings = facts.lines.map((line) => readingOf(resolvedFor(resolved, facts, line)))
  const policy = readingOf(resolved)
  let kept = facts.kept
  const lines = facts.lines.map((line, index) => {
    const verdict = lineVerdict(readings[index] as PolicyReading, facts, line, kept)
    if (verdict.keep) kept += line.quantity
    return verdict
  })
  const refused = lines.find((line) => line.approval === 'refused')
  const review = lines.some((line) => line.approval === 'needs_review') ? reviewFor(policy, facts, lines) : null
  const { refundAt, why } = momentFor(policy, facts, lines)
  const row = rowOf(lines, refundAt)
  const base = decision(policy, 'return', row, {
    outcome: refused ? 'refused' : review ? 'person' : 'now',
    remedies: [],
    reasons: [...distinct(lines.flatMap((line) => line.reasons)), ...why],
  })
  const trace = [...base.trace, ...readings.flatMap((reading) => reading.trace())]
  return {
    ...base,
    trace: [...new Map(trace.map((entry) => [`${entry.key}|${entry.layer}|${entry.from ?? ''}`, entry])).values()],
    lines,
    refundAt,
    review,
    handOverWithinDays: policy.get('return.hand_over_within'),
  }
}

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

function resolvedFor(resolved: Resolved, facts: ReturnFacts, line: ReturnLineFacts): Resolved {
  return resolvePolicy(resolved.ruleset, {
    country: facts.country,
    category: line.category,
    seller: line.seller,
    tier: facts.tier,
    value: { amountMinor: line.valueEach.amountMinor * line.quantity, currency: line.valueEach.currency },
    businessBuyer: facts.businessBuyer,
  })
}

function lineVerdict(
  policy: PolicyReading,
  facts: ReturnFacts,
  line: ReturnLineFacts,
  kept: number,
): ReturnLineVerdict {
  const payer = policy.get('return.reasons')[line.reason]
  const fault = policy.get('return.reasons.fault').includes(line.reason)
  const until = windowEnd(policy, facts, line, fault)
  const statutory = !fault && inWithdrawal(policy, facts, line)
  const base = {
    payer: payer ?? ('seller' as const),
    fault,
    statutory,
    until,
    latePercent: 0,
    keep: false,
    photoNeeded: needsPhoto(policy, facts, line),
    shipping: shippingComesBack(policy, facts, line, payer ?? 'seller', statutory),
    fees: payer === 'seller',
  }
  const refuse = (code: string, why: Reason): ReturnLineVerdict => ({
    ...base,
    approval: 'refused',
    code,
    reasons: [why],
  })
  if (payer === undefined) return refuse('reason_unknown', reason('return_reason_unknown'))
  if (!line.delivered) return refuse('not_delivered_yet', reason('not_delivered_yet'))
  if (line.returnedBefore && policy.get('return.orExchangePerOrder') === 'once')
    return refuse('return_once_per_order', reason('return_once_per_order'))
  const excluded = fault ? null : exclusionOf(policy, line, statutory)
  if (excluded) return refuse('not_returnable', reason(`excluded_${excluded}`))
  const late = statutory ? 'in_time' : lateness(policy, facts, until, fault)
  if (late === 'closed') return refuse('return_window_closed', reason('return_window_closed'))
  const keep = late === 'in_time' && canKeep(policy, facts, line, kept)
  const reasons = [
    fault
      ? reason('return_faulty')
      : statutory
        ? reason('return_by_law')
        : late === 'late'
          ? lateReason(policy)
          : until === null
            ? reason('return_no_end_known')
            : reason('return_in_window', { days: policy.get('return.window.standard') }),
    ...(keep ? [reason('return_keep_it')] : []),
  ]
  const person = whyPerson(policy, facts, line)
  return {
    ...base,
    latePercent: late === 'late' ? policy.get('return.deduct.late') : 0,
    keep: keep && person === null,
    approval: person ? 'needs_review' : 'approved',
    code: person?.code ?? null,
    reasons: person ? [...reasons, person] : reasons,
  }
}

function lateReason(policy: PolicyReading): Reason {
  return reason('return_late', {
    percent: policy.get('return.deduct.late'),
    days: policy.get('return.deduct.late_grace'),
  })
}

/** The longest window that applies. Holidays only lengthen it, and never that of digital things. */
function windowEnd(policy: PolicyReading, facts: ReturnFacts, line: ReturnLineFacts, fault: boolean): Date | null {
  if (line.deliveredAt === null) return null
  const { deliveredAt } = line
  const standard = policy.get('return.window.standard')
  const byCategory = policy.get('return.window.by_category')
  const byTier = facts.tier === null ? undefined : policy.get('return.windowByTier')[facts.tier]
  const category = line.kind === 'digital' ? (byCategory.digital ?? undefined) : byCategory[line.category ?? '']
  // A category's window takes the place of the standard one, shorter or longer; a member's own only ever lengthens.
  const days = Math.max(
    category ?? standard,
    byTier ?? 0,
    policy.get('withdrawal.days'),
    fault ? Math.max(standard, policy.get('fault.reject_days')) : 0,
  )
  const ends = [endOfLocalDayAfter(deliveredAt, days, facts.zone)]
  const months = policy.get('fault.months')
  if (fault && months > 0) ends.push(endOfLocalDayAfter(deliveredAt, Math.ceil((months * 365) / 12), facts.zone))
  const short = category !== undefined && category < standard
  if (line.kind !== 'digital') ends.push(...holidayEnd(policy, facts, line, short))
  return ends.reduce((latest, end) => (end > latest ? end : latest))
}

function holidayEnd(policy: PolicyReading, facts: ReturnFacts, line: ReturnLineFacts, short: boolean): Date[] {
  if (!policy.get('return.window.holiday')) return []
  const bought = localDate(line.placedAt, facts.zone)
  const from = policy.get('return.window.holiday.from')
  const monthDay = Number(bought.slice(5, 7)) * 100 + Number(bought.slice(8, 10))
  if (monthDay < from) return []
  const until = policy.get(short ? 'return.window.holiday.until_short' : 'return.window.holiday.until')
  const year = Number(bought.slice(0, 4)) + (until < from ? 1 : 0)
  const two = (value: number) => String(value).padStart(2, '0')
  return [endOfDate(`${year}-${two(Math.floor(until / 100))}-${two(until % 100)}`, facts.zone)]
}

/** The law's own period to change one's mind: from the last parcel of the order, longer where the shopper was not told. */
function inWithdrawal(policy: PolicyReading, facts: ReturnFacts, line: ReturnLineFacts): boolean {
  const days = policy.get('withdrawal.days')
  if (days === 0 || facts.businessBuyer) return false
  const from = line.lastDeliveredAt ?? line.deliveredAt
  if (from === null) return true
  const extra = facts.informed ? 0 : policy.get('withdrawal.extra_months_if_not_informed')
  return facts.now <= endOfLocalDayAfter(from, days + Math.ceil((extra * 365) / 12), facts.zone)
}

type Exclusion =
  | 'perishable'
  | 'hygiene_opened'
  | 'custom'
  | 'redeemed'
  | 'pharmacy'
  | 'hazmat'
  | 'final_sale'
  | 'digital_begun'

/** Why it cannot go back although nothing is wrong with it. The law's period leaves only the law's own exceptions. */
function exclusionOf(policy: PolicyReading, line: ReturnLineFacts, statutory: boolean): Exclusion | null {
  const is: Exclusion[] = []
  const byCategory = policy.get('return.excluded.categories')[line.category ?? '']
  if (line.begun) is.push('digital_begun')
  if (line.kind === 'gift_card') is.push('redeemed')
  if (byCategory) is.push(byCategory)
  if (line.hazardous) is.push('hazmat')
  if (line.finalSale || !line.returnable) is.push('final_sale')
  const holds: readonly string[] = statutory
    ? policy.get('withdrawal.excluded')
    : [...policy.get('return.excluded'), 'digital_begun']
  return is.find((each) => holds.includes(each)) ?? null
}

/** Late by a little is taken with a deduction, which what is faulty is spared. */
function lateness(
  policy: PolicyReading,
  facts: ReturnFacts,
  until: Date | null,
  fault: boolean,
): 'in_time' | 'late' | 'closed' {
  if (until === null || facts.now <= until) return 'in_time'
  const graceEnds = endOfLocalDayAfter(until, policy.get('return.deduct.late_grace'), facts.zone)
  if (facts.now > graceEnds) return 'closed'
  return fault ? 'in_time' : 'late'
}

/** A photo settles who pays; a small thing is believed at low risk (policy `damage.photos.none_below`). */
function needsPhoto(policy: PolicyReading, facts: ReturnFacts, line: ReturnLineFacts): boolean {
  if (!policy.get('return.reasons.photo').includes(line.reason)) return false
  const { amountMinor, currency } = line.valueEach
  const small = policy.get('damage.photos.none_below')[currency]
  return !(facts.riskBand === 'low' && small !== undefined && amountMinor * line.quantity < small)
}

function shippingComesBack(
  policy: PolicyReading,
  facts: ReturnFacts,
  line: ReturnLineFacts,
  payer: ReturnPayer,
  statutory: boolean,
): boolean {
  if (statutory && policy.get('refund.includes_delivery')) return true
  if (payer === 'seller') return true
  const rule = policy.get('return.outbound_shipping_refund')
  if (rule !== 'within_14_days_or_seller_fault') return rule === 'always'
  const days = policy.get('return.outbound_shipping_refund.days')
  return line.deliveredAt === null || facts.now <= endOfLocalDayAfter(line.deliveredAt, days, facts.zone)
}

/** Strictly below every limit, per unit: what costs more to send than it is worth stays where it is. */
function canKeep(policy: PolicyReading, facts: ReturnFacts, line: ReturnLineFacts, kept: number): boolean {
  if (facts.resolution !== 'refund' && facts.resolution !== 'store_credit') return false
  if (!policy.get('keepit.bands').includes(facts.riskBand)) return false
  if (line.seller !== null && !policy.get('keepit.sellers')) return false
  if (kept + line.quantity > policy.get('keepit.max_per_customer')) return false
  const { amountMinor, currency } = line.valueEach
  const limits = [
    policy.get('keepit.max_value')[currency],
    scaled(policy.get('return.cost')[currency], policy.get('keepit.return_cost_factor')),
    policy.get('keepit.ceiling')[currency],
  ]
  return amountMinor > 0 && limits.every((limit) => limit !== undefined && amountMinor < limit)
}

function scaled(amountMinor: number | undefined, factor: number): number | undefined {
  return amountMinor === undefined ? undefined : amountMinor * factor
}

function whyPerson(policy: PolicyReading, facts: ReturnFacts, line: ReturnLineFacts): Reason | null {
  if (facts.mode !== 'live') return reason('return_shadow')
  if (policy.get('return.authorize.in_policy') === 'manual') return reason('return_needs_approval')
  const pays = facts.resolution === 'refund' || facts.resolution === 'store_credit'
  if (pays && withinAmount(policy.get('refund.at_first_scan.max'), line.valueEach) === 'unknown')
    return reason('return_currency_unknown')
  return policy.get('return.manual.bands').includes(facts.riskBand) ? reason('return_band_needs_person') : null
}

function reviewFor(
  policy: PolicyReading,
  facts: ReturnFacts,
  lines: readonly ReturnLineVerdict[],
): ReturnDecision['review'] {
  const grace = policy.get('return.deduct.late_grace')
  const inside = lines.every(({ until }) => until === null || facts.now <= endOfLocalDayAfter(until, grace, facts.zone))
  return {
    businessDays: policy.get('return.authorize.manual_answer'),
    onSilence: inside ? 'approve' : 'to_lead',
  }
}

function momentFor(
  policy: PolicyReading,
  facts: ReturnFacts,
  lines: readonly ReturnLineVerdict[],
): { refundAt: RefundMoment; why: Reason[] } {
  if (facts.resolution === 'replacement' || facts.resolution === 'exchange') return { refundAt: 'never', why: [] }
  const back = facts.lines.filter((_, index) => lines[index]?.keep !== true)
  if (back.length === 0) return { refundAt: 'at_once', why: [] }
  const currency = back[0]?.valueEach.currency ?? 'USD'
  const amountMinor = back.reduce(
    (sum, line) => sum + line.valueEach.amountMinor * line.quantity,
    facts.valueElsewhereMinor ?? 0,
  )
  const moment = refundMomentFor(policy, facts.riskBand, { amountMinor, currency })
  // Evidence of a fault that speaks for the shopper is never slowed down by how much the store happens to pay.
  const shown = facts.lines.every((line, index) => lines[index]?.fault === true && line.photos > 0)
  if (moment === 'first_scan' && facts.steppedDown && !shown)
    return { refundAt: 'receipt', why: [reason('return_payouts_stepped_down')] }
  const words = {
    first_scan: 'return_refund_first_scan',
    destination_scan: 'return_refund_destination',
    inspection: 'return_refund_inspection',
  } as const
  return { refundAt: moment, why: moment in words ? [reason(words[moment as keyof typeof words])] : [] }
}

function rowOf(lines: readonly ReturnLineVerdict[], refundAt: RefundMoment): { id: string; group: string } {
  const refused = lines.find((line) => line.approval === 'refused')
  if (refused) return { id: `refused.${refused.code}`, group: 'refused' }
  if (lines.some((line) => line.approval === 'needs_review')) return { id: `person.${refundAt}`, group: 'person' }
  if (lines.every((line) => line.keep)) return { id: 'keep', group: 'keep' }
  const late = lines.some((line) => line.latePercent > 0)
  return { id: `${late ? 'late' : 'in_time'}.${refundAt}`, group: late ? 'late' : 'in_time' }
}

function distinct(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((each) => [each.code, each])).values()]
}
