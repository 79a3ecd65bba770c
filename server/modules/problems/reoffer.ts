import type { OrderRecord } from '#modules/orders'
import type { RefundPlan } from '#modules/refunds'
import type { Reader } from '#platform/work'
import { refundPlanOf, waysBack } from './offer-parts.ts'
import type { Offer, OfferKind } from './tables.ts'

/** What is left to offer once something could not be given: the money, what else stood there, then a person. */
export async function makeOffersAgain(
  reader: Reader,
  {
    order,
    unitIds,
    before,
    without,
    withCredit,
  }: {
    order: OrderRecord
    unitIds: string[]
    before: readonly Offer[]
    without: readonly OfferKind[]
    withCredit: boolean
  },
): Promise<Offer[]> {
  const plan = await refundPlanOf(reader, order, unitIds)
  const others = before
    .filter((offer) => !without.includes(offer.kind) && offer.kind !== 'refund' && offer.kind !== 'store_credit')
    .map((offer) => ({ ...offer, recommended: false }))
  // Where a new one cannot be sent the money stands in for it; canceling that failed is no reason to pay for what is on its way.
  const canRefund =
    plan.amountMinor > 0 &&
    before.some((offer) => offer.kind === 'refund' || (offer.kind === 'replacement' && without.includes('replacement')))
  const money = canRefund ? [moneyOffer('refund', plan)] : []
  const credit = canRefund && withCredit ? [moneyOffer('store_credit', plan)] : []
  const offers = [...credit, ...money, ...others]
  return offers.map((offer, index) => ({ ...offer, recommended: index === 0 }))
}

/** The money as an offer that can be taken now. */
export function moneyOffer(kind: 'refund' | 'store_credit', plan: RefundPlan): Offer {
  const amount = { amountMinor: plan.amountMinor, currency: plan.currency }
  return {
    id: `rem_${kind}`,
    kind,
    recommended: false,
    availableAt: null,
    requires: [],
    amount,
    expectedBy: null,
    cost: amount,
    method: kind === 'store_credit' ? [{ label: 'Store credit', amount, expectedBy: null }] : waysBack(plan),
  }
}
