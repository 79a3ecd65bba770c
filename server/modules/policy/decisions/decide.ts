import type { Decision, DecisionKind, Reason, RemedyKind, RiskBand, TraceEntry } from '../decision.ts'
import type { Money } from '#platform/money'
import type { StockFacts } from '../facts.ts'
import type { PolicyKey, PolicyValue } from '../keys.ts'
import type { AmountMap } from '../keys/spec.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'

/** Reads policy values for one decision and remembers which, so that the decision can say where each came from. */
export interface PolicyReading {
  readonly resolved: Resolved
  get<K extends PolicyKey>(key: K): PolicyValue<K>
  trace(): readonly TraceEntry[]
}

export function readingOf(resolved: Resolved): PolicyReading {
  const keys = new Set<PolicyKey>()
  return {
    resolved,
    get: (key) => {
      keys.add(key)
      return resolved.get(key)
    },
    trace: () => Array.from(keys, (key) => resolved.explain(key)),
  }
}

/** A decision with everything that most of them do not need left at rest. */
export function decision(
  policy: PolicyReading,
  kind: DecisionKind,
  row: { id: string; group: string },
  parts: Partial<Decision> & Pick<Decision, 'outcome' | 'reasons' | 'remedies'>,
): Decision {
  return {
    kind,
    rowId: row.id,
    rowGroup: row.group,
    waitUntil: null,
    decideWithinHours: null,
    decideClock: 'clock',
    onSilence: 'lead',
    leadWithinHours: policy.get('silence.lead_within'),
    statement: false,
    audit: false,
    carrierTrace: false,
    secureNextDelivery: false,
    jurisdiction: policy.resolved.jurisdiction,
    trace: policy.trace(),
    ...parts,
  }
}

/** How a value stands to an amount key: `unknown` when the currency has no amount, which sends the case to a person. */
export function withinAmount(limit: AmountMap, value: Money): 'within' | 'above' | 'unknown' {
  const most = limit[value.currency]
  if (most === undefined) return 'unknown'
  return value.amountMinor <= most ? 'within' : 'above'
}

/** Who a person's silence decides for: the shopper only at low or medium risk and small amounts. */
export function silenceFor(policy: PolicyReading, band: RiskBand, value: Money): 'shopper' | 'lead' {
  const bands = policy.get('silence.decides_for_shopper.bands')
  const small = withinAmount(policy.get('silence.decides_for_shopper.max'), value) === 'within'
  return small && bands.includes(band) ? 'shopper' : 'lead'
}

/** Orders replacement and refund: replacement first when in stock; refund first after a second loss; refund alone when stock is short. */
export function orderRemedies(
  policy: PolicyReading,
  remedies: readonly RemedyKind[],
  facts: StockFacts,
): { remedies: readonly RemedyKind[]; reasons: readonly Reason[] } {
  const reasons: Reason[] = []
  if (facts.secondLossAtAddress && remedies.includes('replacement')) reasons.push(reason('second_loss_here'))
  if (!remedies.includes('replacement')) return { remedies, reasons }
  if (facts.stock !== 'enough')
    return {
      remedies: remedies.filter((each) => each !== 'replacement'),
      reasons: [...reasons, reason('only_refund_in_stock')],
    }
  const refundFirst = facts.secondLossAtAddress || policy.get('dnr.remedy_first') === 'refund'
  const first: RemedyKind = refundFirst ? 'refund' : 'replacement'
  const pair: readonly RemedyKind[] = first === 'refund' ? ['refund', 'replacement'] : ['replacement', 'refund']
  return { remedies: [...remedies.filter((each) => !pair.includes(each)), ...pair], reasons }
}
