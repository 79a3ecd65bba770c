import type { OrderRecord } from '#modules/orders'
import { isWithheld } from '#modules/replacements'
import type { Reader } from '#platform/work'
import { refundPlanOf } from './offer-parts.ts'
import { moneyOffer } from './reoffer.ts'
import type { Offer, OfferKind } from './tables.ts'

const sameThing: readonly OfferKind[] = ['replacement', 'exchange', 'parts']
const money: readonly OfferKind[] = ['refund', 'cancel', 'return_for_refund', 'store_credit']

/**
 * What may not be safe is not offered again: where the same thing stood, the money stands. An order's things that nothing is known
 * against keep their offers as they are.
 */
export async function withoutUnsafe(
  reader: Reader,
  { order, unitIds, problemId, offers }: { order: OrderRecord; unitIds: string[]; problemId: string; offers: Offer[] },
): Promise<Offer[]> {
  const [dropped] = offers.filter((offer) => sameThing.includes(offer.kind))
  if (!dropped || !(await isWithheld(reader, { order, unitIds }))) return offers
  const left = offers.filter((offer) => !sameThing.includes(offer.kind))
  const instead = left.some((offer) => money.includes(offer.kind) && !offer.forRole)
    ? []
    : await refundFor(reader, order, unitIds, problemId, dropped)
  return [...instead, ...left].map((offer, index) => ({ ...offer, recommended: index === 0 }))
}

/** As the new one would have been: with the same wait, and the same yes to it. */
async function refundFor(
  reader: Reader,
  order: OrderRecord,
  unitIds: string[],
  problemId: string,
  { availableAt, requires }: Offer,
): Promise<Offer[]> {
  const plan = await refundPlanOf(reader, order, unitIds, problemId)
  if (plan.amountMinor === 0) return []
  const kept = requires.filter((each) => each === 'statement' || each === 'photo')
  return [{ ...moneyOffer('refund', plan), availableAt, requires: kept }]
}
