import {
  claimAppealed,
  claimClosed,
  claimContacted,
  claimDecided,
  claimInReview,
  claimOfferDeclined,
  claimOfferMade,
  claimOpened,
  claimQuestionAsked,
  claimWithdrawn,
  recourseDecided,
} from '#events/claims'
import { type ClaimRecord, findClaim, findRecourseNote } from '#modules/claims'
import { loadShipmentHeads } from '#modules/deliveries'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { presentRefunds } from '#modules/refunds'
import { returnsOf } from '#modules/returns'
import { findSellers, maskContact, sellerContacts } from '#modules/sellers'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { TemplateName, TemplateParams } from '../templates.ts'
import { moneyLinesOf } from './refunds.ts'
import { thingsOf } from './things.ts'

/** Both sides of a claim are told what is theirs to do, by when, and what came of it. */
export const claimReactions = [
  on(claimContacted, 'notifications.claim-contacted', async (work, { payload: { claimId, until } }) => {
    const known = await knownOf(work, claimId)
    if (!known) return
    const by = { moment: new Date(until) }
    await tellShopper(work, known, 'claim_asked', { things: known.things, seller: known.seller, by }, 'asked')
    await tellSeller(work, known, 'seller_claim', sellerParams(known, 'contact', by, noteOf(known)), 'contact')
  }),

  on(claimOpened, 'notifications.claim-opened', async (work, { payload: { claimId, answerBy, advanced } }) => {
    const known = await knownOf(work, claimId)
    // The rules may have decided it in the same moment: then there is nothing to answer.
    if (known?.claim.row.state !== 'seller_due') return
    const stage = advanced ? 'advanced' : 'claim'
    const by = { moment: new Date(answerBy) }
    await tellSeller(work, known, 'seller_claim', sellerParams(known, stage, by, noteOf(known)), 'turn')
  }),

  on(claimInReview, 'notifications.claim-in-review', async (work, { payload: { claimId, decideBy } }) => {
    const known = await knownOf(work, claimId)
    if (!known || known.claim.row.advanced) return
    const params = { things: known.things, by: { moment: new Date(decideBy) } }
    await tellShopper(work, known, 'claim_in_review', params, 'review')
  }),

  on(claimOfferMade, 'notifications.claim-offer-made', async (work, { payload: { claimId, offerId, amount } }) => {
    const known = await knownOf(work, claimId)
    if (!known) return
    const said = known.hide(known.claim.offers.find((offer) => offer.id === offerId)?.words ?? '')
    const params = { things: known.things, seller: known.seller, amount, said }
    await tellShopper(work, known, 'claim_offered', params, `offer:${offerId}`)
  }),

  on(claimQuestionAsked, 'notifications.claim-question-asked', async (work, { id, payload }) => {
    const known = await knownOf(work, payload.claimId)
    if (!known) return
    const said = known.hide(known.claim.questions.at(-1)?.words ?? '')
    const by = { moment: new Date(payload.dueAt) }
    if (payload.side === 'seller')
      await tellSeller(work, known, 'seller_claim', sellerParams(known, 'question', by, said), `question:${id}`)
    else await tellShopper(work, known, 'claim_question', { things: known.things, said, by }, `question:${id}`)
  }),

  on(claimDecided, 'notifications.claim-decided', async (work, { id, payload }) => {
    const known = await knownOf(work, payload.claimId)
    if (!known) return
    const said = known.hide(known.claim.entries.findLast((entry) => entry.kind === 'decision')?.words ?? '')
    const { row } = known.claim
    const amount = payload.amount.amountMinor > 0 ? payload.amount : null
    // Paid in advance, the shopper has heard all there is for them.
    if (!row.advanced) {
      const lines = await linesOf(work, row.refund_id)
      const outcome = outcomeOf(payload.verdict, payload.award)
      const params = { things: known.things, seller: known.seller, outcome, amount, said, lines }
      await tellShopper(work, known, 'claim_decided', params, `decided:${id}`)
    }
    const seller: TemplateParams['seller_claim_decided'] = {
      things: known.things,
      outcome: payload.verdict,
      payer: payload.payer ?? 'nobody',
      blame: payload.counts ? 'yes' : 'no',
      amount,
      appeal:
        payload.appealUntil && payload.verdict !== 'for_seller' && row.seller_answer !== 'accepted'
          ? { day: new Date(payload.appealUntil) }
          : null,
      said,
    }
    await tellSeller(work, known, 'seller_claim_decided', seller, `decided:${id}`)
  }),

  on(claimAppealed, 'notifications.claim-appealed', async (work, { id, payload: { claimId, side, decideBy } }) => {
    const known = await knownOf(work, claimId)
    if (!known) return
    const who = side === 'seller' ? 'seller' : 'shopper'
    const by = { moment: new Date(decideBy) }
    // Paid in advance, the shopper has nothing to wait for.
    if (!known.claim.row.advanced)
      await tellShopper(
        work,
        known,
        'claim_again',
        { things: known.things, seller: known.seller, by, who },
        `again:${id}`,
      )
    await tellSeller(work, known, 'seller_claim_again', { things: known.things, by, who }, `again:${id}`)
  }),

  on(claimWithdrawn, 'notifications.claim-withdrawn', async (work, { id, payload: { claimId } }) => {
    const known = await knownOf(work, claimId)
    if (known)
      await tellSeller(work, known, 'seller_claim_closed', { things: known.things, why: 'withdrawn' }, `closed:${id}`)
  }),

  on(claimClosed, 'notifications.claim-closed', async (work, { id, payload: { claimId } }) => {
    const known = await knownOf(work, claimId)
    if (known)
      await tellSeller(work, known, 'seller_claim_closed', { things: known.things, why: 'elsewhere' }, `closed:${id}`)
  }),

  on(claimOfferDeclined, 'notifications.claim-offer-declined', async (work, { payload: { claimId, offerId } }) => {
    const known = await knownOf(work, claimId)
    const offer = known?.claim.offers.find((each) => each.id === offerId)
    // An offer that lapsed because the claim is over needs no news of its own.
    if (!known || !offer || known.claim.row.state !== 'seller_due') return
    const amount = { amountMinor: offer.amount_minor, currency: known.order.row.currency }
    await tellSeller(
      work,
      known,
      'seller_offer_declined',
      { things: known.things, amount },
      `offer-declined:${offerId}`,
    )
  }),

  on(recourseDecided, 'notifications.recourse-decided', async (work, { payload }) => {
    const { recourseId, sellerId, orderId, state, amount } = payload
    const [order] = await loadOrders(work, [orderId])
    const note = await findRecourseNote(work, recourseId)
    for (const address of await sellerContacts(work, sellerId))
      await queueNotification(work, {
        template: 'seller_recourse_decided',
        params: {
          outcome: state === 'granted' || state === 'partly' ? state : 'declined',
          amount: amount.amountMinor > 0 ? amount : null,
          said: note,
        },
        to: { address },
        dedupeKey: `recourse:${recourseId}:${address}`,
        about: { kind: 'recourse', id: recourseId },
        order: order?.row.reference ?? '',
        path: '/seller/statement',
      })
  }),
]

