import { claimHeads, type ClaimHead } from '#modules/claims'
import { findFiles, presentFile } from '#modules/files'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { presentRefunds } from '#modules/refunds'
import { findReplacement, presentReplacements } from '#modules/replacements'
import { hasBegunBack, loadReturns, type ReturnRecord, shopperState } from '#modules/returns'
import { dayInWords } from '#platform/words'
import { findStore, type StoreRecord } from '#modules/stores'
import type { StoredFile } from '#contract/files'
import type { Refund } from '#contract/refunds'
import type { Replacement } from '#contract/replacements'
import type { Reader } from '#platform/work'
import type { Problem, Remedy } from './contract.ts'
import { problemMachine } from './machine.ts'
import { filesOf, type ProblemRecord, reviewsAbout } from './queries.ts'
import { canAddPhotos, canTurnUp, isMissing } from './rules.ts'
import type { Offer, ProblemRow, ReviewRow } from './tables.ts'
import { answerWords, checklistOf, missedBy, offerWords, reasonsNow, silenceWords } from './words.ts'

/** Problems as the API and the screens show them. Risk and staff's words are left out for everybody but staff. */
export async function presentProblems(reader: Reader, records: readonly ProblemRecord[]): Promise<Problem[]> {
  if (records.length === 0) return []
  const ids = records.map(({ row }) => row.id)
  const [orders, store, reviews, refunds, replacements, files, returns, claims] = await Promise.all([
    loadOrders(reader, [...new Set(records.map(({ row }) => row.order_id))]),
    findStore(reader),
    reviewsAbout(reader, ids),
    presentRefunds(
      reader,
      records.flatMap(({ row }) => (row.refund_id ? [row.refund_id] : [])),
    ),
    replacementsFor(reader, records),
    shownFiles(reader, ids),
    loadReturns(
      reader,
      records.flatMap(({ row }) => row.return_id ?? []),
    ),
    claimHeads(
      reader,
      records.filter(({ row }) => row.verdict.guarantee).map(({ row }) => row.id),
    ),
  ])
  return records.map((record) => {
    const order = orders.find((each) => each.row.id === record.row.order_id) as OrderRecord
    return presentOne(reader, {
      record,
      order,
      store,
      review: reviews.findLast((each) => each.about_id === record.row.id) ?? null,
      refund: refunds.find((each) => each.id === record.row.refund_id) ?? null,
      replacement: replacements.find((each) => each.id === record.row.replacement_id) ?? null,
      files: files.get(record.row.id) ?? [],
      wayBack: returns.find((each) => each.row.id === record.row.return_id) ?? null,
      claim: claims.get(record.row.id) ?? null,
    })
  })
}

interface Known {
  record: ProblemRecord
  order: OrderRecord
  store: StoreRecord
  review: ReviewRow | null
  refund: Refund | null
  replacement: Replacement | null
  files: StoredFile[]
  wayBack: ReturnRecord | null
  claim: ClaimHead | null
}

function presentOne(reader: Reader, known: Known): Problem {
  const {
    record: { row, unitIds },
    order,
    store,
    review,
    refund,
    replacement,
    files,
    wayBack,
  } = known
  const staff = reader.actor.kind === 'staff' || reader.actor.kind === 'key' || reader.actor.kind === 'system'
  const units = order.units.filter((unit) => unitIds.includes(unit.id))
  const items = order.items.filter((item) => units.some((unit) => unit.item_id === item.id))
  const { headline, words } = answerWords({
    row,
    review,
    refund,
    replacement,
    zone: store.timeZone,
  })
  const openReview = review?.state === 'open' ? review : null
  return {
    id: row.id,
    reference: row.reference,
    orderId: row.order_id,
    orderReference: order.row.reference,
    kind: row.kind,
    state: row.state,
    headline,
    words,
    items: items.map((item) => ({
      itemId: item.id,
      title: item.title,
      imageUrl: item.image_url,
      quantity: units.filter((unit) => unit.item_id === item.id).length,
    })),
    value: { amountMinor: row.value_minor, currency: row.currency },
    openedAt: row.opened_at.toISOString(),
    decision: {
      outcome: row.verdict.outcome,
      reasons: (staff ? row.verdict.reasons : reasonsNow(row))
        .map((reason) => ({ code: reason.code, words: staff ? reason.staff : reason.shopper, params: reason.params }))
        .filter((reason) => reason.words !== ''),
      policyVersion: row.verdict.policyVersion,
      evidence: row.verdict.evidence,
      ...(staff ? { riskBand: row.verdict.riskBand, decisionId: row.decision_id } : {}),
    },
    waitUntil: row.state === 'waiting' ? (row.wait_until?.toISOString() ?? null) : null,
    checklist: isMissing(row.kind) && (row.state === 'open' || row.state === 'waiting') ? checklistOf(row) : [],
    remedies: presentRemedies(
      row,
      row.offers.filter((offer) => staff || !offer.forRole),
      store.timeZone,
      staff,
    ),
    taken:
      row.remedy_offer_id && row.remedied_at
        ? { remedy: row.remedy_offer_id, kind: row.remedy_kind ?? '', at: row.remedied_at.toISOString() }
        : null,
    refund,
    replacement,
    review: openReview && {
      id: openReview.id,
      decideBy: openReview.decide_by.toISOString(),
      missedAt: missedBy(row, openReview)?.toISOString() ?? null,
      onSilence: openReview.on_silence,
      onSilenceWords: silenceWords(openReview, store.timeZone),
    },
    return: wayBack && presentWayBack(reader, wayBack, store.timeZone),
    exchange: row.exchange && {
      variantId: row.exchange.toVariantId,
      title: row.exchange.title,
      difference: { amountMinor: row.exchange.differenceMinor, currency: row.exchange.currency },
      waitsForPayment: row.exchange.chargeId !== null && row.replacement_id === null,
    },
    photos: photosOf(row),
    claim: known.claim,
    turnedUp: row.turned_up_at ? { at: row.turned_up_at.toISOString(), choice: row.turned_up_choice ?? '' } : null,
    paymentFailedAt: row.payment_failed_at?.toISOString() ?? null,
    files,
    allowed: allowedOnProblem(row),
  }
}

