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
  if (!offers.some((offer) => sameThing.includes(offer.kind))) return offers
  const isUnsafe = await isWithheld(reader, { order, unitIds })
  const left: Offer[] = []
  let dropped: Offer | undefined
  for (const offer of offers) {
    const kept = await safePart(reader, { order, unitIds, offer, isUnsafe })
    if (kept) left.push(kept)
    else dropped ??= offer
  }
  if (!dropped) return JSON.stringify(left) === JSON.stringify(offers) ? offers : left
  const instead = left.some((offer) => money.includes(offer.kind) && !offer.forRole)
    ? []
    : await refundFor(reader, order, unitIds, problemId, dropped)
  return [...instead, ...left].map((offer, index) => ({ ...offer, recommended: index === 0 }))
}

/** Of an exchange those variants that may be sent: a recall of one leaves the others. */
async function safePart(
  reader: Reader,
  given: { order: OrderRecord; unitIds: string[]; offer: Offer; isUnsafe: boolean },
): Promise<Offer | undefined> {
  const { order, unitIds, offer, isUnsafe } = given
  if (!sameThing.includes(offer.kind)) return offer
  if (offer.kind !== 'exchange') return isUnsafe ? undefined : offer
  const variants = []
  for (const variant of offer.variants ?? [])
    if (!(await isWithheld(reader, { order, unitIds, variantOf: () => variant.id }))) variants.push(variant)
  return variants.length > 0 ? { ...offer, variants } : undefined
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
