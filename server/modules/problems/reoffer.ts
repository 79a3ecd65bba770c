import type { OrderRecord } from '#modules/orders'
import type { Reader } from '#platform/work'
import { refundPlanOf } from './make-offers.ts'
import type { Offer } from './tables.ts'

/** What is left to offer once a new one cannot be sent: the money, then a person. */
export async function makeOffersAgain(reader: Reader, order: OrderRecord, unitIds: string[], before: readonly Offer[]): Promise<Offer[]> {
  const plan = await refundPlanOf(reader, order, unitIds)
  const others = before.filter((offer) => offer.kind !== 'replacement' && offer.kind !== 'refund')
  const amount = { amountMinor: plan.amountMinor, currency: plan.currency }
  const refund: Offer = {
    id: 'rem_refund', kind: 'refund', recommended: true, availableAt: null, requires: [], amount, expectedBy: null, cost: amount,
    method: plan.movements.map((movement) => ({
      label: movement.label, amount: { amountMinor: movement.amountMinor, currency: plan.currency }, expectedBy: movement.expectedBy?.toISOString() ?? null,
    })),
  }
  return plan.amountMinor > 0 ? [refund, ...others.map((offer) => ({ ...offer, recommended: false }))] : others
}
