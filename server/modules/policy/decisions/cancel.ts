import { addMinutes } from '#platform/time'
import type { Decision } from '../decision.ts'
import type { CancelFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf } from './decide.ts'

/** What the seller or the warehouse is asked, and what their silence means. */
export interface PartnerRequest {
  of: 'seller' | 'warehouse'
  answerWithinHours: number
  onSilence: 'person' | 'cancel_if_not_dispatched' | 'cancel'
  countsAgainstSeller: boolean
}

export interface CancelDecision extends Decision {
  /** Set when the answer is somebody else's; `outcome` is then `person`. */
  request: PartnerRequest | null
  /** Minutes in which storefront or warehouse confirms before money goes back; null when none is waited for. */
  confirmWithinMinutes: number | null
  /** Until when it is at once, as far as that is an instant. */
  selfServiceUntil: Date | null
}

const SIZE = { unit: 0, item: 1, order: 2 } as const

/** Whether items can be canceled now, by request, or no longer. A refusal always says what is possible instead. */
export function decideCancel(resolved: Resolved, facts: CancelFacts): CancelDecision {
  const policy = readingOf(resolved)
  const reasons = policy.get('cancel.reasons')
  const scope = policy.get('cancel.scope')
  const service = selfService(policy, facts)
  const row = resolved.table('cancel').match({
    state: facts.state,
    fulfilledBy: facts.fulfilledBy,
    locked: policy.get('change.once') && facts.itemsChangedBefore,
    scopeAllowed: SIZE[facts.asks] >= SIZE[scope],
    reasonAllowed: reasons.length === 0 || (facts.reason !== null && reasons.includes(facts.reason)),
    selfService: service.allowed,
    requestAllowed: policy.get('cancel.request.allowed'),
  })
  const request = row.then.act === 'request' ? partnerRequest(policy, facts) : null
  const params = { reasons: reasons.join(', '), scope, hours: policy.get('cancel.request.seller_answer') }
  const base = decision(policy, 'cancel', row, {
    outcome: row.then.act === 'request' ? 'person' : row.then.act,
    decideWithinHours: request?.answerWithinHours ?? null,
    remedies:
      row.then.act === 'now' ? ['cancel_and_refund'] : row.then.offersAfterDispatch ? instead(policy, facts) : [],
    reasons: [reason(row.then.reason, params)],
  })
  return {
    ...base,
    request,
    confirmWithinMinutes: policy.get('cancel.confirm') ? policy.get('cancel.confirm.within') : null,
    selfServiceUntil: service.until,
  }
}

function selfService(policy: PolicyReading, facts: CancelFacts): { allowed: boolean; until: Date | null } {
  const open = facts.state === 'open' || facts.state === 'dispatch_started'
  if (facts.fulfilledBy === 'seller') {
    const until = addMinutes(facts.placedAt, policy.get('cancel.self_service.marketplace'))
    return { allowed: open && facts.now <= until, until }
  }
  const rule = policy.get('cancel.self_service.own_stock')
  return {
    allowed: rule === 'until_shipped' ? open : rule === 'until_dispatch_starts' && facts.state === 'open',
    until: null,
  }
}

function partnerRequest(policy: PolicyReading, facts: CancelFacts): PartnerRequest {
  return {
    of: facts.fulfilledBy === 'seller' ? 'seller' : 'warehouse',
    answerWithinHours: policy.get('cancel.request.seller_answer'),
    onSilence: policy.get('cancel.request.on_silence'),
    countsAgainstSeller: policy.get('cancel.request.counts_against_seller'),
  }
}

function instead(policy: PolicyReading, facts: CancelFacts): ('refuse_parcel' | 'return_for_refund')[] {
  const offers = policy
    .get('cancel.after_dispatch')
    .map((each) => (each === 'return' ? ('return_for_refund' as const) : ('refuse_parcel' as const)))
  return facts.state === 'delivered' ? offers.filter((each) => each !== 'refuse_parcel') : offers
}
