import type { Decision } from '../decision.ts'
import type { ChangeFacts, TenderFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, type PolicyReading, readingOf } from './decide.ts'
import type { PartnerRequest } from './cancel.ts'

export interface ChangeDecision extends Decision {
  request: PartnerRequest | null
  /** The order is scored again once the change is made. */
  rescore: boolean
  /** The items are locked once the change is made. */
  locksOrder: boolean
}

/** Whether address, variant or payment method of an order can be changed. */
export function decideChange(resolved: Resolved, facts: ChangeFacts): ChangeDecision {
  const policy = readingOf(resolved)
  const row = resolved.table('change').match({
    change: facts.change,
    state: facts.state,
    fulfilledBy: facts.fulfilledBy,
    kindAllowed: policy.get('change.kinds').includes(facts.change),
    inTime: inTime(policy, facts.state),
    locked: policy.get('change.once') && facts.itemsChangedBefore,
    sellerAddress: policy.get('address.change.marketplace'),
    ...particulars(policy, facts),
  })
  const request: PartnerRequest | null =
    row.then.act === 'request'
      ? {
          of: facts.fulfilledBy === 'seller' ? 'seller' : 'warehouse',
          answerWithinHours: policy.get('cancel.request.seller_answer'),
          onSilence: 'person',
          countsAgainstSeller: false,
        }
      : null
  const base = decision(policy, 'change', row, {
    outcome: row.then.act === 'request' ? 'person' : row.then.act,
    decideWithinHours: request?.answerWithinHours ?? null,
    remedies: row.then.remedies ?? [],
    reasons: [reason(row.then.reason)],
  })
  return {
    ...base,
    request,
    rescore: facts.change === 'address' && policy.get('address.change.rescore'),
    locksOrder: facts.change === 'variant' && policy.get('change.once'),
  }
}

function inTime(policy: PolicyReading, state: ChangeFacts['state']): boolean {
  const until = policy.get('change.until')
  return until === 'until_shipped'
    ? state === 'open' || state === 'dispatch_started'
    : until === 'until_dispatch_starts' && state === 'open'
}

/** Facts that only one kind of change has; those of the others stand at "nothing wrong". */
function particulars(policy: PolicyReading, facts: ChangeFacts): Record<string, boolean> {
  const rest = {
    countryAllowed: true,
    variantAllowed: true,
    tenderKnown: true,
    singleTender: true,
    sameTender: false,
    giftCardCovers: true,
  }
  if (facts.change === 'address') {
    const rule = policy.get('address.change')
    return {
      ...rest,
      countryAllowed: rule === 'anywhere' || (rule === 'same_country' && facts.fromCountry === facts.toCountry),
    }
  }
  if (facts.change === 'payment') {
    const single = !policy.get('change.payment.single') || facts.tendersUsed === 1
    return {
      ...rest,
      singleTender: single,
      sameTender: facts.sameTender,
      tenderKnown: facts.tender !== null,
      giftCardCovers: covers(policy, facts.tender, facts.total.amountMinor),
    }
  }
  const sameProduct = policy.get('change.variant.sameProduct')
  const allowSame = policy.get('change.variant.allowSame')
  const variantAllowed = facts.items.every(
    (each) => each.available && (each.sameProduct || !sameProduct) && (!each.sameVariant || allowSame),
  )
  const needsTender = facts.difference.amountMinor !== 0 || facts.tender !== null
  return {
    ...rest,
    variantAllowed,
    tenderKnown: !needsTender || facts.tender !== null,
    giftCardCovers: covers(policy, facts.tender, facts.difference.amountMinor),
  }
}

/** A stored balance must cover the whole amount it is chosen for, unless the shop says otherwise. */
function covers(policy: PolicyReading, tender: TenderFacts | null, amountMinor: number): boolean {
  const stored = tender?.kind === 'gift_card' || tender?.kind === 'store_credit'
  if (!stored || amountMinor <= 0 || !policy.get('tender.giftCardCovers')) return true
  return (tender?.balanceMinor ?? 0) >= amountMinor
}
