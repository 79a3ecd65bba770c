import type { Money } from '#platform/money'
import { addHours } from '#platform/time'
import type { Decision, Reason, RiskBand } from '../decision.ts'
import type { ClaimFacts } from '../facts.ts'
import type { TableRow } from '../decision-table.ts'
import type { TableThen } from '../decision-tables/table-schema.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf, silenceFor, withinAmount } from './decide.ts'

type Row = TableRow<TableThen['claim']>
type ProtectCondition = 'platform_label' | 'first_scan_by_ship_by' | 'answered_in_time' | 'no_self_refund'

/** One condition of the protection program, and whether it holds. */
export interface ProtectionCheck {
  condition: ProtectCondition
  met: boolean
  /** Not met, and not missed either: it can still be kept, or there is nothing to measure it by. */
  open?: 'not_yet' | 'unknown'
  /** For an answer: within how many hours, and until when it can still come. */
  hours?: number
  by?: string
}

/** What a claim comes to: money and blame are two fields. */
export interface ClaimRuling {
  /** Who pays; `platform` up to `platformUpTo`, and the seller the rest. */
  payer: 'seller' | 'platform' | 'carrier'
  /** Null: all of it. */
  platformUpTo: Money | null
  /** Whether it is a defect of the seller's. */
  counts: boolean
  /** A mark that is no defect. */
  mark: 'late' | null
  /** `return`: the money comes back with the goods, at the seller's cost. `late`: shipping fee and a share. */
  award: 'full' | 'return' | 'late' | 'difference'
  /** For `late`: the share of the goods, tax included. */
  percent: number
  /** Whether the outbound shipping comes back with a whole refund. */
  shipping: boolean
}

export interface ClaimDecision extends Decision {
  ruling: ClaimRuling
  protection: readonly ProtectionCheck[]
}

/**
 * What the rules say of a claim against a seller: the first row of the table `claim` that matches. `now`: decided for the
 * shopper as the ruling says; `wait`: the seller's turn; `person`: somebody decides within `claim.decision`, and the ruling
 * is what the rules propose. It never says no by itself.
 */
export function decideClaim(resolved: Resolved, facts: ClaimFacts): ClaimDecision {
  const policy = readingOf(resolved)
  const protection = protectionOf(policy, facts)
  const goods = goodsOf(policy, facts)
  const row = resolved.table('claim').match({
    ground: facts.ground,
    seller: facts.seller,
    parcel: facts.parcel,
    protected: protection.every((check) => check.met) && policy.get('protect.effect') === 'platform_pays_no_defect',
    onTime: facts.onTime,
    delivery: deliveryOf(facts),
    advance: facts.riskBand !== 'high' && withinAmount(policy.get('claim.advance.max'), facts.value) === 'within',
    proof: facts.photosGiven > 0 || facts.returnRefused || facts.overchargedMinor > 0,
    goods,
    returned: facts.returnedUnpaid,
  })
  const ruling = rulingOf(policy, row, facts.value.currency)
  const reasons = [reason(row.then.reason)]
  const outcome = outcomeOf(policy, row, facts, reasons)
  return {
    ...decision(policy, 'claim', row, {
      outcome,
      waitUntil: outcome === 'wait' ? addHours(facts.openedAt, policy.get('claim.seller_answer')) : null,
      decideWithinHours: outcome === 'person' ? policy.get('claim.decision') : null,
      onSilence: silenceFor(policy, facts.riskBand, facts.value),
      remedies: [],
      reasons,
    }),
    trace: policy.trace(),
    ruling,
    protection,
  }
}

/** Whether, and out of what, the shopper may be paid before the seller was heard. */
export interface ClaimAdvance {
  /** Low risk and a small value, as far as the rules go; somebody still has to be good for it. */
  allowed: boolean
  cover: readonly ('held_payout' | 'fund')[]
}

/** The rule `claim.advance`: immediate, with a price. */
export function claimAdvance(resolved: Resolved, facts: { riskBand: RiskBand; value: Money }): ClaimAdvance {
  const small = withinAmount(resolved.get('claim.advance.max'), facts.value) === 'within'
  return {
    allowed: small && resolved.get('claim.advance.bands').includes(facts.riskBand),
    cover: resolved.get('claim.advance.cover'),
  }
}

function protectionOf(policy: PolicyReading, facts: ClaimFacts): ProtectionCheck[] {
  const checks: Record<ProtectCondition, Omit<ProtectionCheck, 'condition'>> = {
    platform_label: { met: facts.platformLabel },
    first_scan_by_ship_by: {
      met: facts.firstScanByShipBy === true,
      ...(facts.firstScanByShipBy === null ? { open: 'unknown' } : {}),
    },
    answered_in_time: answerCheck(policy, facts),
    no_self_refund: { met: !facts.selfRefunded },
  }
  return policy.get('protect.conditions').map((condition) => ({ condition, ...checks[condition] }))
}