interface Known {
  claim: ClaimRecord
  order: OrderRecord
  seller: string
  things: { title: string; count: number }
  /** What somebody else wrote, without ways to go on elsewhere: as the page of the claim shows it. */
  hide: (text: string) => string
}

async function knownOf(work: Work, claimId: string): Promise<Known | null> {
  const claim = await findClaim(work, claimId)
  const [[order], [seller]] = [
    await loadOrders(work, [claim.row.order_id]),
    await findSellers(work, [claim.row.seller_id]),
  ]
  if (!order) return null
  const { ship_to: shipTo, reference } = order.row
  const numbers = [reference, claim.row.reference, ...(await trackingNumbersOf(work, order.row.id))]
  return {
    claim,
    order,
    seller: seller?.name ?? '',
    things: thingsOf(order, claim.unitIds),
    hide: (text) => maskContact(text, { streets: [shipTo.line1], numbers }),
  }
}

async function trackingNumbersOf(work: Work, orderId: string): Promise<string[]> {
  const parcels = await loadShipmentHeads(work, [orderId])
  const back = (await returnsOf(work, [orderId])).flatMap((found) => found.parcels)
  return [...parcels.map(({ row }) => row), ...back].flatMap((parcel) => parcel.tracking_number ?? [])
}

function sellerParams(
  { things, claim }: Known,
  stage: TemplateParams['seller_claim']['stage'],
  by: { moment: Date },
  said: string,
): TemplateParams['seller_claim'] {
  return { things, stage, ground: claim.row.ground, by, said }
}

/** What the shopper wrote when it was opened. */
function noteOf({ claim, hide }: Known): string {
  return hide(claim.entries.find((entry) => entry.side === 'shopper' && entry.kind === 'note')?.words ?? '')
}

async function linesOf(work: Work, refundId: string | null): Promise<TemplateParams['claim_decided']['lines']> {
  const [refund] = await presentRefunds(work, refundId === null ? [] : [refundId])
  return refund ? moneyLinesOf(refund) : []
}

function outcomeOf(verdict: string, award: string): TemplateParams['claim_decided']['outcome'] {
  if (verdict === 'for_seller') return 'no'
  return award === 'return' ? 'return' : 'paid'
}

async function tellShopper<T extends TemplateName>(
  work: Work,
  { claim, order }: Known,
  template: T,
  params: TemplateParams[T],
  key: string,
): Promise<void> {
  await queueNotification(work, {
    template,
    params,
    to: { customerId: order.row.customer_id },
    dedupeKey: `claim:${claim.row.id}:${key}`,
    about: { kind: 'claim', id: claim.row.id },
    orderId: order.row.id,
    order: order.row.reference,
    reference: claim.row.reference,
    path: `/claims/${claim.row.id}`,
  })
}

async function tellSeller<T extends TemplateName>(
  work: Work,
  { claim, order }: Known,
  template: T,
  params: TemplateParams[T],
  key: string,
): Promise<void> {
  for (const address of await sellerContacts(work, claim.row.seller_id))
    await queueNotification(work, {
      template,
      params,
      to: { address },
      dedupeKey: `claim:${claim.row.id}:${key}:${address}`,
      about: { kind: 'claim', id: claim.row.id },
      order: order.row.reference,
      reference: claim.row.reference,
      path: `/seller/claims/${claim.row.id}`,
    })
}
