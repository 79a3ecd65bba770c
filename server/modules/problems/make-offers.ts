import type { RemedyKind } from '#modules/policy'
import type { RefundPlan } from '#modules/refunds'
import type { Reader } from '#platform/work'
import { makeConditionOffers } from './condition-offers.ts'
import { type Case, isForSeller } from './decide-problem.ts'
import { claimOffer, personOffer, refundPlanOf, replacementDate, waysBack } from './offer-parts.ts'
import type { Offer, OfferKind } from './tables.ts'
import { withoutUnsafe } from './unsafe-offers.ts'

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
  const { order, units, problemId } = found.matter
  const unitIds = units.map((unit) => unit.id)
  return await withoutUnsafe(reader, { order, unitIds, problemId, offers: await offersByRule(reader, found) })
}

async function offersByRule(reader: Reader, found: Case): Promise<Offer[]> {
  const { decision, damaged, matter } = found
  if (isForSeller(found)) return await makeClaimOffers(reader, found)
  if (damaged) return await makeConditionOffers(reader, found, damaged)
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
  return [...offers, personOffer(found.value.currency, offers.length === 0)]
}

/** One button: the seller is asked, and if they don't put it right in time, the guarantee does. */
async function makeClaimOffers(reader: Reader, { matter, value }: Case): Promise<Offer[]> {
  const plan = await refundPlanOf(
    reader,
    matter.order,
    matter.units.map((unit) => unit.id),
    matter.problemId,
  )
  const claim = claimOffer(plan)
  return plan.amountMinor > 0 ? [claim, personOffer(value.currency, false)] : [personOffer(value.currency, true)]
}

function moneyOf(kind: OfferKind, plan: RefundPlan | null): Pick<Offer, 'amount' | 'method'> {
  if (!plan || (kind !== 'refund' && kind !== 'cancel')) return { amount: null, method: [] }
  return {
    amount: { amountMinor: plan.amountMinor, currency: plan.currency },
    method: waysBack(plan),
  }
}
