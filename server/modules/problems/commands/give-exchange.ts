import { findVariant, itemOf, lockOrder, type OrderRecord, releaseHolds, releaseStock } from '#modules/orders'
import { authorizeRefund, chargeMethod } from '#modules/refunds'
import { assertMaySend, requestReplacement, takeFromStock } from '#modules/replacements'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { swapsFor } from '../exchange-choices.ts'
import { findProblem, type ProblemRecord } from '../queries.ts'
import type { Exchange, Offer, OfferedVariant } from '../tables.ts'
import { saveProblem } from './save-problem.ts'
import { openAdvance } from './way-back.ts'

export interface Chosen {
  variant?: string | undefined
  paymentMethod?: string | undefined
  consent?: boolean | undefined
}

/** What an exchange made at once; while a payment is awaited nothing is sent yet. */
export interface Exchanged {
  exchange: Exchange
  replacementId: string | null
  returnId: string | null
}

/**
 * Another variant instead: what it costs more is charged first, and the new one is sent once that succeeded; what it costs less
 * comes back the way it was paid. It is taken from stock at once either way.
 */
export async function giveExchange(
  work: Work,
  { order, problem, offer, chosen }: { order: OrderRecord; problem: ProblemRecord; offer: Offer; chosen: Chosen },
): Promise<Exchanged> {
  const variant = await chosenVariant(work, order, problem, offer, chosen.variant)
  const about = { kind: 'problem', id: problem.row.id }
  await assertMaySend(work, { order, unitIds: problem.unitIds, variantOf: () => variant.id })
  await takeFromStock(
    work,
    problem.unitIds.map(() => variant.id),
  )
  const exchange: Exchange = {
    toVariantId: variant.id,
    title: variant.title,
    priceMinor: variant.priceMinor,
    differenceMinor: variant.differenceMinor,
    currency: order.row.currency,
    consented: chosen.consent === true,
    chargeId: null,
  }
  if (variant.differenceMinor <= 0) return await send(work, { problem, offer, exchange })
  const charge = await chargeMethod(work, {
    order,
    paymentMethodId: chosen.paymentMethod ?? variant.paymentMethodId ?? '',
    amount: { amountMinor: variant.differenceMinor, currency: order.row.currency },
    about,
  })
  return { exchange: { ...exchange, chargeId: charge.id }, replacementId: null, returnId: null }
}

async function chosenVariant(
  work: Work,
  order: OrderRecord,
  problem: ProblemRecord,
  offer: Offer,
  named: string | undefined,
): Promise<OfferedVariant> {
  const choices = offer.variants ?? []
  const item = order.units.find((unit) => problem.unitIds.includes(unit.id))?.item_id
  const productId = itemOf(order, item ?? '')?.product_id ?? undefined
  const known = named === undefined ? undefined : await findVariant(work, named, productId)
  const [only] = choices
  const choice =
    named === undefined ? (choices.length === 1 ? only : undefined) : choices.find((each) => each.id === known?.id)
  return (
    choice ??
    refuse(
      'variant_missing',
      { choices: choices.map((each) => each.id) },
      'Pick which one you’d like instead, from those shown.',
    )
  )
}

/** The units become the other variant and the storefront is asked; the old ones go back where they have to. */
async function send(
  work: Work,
  { problem, offer, exchange }: { problem: ProblemRecord; offer: Offer; exchange: Exchange },
): Promise<Exchanged> {
  const { row, unitIds } = problem
  const about = { kind: 'problem', id: row.id }
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  const order = await lockOrder(work, row.order_id)
  const units = order.units.filter((unit) => unitIds.includes(unit.id))
  const replacement = await requestReplacement(work, {
    order,
    unitIds,
    about,
    deliveryRequirement: 'none',
    expectedBy: offer.expectedBy ? new Date(offer.expectedBy) : null,
    swaps: swapsFor(order, units, { id: exchange.toVariantId, priceMinor: exchange.priceMinor }),
    stockTaken: true,
  })
  if (exchange.differenceMinor < 0)
    await authorizeRefund(work, {
      order: await lockOrder(work, row.order_id),
      amountMinor: -exchange.differenceMinor,
      overCeiling: 'cap',
      priceDifference: true,
      reason: 'exchange_difference',
      about,
    })
  const returnId = await openAdvance(work, problem, {
    offer,
    replacementId: replacement.row.id,
    consent: exchange.consented,
  })
  return { exchange, replacementId: replacement.row.id, returnId }
}

/** The difference is paid: now the other one is sent. */
export async function sendPaidExchange(work: Work, problemId: string, chargeId: string): Promise<void> {
  const problem = await waitingFor(work, problemId, chargeId)
  if (!problem) return
  const { row } = problem
  const offer = row.offers.find((each) => each.id === row.remedy_offer_id)
  if (!offer || !row.exchange) return
  const { replacementId, returnId } = await send(work, { problem, offer, exchange: row.exchange })
  await saveProblem(work, row, { replacement_id: replacementId, return_id: returnId })
}

/** The payment was declined: nothing was taken, nothing is sent, and the shopper chooses again. @returns whether it was about this */
export async function undoUnpaidExchange(work: Work, problemId: string, chargeId: string): Promise<boolean> {
  const problem = await waitingFor(work, problemId, chargeId)
  if (!problem?.row.exchange) return false
  await releaseStock(work, [{ variantId: problem.row.exchange.toVariantId, quantity: problem.unitIds.length }])
  return true
}

async function waitingFor(work: Work, problemId: string, chargeId: string): Promise<ProblemRecord | null> {
  const { row: found } = await findProblem(work, problemId)
  await lockOrder(work, found.order_id)
  const problem = await findProblem(work, problemId)
  const { row } = problem
  return row.state === 'remedied' && row.exchange?.chargeId === chargeId && row.replacement_id === null ? problem : null
}
