import { type DamagedDecision, type RemedyKind, withinAmount } from '#modules/policy'
import { planRefund, type RefundPlan } from '#modules/refunds'
import type { Reader } from '#platform/work'
import type { Case } from './decide-problem.ts'
import { exchangeChoices, methodFor } from './exchange-choices.ts'
import { personOffer, refundPlanOf, replacementDate, waysBack } from './offer-parts.ts'
import type { Offer, OfferKind } from './tables.ts'

const offered: Partial<Record<RemedyKind, OfferKind>> = {
  replacement: 'replacement',
  exchange: 'exchange',
  parts: 'parts',
  refund: 'refund',
  return_for_refund: 'return_for_refund',
  partial_refund: 'partial_refund',
  store_credit: 'store_credit',
}

/**
 * The remedies for what arrived broken, wrong, incomplete or other than described, best first, then what only a lead may give, then
 * a person. With photos missing they stand there and open as soon as the photos are there.
 */
export async function makeConditionOffers(reader: Reader, found: Case, damaged: DamagedDecision): Promise<Offer[]> {
  const offers: Offer[] = []
  for (const remedy of damaged.remedies) offers.push(...(await offerOf(reader, found, damaged, remedy)))
  const forLead: Offer[] = []
  for (const remedy of damaged.forLead) {
    const [offer] = await offerOf(reader, found, damaged, remedy)
    if (offer) forLead.push({ ...offer, forRole: 'lead' })
  }
  return [
    ...offers.map((offer, index) => ({ ...offer, recommended: index === 0 })),
    ...forLead,
    personOffer(found.value.currency, offers.length === 0),
  ]
}

async function offerOf(reader: Reader, found: Case, damaged: DamagedDecision, remedy: RemedyKind): Promise<Offer[]> {
  const kind = offered[remedy]
  if (!kind) return []
  const base: Offer = {
    id: `rem_${kind}`,
    kind,
    recommended: false,
    availableAt: null,
    requires: damaged.photos.missing > 0 ? ['photo'] : [],
    amount: null,
    method: [],
    expectedBy: null,
    cost: found.value,
  }
  const { order, units, problemId } = found.matter
  const unitIds = units.map((unit) => unit.id)
  switch (kind) {
    case 'replacement':
      return [{ ...base, ...(await sentFirst(reader, found, damaged)), expectedBy: arrival(reader, found) }]
    case 'exchange': {
      const variants = await exchangeChoices(reader, order, units)
      const sent = await sentFirst(reader, found, damaged)
      return variants.length === 0
        ? []
        : [{ ...base, ...sent, requires: [...base.requires, 'variant'], variants, expectedBy: arrival(reader, found) }]
    }
    case 'parts':
      return [
        { ...base, returnNeeded: false, cost: { ...found.value, amountMinor: 0 }, expectedBy: arrival(reader, found) },
      ]
    case 'partial_refund': {
      const plan = await partialPlan(reader, found, damaged)
      return money(base, plan, plan ? waysBack(plan) : [])
    }
    default: {
      const plan = await refundPlanOf(reader, order, unitIds, problemId)
      if (kind === 'store_credit')
        return money(base, plan, [{ label: 'Store credit', amount: amountOf(plan), expectedBy: null }])
      // Money for what is sent back comes when it is on its way, which nobody knows yet.
      const method = waysBack(plan).map((way) => (kind === 'return_for_refund' ? { ...way, expectedBy: null } : way))
      return money(base, plan, method)
    }
  }
}

function money(base: Offer, plan: RefundPlan | null, method: Offer['method']): Offer[] {
  if (!plan || plan.amountMinor === 0) return []
  return [{ ...base, amount: amountOf(plan), method, cost: amountOf(plan) }]
}

function amountOf(plan: RefundPlan): { amountMinor: number; currency: string } {
  return { amountMinor: plan.amountMinor, currency: plan.currency }
}

function arrival(reader: Reader, found: Case): string {
  return replacementDate(reader.now, found).toISOString()
}

/** The new one leaves first; where the store has that switched on, what happens when the old one never comes back is agreed now. */
async function sentFirst(
  reader: Reader,
  { resolved, matter, value }: Case,
  { keep }: DamagedDecision,
): Promise<Pick<Offer, 'returnNeeded' | 'consent'>> {
  if (keep || !resolved.get('advance.charge')) return { returnNeeded: !keep }
  const method = await methodFor(reader, matter.order)
  const known = withinAmount(resolved.get('advance.charge_over'), value) !== 'unknown'
  return method && known
    ? { returnNeeded: true, consent: { amount: value, paymentMethodId: method.id, label: method.label ?? 'Card' } }
    : { returnNeeded: true }
}

/** A share of what was paid, for keeping it all the same; a part of a cent is the shopper's. */
async function partialPlan(
  reader: Reader,
  found: Case,
  { partialPercent }: DamagedDecision,
): Promise<RefundPlan | null> {
  const { order, units, problemId } = found.matter
  const goods = await planRefund(reader, {
    order,
    unitIds: units.map((unit) => unit.id),
    parts: { goods: true, shipping: false, fees: false },
    about: { kind: 'problem', id: problemId },
  })
  const share = Math.min(Math.ceil((found.value.amountMinor * partialPercent) / 100), goods.amountMinor)
  if (share === 0) return null
  return await planRefund(reader, {
    order,
    unitIds: units.map((unit) => unit.id),
    parts: { goods: true, shipping: false, fees: false },
    amountMinor: share,
    about: { kind: 'problem', id: problemId },
  })
}
