import type { Money } from '#platform/money'
import { endOfLocalDayAfter } from '#platform/time'
import type { Decision, RemedyKind } from '../decision.ts'
import type { LateFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf } from './decide.ts'

export interface LateDecision extends Decision {
  /** Comes back by itself; null when nothing was paid, the date was kept or the shop does not do so. */
  shippingFeeBack: Money | null
  /** True when the shopper has to ask for it. */
  shippingFeeOnRequest: boolean
  goodwill: Money | null
  lateSince: Date | null
  /** From when a late parcel can be reported as not received. */
  claimOpensAt: Date | null
}

/** What a date that will be or was missed is worth, before anybody asks. */
export function decideLate(resolved: Resolved, facts: LateFacts): LateDecision {
  const policy = readingOf(resolved)
  const { promisedBy } = facts
  const arrivedAt = arrival(policy, facts)
  const late = promisedBy !== null && (arrivedAt ?? facts.now) > promisedBy
  const state =
    promisedBy === null
      ? 'no_date'
      : late
        ? arrivedAt
          ? 'late_delivered'
          : 'late_moving'
        : facts.atRisk && !arrivedAt
          ? 'at_risk'
          : 'on_time'
  const row = resolved
    .table('late')
    .match({ state, promiseKind: facts.promiseKind, dispatched: facts.dispatched, forceMajeure: facts.forceMajeure })
  const fee = row.then.shippingFeeBack ? feeBack(policy, facts) : { amount: null, onRequest: false }
  const goodwill = row.then.goodwill ? goodwillOf(policy, facts) : null
  const remedies = row.then.remedies.filter(
    (each) => policy.get('late.cancel_offer') || (each !== 'cancel_and_refund' && each !== 'refuse_parcel'),
  )
  const given: RemedyKind[] = [
    ...(fee.amount && !fee.onRequest ? ['shipping_fee_back' as const] : []),
    ...(goodwill ? ['goodwill_credit' as const] : []),
  ]
  const base = decision(policy, 'late', row, {
    outcome: row.then.act,
    remedies: [...given, ...remedies],
    reasons: [reason(row.then.reason), ...given.map((code) => reason(code))],
    decideWithinHours: row.then.act === 'person' ? policy.get('dnr.person_within') : null,
  })
  return {
    ...base,
    shippingFeeBack: fee.amount,
    shippingFeeOnRequest: fee.onRequest,
    goodwill,
    lateSince: late ? promisedBy : null,
    claimOpensAt: promisedBy ? endOfLocalDayAfter(promisedBy, policy.get('late.claim_opens'), facts.zone) : null,
  }
}

/** An attempt counts as arrival where the shop says so and nothing contradicts it. */
function arrival(policy: PolicyReading, facts: LateFacts): Date | null {
  const attempt =
    facts.attemptedAt && !facts.attemptContradicted && policy.get('late.attempt_counts_as_delivered')
      ? facts.attemptedAt
      : null
  if (!attempt || !facts.deliveredAt) return attempt ?? facts.deliveredAt
  return attempt < facts.deliveredAt ? attempt : facts.deliveredAt
}

function feeBack(policy: PolicyReading, facts: LateFacts): { amount: Money | null; onRequest: boolean } {
  const rule = policy.get('late.shipping_fee_refund')
  const dated = facts.promiseKind !== 'none' && policy.get('late.shipping_fee_refund.for').includes(facts.promiseKind)
  const suspended = facts.forceMajeure && policy.get('late.force_majeure_suspends').includes('shipping_fee')
  if (rule === 'never' || !dated || suspended || facts.shippingPaid.amountMinor <= 0)
    return { amount: null, onRequest: false }
  return { amount: facts.shippingPaid, onRequest: rule === 'on_request' }
}

/** A share of the order between two amounts, once, for guaranteed dates alone. None in a currency without amounts. */
function goodwillOf(policy: PolicyReading, facts: LateFacts): Money | null {
  const on = policy.get('late.goodwill_credit') && facts.promiseKind === 'guaranteed' && !facts.goodwillGivenBefore
  if (!on || (facts.forceMajeure && policy.get('late.force_majeure_suspends').includes('goodwill'))) return null
  const { amountMinor, currency } = facts.orderValue
  const least = policy.get('late.goodwill_credit.min')[currency]
  const most = policy.get('late.goodwill_credit.max')[currency]
  if (least === undefined || most === undefined) return null
  const share = Math.round((amountMinor * policy.get('late.goodwill_credit.percent')) / 100)
  return { amountMinor: Math.min(most, Math.max(least, share)), currency }
}