function photosOf({ verdict }: ProblemRow): Problem['photos'] {
  if (!verdict.condition) return null
  const { asked, missing, most, megabytes, types } = verdict.condition
  return { asked, missing, most, megabytes, types }
}

/** What brings the old one back; until the new one was delivered there is no day for it. */
function presentWayBack(reader: Reader, record: ReturnRecord, zone: string): NonNullable<Problem['return']> {
  const { row, advance } = record
  // Once something happens on the way back, the return says best how it stands.
  if (row.canceled_at || row.closed_at || hasBegunBack(record))
    return {
      id: row.id,
      reference: row.reference,
      handOverBy: null,
      words: shopperState(record, { now: reader.now, zone }).words,
    }
  const by = advance ? advance.due_at : row.hand_over_by
  return {
    id: row.id,
    reference: row.reference,
    handOverBy: by?.toISOString() ?? null,
    words: by
      ? `Sending it back is free. There’s time until ${dayInWords(by, zone)}.`
      : 'Sending the old one back is free. There’s time for it once the new one is there.',
  }
}

function presentRemedies(
  { state, verdict }: ProblemRow,
  offers: readonly Offer[],
  zone: string,
  staff: boolean,
): Remedy[] {
  if (state !== 'open' && state !== 'waiting') return []
  return offers.map((offer) => ({
    id: offer.id,
    kind: offer.kind,
    ...offerWords(offer, zone, verdict),
    ...(offer.amount ? { amount: offer.amount } : {}),
    method: offer.method,
    expectedBy: offer.expectedBy,
    requires: offer.requires,
    recommended: offer.recommended,
    ...(staff ? { cost: offer.cost } : {}),
    availableAt: offer.availableAt,
    ...(offer.returnNeeded === undefined ? {} : { returnNeeded: offer.returnNeeded }),
    ...(offer.consent ? { consent: { amount: offer.consent.amount, method: offer.consent.label } } : {}),
    ...(offer.variants
      ? {
          variants: offer.variants.map((variant) => ({
            id: variant.id,
            title: variant.title,
            options: variant.options,
            imageUrl: variant.imageUrl,
            difference: { amountMinor: variant.differenceMinor, currency: offer.cost.currency },
            method: variant.methodLabel,
          })),
        }
      : {}),
  }))
}

/** What can be done with a problem now. */
export function allowedOnProblem({
  state,
  kind,
  remedy_kind: remedy,
}: Pick<ProblemRow, 'state' | 'kind' | 'remedy_kind'>): Problem['allowed'] {
  const actions: Problem['allowed'] = []
  if (state === 'open' || state === 'waiting') actions.push({ action: 'take_remedy' })
  if (canTurnUp({ state, kind, remedy_kind: remedy })) actions.push({ action: 'turned_up' })
  if (canAddPhotos({ kind, state })) actions.push({ action: 'add_photos' })
  if (problemMachine.can(state, 'withdraw')) actions.push({ action: 'withdraw' })
  return actions
}

/** Whoever may see the problem may see what came with it. */
async function shownFiles(reader: Reader, problemIds: string[]): Promise<Map<string, StoredFile[]>> {
  const ids = await filesOf(reader, problemIds)
  const known = new Map(
    await Promise.all(
      (await findFiles(reader, [...ids.values()].flat())).map(
        async (file) => [file.id, await presentFile(reader, file)] as const,
      ),
    ),
  )
  return new Map(
    [...ids].map(([problemId, fileIds]) => [problemId, fileIds.flatMap((fileId) => known.get(fileId) ?? [])]),
  )
}

async function replacementsFor(reader: Reader, records: readonly ProblemRecord[]): Promise<Replacement[]> {
  const ids = records.flatMap(({ row }) => (row.replacement_id ? [row.replacement_id] : []))
  return await presentReplacements(reader, await Promise.all(ids.map((id) => findReplacement(reader, id))))
}
