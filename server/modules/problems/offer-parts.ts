import type { OrderRecord } from '#modules/orders'
import { planRefund, type RefundPlan } from '#modules/refunds'
import { businessDaysAfter, endOfLocalDay } from '#platform/time'
import type { Reader } from '#platform/work'
import type { Case } from './decide-problem.ts'
import type { Offer } from './tables.ts'

/** A person is always one tap away. */
export function personOffer(currency: string, recommended: boolean): Offer {
  return {
    id: 'rem_person',
    kind: 'person',
    recommended,
    availableAt: null,
    requires: [],
    amount: null,
    method: [],
    expectedBy: null,
    cost: { amountMinor: 0, currency },
  }
}

/**
 * The guarantee: nothing has to be filled in, and what is at stake is shown. Until when the seller has is counted from the tap, so no
 * moment stands with it.
 */
export function claimOffer(plan: RefundPlan): Offer {
  return {
    id: 'rem_claim',
    kind: 'claim',
    recommended: true,
    availableAt: null,
    requires: [],
    amount: { amountMinor: plan.amountMinor, currency: plan.currency },
    method: waysBack(plan),
    expectedBy: null,
    cost: { amountMinor: plan.amountMinor, currency: plan.currency },
  }
}

/** A missing parcel gives everything back that was paid for it: goods, its share of shipping, and fees that can come back. */
export async function refundPlanOf(
  reader: Reader,
  order: OrderRecord,
  unitIds: string[],
  problemId?: string,
): Promise<RefundPlan> {
  // The problem's own hold does not stand in the way of its own money.
  return await planRefund(reader, {
    order,
    unitIds,
    parts: { goods: true, shipping: true, fees: true },
    ...(problemId ? { about: { kind: 'problem', id: problemId } } : {}),
  })
}

/** Where the money of a plan goes and when it is there, as an offer shows it. */
export function waysBack(plan: RefundPlan): Offer['method'] {
  return plan.movements.map((movement) => ({
    label: movement.label,
    amount: { amountMinor: movement.amountMinor, currency: plan.currency },
    expectedBy: movement.expectedBy?.toISOString() ?? null,
  }))
}

/**
 * As fast as the first one or faster (policy `replace.speed`), within `replace.arrives_within`: the business days that the store
 * gave itself for the first parcel, counted from today. It holds unless the storefront answers with a later one.
 */
export function replacementDate(now: Date, { matter, shipment, store, zone, resolved }: Case): Date {
  const { order } = matter
  const promised = shipment?.row.promised_deliver_by ?? order.row.promised_deliver_by
  const began = shipment?.row.shipped_at ?? order.row.placed_at
  const days = promised ? Math.round((promised.getTime() - began.getTime()) / 86_400_000) : 3
  const most = resolved.get('replace.arrives_within')
  const place = { country: store.country, zone }
  return endOfLocalDay(businessDaysAfter(now, Math.min(most, Math.max(1, days)), place), zone)
}