/** A first no in time keeps its time; the claim that it makes wants an answer all the same, and silence in it is none. */
function answerCheck(policy: PolicyReading, facts: ClaimFacts): Omit<ProtectionCheck, 'condition'> {
  const hours = policy.get('protect.answer_within')
  const within = addHours(facts.openedAt, hours)
  const isInTime = facts.answeredAt !== null && facts.answeredAt <= within
  const isPending = facts.seller === 'pending'
  const by = isInTime ? addHours(facts.openedAt, policy.get('claim.seller_answer')) : within
  return {
    met: isInTime && !isPending && facts.seller !== 'silent',
    hours,
    ...(isPending && facts.now <= by ? { open: 'not_yet' as const, by: by.toISOString() } : {}),
  }
}

/** Nobody ships a hazard or a loss (policy `claim.no_return_needed`). */
function goodsOf(policy: PolicyReading, { unsafe, returnCost, value }: ClaimFacts): 'return' | 'keep' {
  const rule = policy.get('claim.no_return_needed')
  if (unsafe && rule.includes('unsafe')) return 'keep'
  const cost =
    returnCost?.currency === value.currency ? returnCost.amountMinor : policy.get('return.cost')[value.currency]
  const costly = cost !== undefined && value.amountMinor > 0 && cost >= value.amountMinor
  return costly && rule.includes('cost_at_least_value') ? 'keep' : 'return'
}

function deliveryOf({ deliveryGroup }: ClaimFacts): 'favored' | 'contradicted' | 'open' {
  if (deliveryGroup === '3') return 'contradicted'
  return deliveryGroup !== null && ['1', '2', '4'].includes(deliveryGroup) ? 'favored' : 'open'
}

function rulingOf(policy: PolicyReading, { then }: Row, currency: string): ClaimRuling {
  const kept = then.keepWhenSilent === true && policy.get('claim.no_return_needed').includes('seller_silent')
  return {
    ...payerOf(policy, then.payer, currency),
    counts: then.counts,
    mark: then.mark ?? null,
    award: kept ? 'full' : then.award,
    percent: policy.get('claim.late_but_arrived.percent'),
    shipping: policy.get('claim.refund_scope').includes('outbound_shipping'),
  }
}

function payerOf(
  policy: PolicyReading,
  payer: Row['then']['payer'],
  currency: string,
): Pick<ClaimRuling, 'payer' | 'platformUpTo'> {
  switch (payer) {
    case 'seller':
      return { payer: 'seller', platformUpTo: null }
    // A platform without money of its own claims it from the carrier.
    case 'platform':
      return {
        payer: policy.get('protect.effect') === 'platform_pays_no_defect' ? 'platform' : 'carrier',
        platformUpTo: null,
      }
    case 'store':
      return { payer: 'platform', platformUpTo: null }
    case 'protected': {
      const most = policy.get('protect.platform_limit')[currency]
      return { payer: 'platform', platformUpTo: most === undefined ? null : { amountMinor: most, currency } }
    }
    case 'returned':
      return { payer: paysNoDefect(policy.get('protect.returned_to_sender')), platformUpTo: null }
    case 'lost':
      return { payer: paysNoDefect(policy.get('protect.carrier_lost_tracked')), platformUpTo: null }
  }
}

function isUnsaid(limit: Readonly<Record<string, number>>, { currency }: Money): boolean {
  return limit[currency] === undefined
}

function paysNoDefect(value: 'seller_pays_no_defect' | 'platform_pays_no_defect'): 'seller' | 'platform' {
  return value === 'platform_pays_no_defect' ? 'platform' : 'seller'
}

/** What decides by itself, unless it is worth too much, or the shop wants a person where a seller is silent. */
function outcomeOf(policy: PolicyReading, row: Row, facts: ClaimFacts, reasons: Reason[]): 'now' | 'wait' | 'person' {
  if (row.then.act === 'seller') return 'wait'
  if (row.then.act === 'person') return 'person'
  if (facts.seller === 'silent' && policy.get('claim.on_seller_silence') === 'person') return 'person'
  // How much the platform pays for a protected seller is not said in this currency: that is no reason to take all of it from them.
  const unsaid = row.then.payer === 'protected' && isUnsaid(policy.get('protect.platform_limit'), facts.value)
  if (facts.seller === 'accepted' && !unsaid) return 'now'
  if (!unsaid && withinAmount(policy.get('claim.cap.auto'), facts.value) === 'within') return 'now'
  reasons.push(reason('claim_above_cap', { key: 'claim.cap.auto' }))
  return 'person'
}
