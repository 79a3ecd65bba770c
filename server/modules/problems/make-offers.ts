import type { OrderRecord } from '#modules/orders'
import type { RemedyKind } from '#modules/policy'
import { planRefund, type RefundPlan } from '#modules/refunds'
import { businessDaysAfter, endOfLocalDay } from '#platform/time'
import type { Reader } from '#platform/work'
import type { Case } from './decide-problem.ts'
import type { Offer, OfferKind } from './tables.ts'

/** What the rules call a remedy, as it is offered. Those that are done without asking, or that cannot be done here yet, are no offer. */
const offered: Partial<Record<RemedyKind, OfferKind>> = {
  replacement: 'replacement',
  refund: 'refund',
  cancel_and_refund: 'cancel',
  wait: 'wait',
  person: 'person',
}

/**
 * The remedies of a decision as offers, best first, with amount, method and dates worked out. A person is always the last one.
 * While a wait runs or a person decides, they stand there with the moment they open.
 */
export async function makeOffers(reader: Reader, found: Case): Promise<Offer[]> {
  const { decision, matter } = found
  const kinds = decision.remedies
    .map((remedy) => offered[remedy])
    .filter((kind): kind is OfferKind => kind !== undefined && kind !== 'person')
  const refund = kinds.some((kind) => kind === 'refund' || kind === 'cancel')
    ? await refundPlanOf(
        reader,
        matter.order,
        matter.units.map((unit) => unit.id),
        matter.problemId,
      )
    : null
  const waiting = decision.outcome === 'wait' && found.mode === 'live'
  const offers = kinds
    .filter((kind) => (kind === 'refund' || kind === 'cancel' ? (refund?.amountMinor ?? 0) > 0 : true))
    .map(
      (kind, index): Offer => ({
        id: `rem_${kind}`,
        kind,
        recommended: index === 0,
        availableAt: waiting && kind !== 'wait' ? (decision.waitUntil?.toISOString() ?? null) : null,
        requires:
          decision.statement && found.mode === 'live' && (kind === 'replacement' || kind === 'refund')
            ? ['statement']
            : [],
        ...moneyOf(kind, refund),
        expectedBy: kind === 'replacement' ? replacementDate(reader.now, found).toISOString() : null,
        cost: kind === 'wait' ? { amountMinor: 0, currency: found.value.currency } : found.value,
      }),
    )
  return [
    ...offers,
    {
      ...person,
      id: 'rem_person',
      recommended: offers.length === 0,
      cost: { amountMinor: 0, currency: found.value.currency },
    },
  ]
}

const person = { kind: 'person' as const, availableAt: null, requires: [], amount: null, method: [], expectedBy: null }

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

function moneyOf(kind: OfferKind, plan: RefundPlan | null): Pick<Offer, 'amount' | 'method'> {
  if (!plan || (kind !== 'refund' && kind !== 'cancel')) return { amount: null, method: [] }
  return {
    amount: { amountMinor: plan.amountMinor, currency: plan.currency },
    method: waysBack(plan),
  }
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
 * As fast as the first one or faster (policy `replace.speed`), at most five business days: the business days that the store
 * gave itself for the first parcel, counted from today. The storefront's own date replaces it as soon as it has answered.
 */
function replacementDate(now: Date, { matter, shipment, store, zone }: Case): Date {
  const { order } = matter
  const promised = shipment?.row.promised_deliver_by ?? order.row.promised_deliver_by
  const began = shipment?.row.shipped_at ?? order.row.placed_at
  const days = promised ? Math.round((promised.getTime() - began.getTime()) / 86_400_000) : 3
  return endOfLocalDay(businessDaysAfter(now, Math.min(5, Math.max(1, days)), { country: store.country, zone }), zone)
}
