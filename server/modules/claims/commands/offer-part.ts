import { assert, invalid } from '#platform/errors'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { formatMoney, type Money } from '#platform/money'
import type { Work } from '#platform/work'
import { claimAnswered, claimOfferDeclined, claimOfferMade } from '../events.ts'
import { claimFactsOf, surroundingsOf } from '../facts.ts'
import { decideClaim } from '#modules/policy'
import type { ClaimTables } from '../tables.ts'
import { conclude } from './conclude.ts'
import { assertAllowed, lockForSide } from './for-side.ts'
import { aboutClaim, factOf, saveClaim } from './lock-claim.ts'

const db = tablesOf<ClaimTables>()

/** The seller offers an amount, and the shopper keeps the thing. The clock goes on: an offer is no answer. */
export async function offerPart(
  work: Work,
  input: { id: string; amount: Money; words?: string | undefined },
): Promise<void> {
  const locked = await lockForSide(work, input.id)
  await assertAllowed(work, locked, 'offer')
  const { row } = locked.claim
  if (input.amount.currency !== row.currency)
    invalid('amount.currency', `This order was paid in ${row.currency}.`, 'currency_differs')
  const around = await surroundingsOf(work, locked.matter)
  // More than was asked for is no offer.
  const most = Math.min(around.value.amountMinor, row.asked_minor ?? around.value.amountMinor)
  if (input.amount.amountMinor < 1 || input.amount.amountMinor > most)
    invalid(
      'amount',
      `Offer an amount up to ${formatMoney({ amountMinor: most, currency: row.currency }, 'en-US')}.`,
      'amount_out_of_range',
    )
  const offerId = work.newId('clo')
  await db(work)
    .insertInto('claim_offer')
    .values({
      store_id: work.storeId,
      id: offerId,
      claim_id: row.id,
      amount_minor: input.amount.amountMinor,
      currency: row.currency,
      words: input.words?.trim() || null,
      state: 'open',
      made_by: actorKey(work.actor),
      made_at: work.now,
      closed_at: null,
    })
    .execute()
  // An offer is no answer: neither the clock nor the protection takes it for one.
  await work.emit(claimOfferMade, aboutClaim(row), { ...factOf(row), offerId, amount: input.amount })
}

/** The shopper says yes, and it is settled without blame; or no, and everything goes on as before. */
export async function takeOffer(work: Work, input: { id: string; offer: string; accept: boolean }): Promise<void> {
  const locked = await lockForSide(work, input.id)
  const repeated = locked.claim.offers.find((each) => each.id === input.offer && each.state !== 'open')
  if (repeated && (repeated.state === 'accepted') === input.accept && repeated.state !== 'lapsed') return
  await assertAllowed(work, locked, 'take_offer')
  const { row, offers } = locked.claim
  const offer = offers.find((each) => each.state === 'open')
  assert(offer, 'there is an open offer')
  if (offer.id !== input.offer) invalid('offer', 'This isn’t the offer that is open now.', 'offer_unknown')
  await db(work)
    .updateTable('claim_offer')
    .set({ state: input.accept ? 'accepted' : 'declined', closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', offer.id)
    .execute()
  if (!input.accept) return await work.emit(claimOfferDeclined, aboutClaim(row), { ...factOf(row), offerId: offer.id })
  const around = await surroundingsOf(work, locked.matter)
  const answered = await saveClaim(work, row, { seller_answer: 'accepted' })
  await work.emit(claimAnswered, aboutClaim(answered), { ...factOf(answered), answer: 'accepted' })
  const claim = { ...locked.claim, row: answered }
  const { ruling } = decideClaim(around.resolved, await claimFactsOf(work, locked.matter, around, claim))
  await conclude(work, { ...locked, claim }, around, {
    verdict: 'split',
    ruling: { ...ruling, payer: 'seller', platformUpTo: null, award: 'part', counts: false, mark: null },
    amountMinor: offer.amount_minor,
    words: 'Settled between you two.',
    code: 'settled_between',
  })
}
