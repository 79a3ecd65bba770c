import { findPaymentMethod, paymentMethodsOf, type PaymentMethodRecord } from '#modules/customers'
import { currentUnits, findVariant, holdsByUnit, itemOf, type OrderRecord, type UnitRow, type VariantRecord } from '#modules/orders'
import { type CancelFacts, type ChangeFacts, decideCancel, decideChange, type Decision, type PartnerRequest, type PolicyScope, type TenderFacts } from '#modules/policy'
import { balances, planRefund, type RefundPlan } from '#modules/refunds'
import { invalid, refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ChangeRequest } from './contract.ts'
import { type ChangeSetting, settingOf } from './facts.ts'
import { changeableUnits, fulfilledBy, repriced, sizeOf, stateOfUnits } from './rules.ts'
import type { ChangeDetails, ChangeKind } from './tables.ts'

/** What a change would do, worked out without doing it: the same plan is previewed and carried out. */
export interface ChangePlan {
  kind: ChangeKind
  order: OrderRecord
  units: { unit: UnitRow; to: VariantRecord | null }[]
  decision: Decision
  /** The facts the decision rests on, stored with it. */
  facts: CancelFacts | ChangeFacts
  scope: PolicyScope
  policyVersionId: string
  request: PartnerRequest | null
  confirmWithinMinutes: number | null
  /** Above zero: to be charged before anything is changed. Below: comes back afterwards. */
  differenceMinor: number
  method: PaymentMethodRecord | null
  refund: RefundPlan | null
  details: ChangeDetails
}

/** Works out a change and lets the rules decide. Refuses with the rule's own code and words. */
export async function planChange(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  switch (input.kind) {
    case 'cancel':
      return await planCancel(reader, order, input)
    case 'address':
      return await planAddress(reader, order, input)
    case 'variant':
      return await planVariant(reader, order, input)
    case 'payment':
      return await planPayment(reader, order, input)
  }
}

async function planCancel(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const units = wantedUnits(order, input.items)
  const setting = await settingOf(reader, order, units.length > 0 ? units : currentUnits(order))
  const asked = units.length > 0 ? units : currentUnits(order)
  const facts: CancelFacts = {
    now: reader.now, placedAt: order.row.placed_at, fulfilledBy: fulfilledBy(order.items, asked), asks: sizeOf(asked, order.units),
    reason: input.reason ?? null, state: stateOf(order, asked, setting), itemsChangedBefore: order.row.items_changed_at !== null,
  }
  const decision = decideCancel(setting.resolved, facts)
  refuseIfRefused(decision)
  if (units.length === 0) refuse('nothing_to_cancel', {}, 'There is nothing left to cancel on this order.')
  assertFree(order, units)
  const wholeOrder = facts.asks === 'order'
  const refund = await planRefund(reader, {
    order, unitIds: units.map((unit) => unit.id), parts: { goods: true, shipping: wholeOrder, fees: wholeOrder }, ...(wholeOrder ? { everythingLeft: true } : {}),
  })
  return {
    kind: 'cancel', order, units: units.map((unit) => ({ unit, to: null })), decision, facts, scope: setting.scope, policyVersionId: setting.policyVersionId,
    request: decision.request, confirmWithinMinutes: decision.confirmWithinMinutes, differenceMinor: 0, method: null,
    refund: refund.amountMinor > 0 ? refund : null, details: { wholeOrder },
  }
}

async function planAddress(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const address = input.address ?? invalid('address', 'Send the new address.', 'address_missing')
  const units = currentUnits(order)
  const setting = await settingOf(reader, order, units)
  const facts: ChangeFacts = {
    ...common(reader, order, units, setting), change: 'address', fromCountry: order.row.ship_to_country, toCountry: address.country,
  }
  const decision = decideChange(setting.resolved, facts)
  refuseIfRefused(decision)
  return {
    kind: 'address', order, units: [], decision, facts, scope: setting.scope, policyVersionId: setting.policyVersionId, request: decision.request,
    confirmWithinMinutes: null, differenceMinor: 0, method: null, refund: null, details: { address, fromAddress: order.row.ship_to },
  }
}

async function planVariant(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const wanted = input.variants ?? []
  if (wanted.length === 0) invalid('variants', 'Name at least one item and the variant to change it to.', 'replacement_count_mismatch')
  const units = await swappedUnits(reader, order, wanted)
  const setting = await settingOf(reader, order, units.map(({ unit }) => unit))
  const priced = units.map(({ unit, to }) => ({ unit, to, ...repriced(unit, to?.priceMinor ?? 0, order.row.tax_included) }))
  const differenceMinor = priced.reduce((sum, { unit, goodsMinor }) => sum + goodsMinor - unit.goods_minor, 0)
  const method = await methodFor(reader, order, input.tender, differenceMinor)
  const facts: ChangeFacts = {
    ...common(reader, order, units.map(({ unit }) => unit), setting), change: 'variant',
    items: units.map(({ unit, to }) => ({
      sameProduct: to !== null && to.productId === itemOf(order, unit.item_id)?.product_id,
      sameVariant: to !== null && to.id === unit.variant_id,
      available: to !== null && to.available && to.priceMinor !== null && (to.stock === null || to.stock > 0),
    })),
    difference: { amountMinor: differenceMinor, currency: order.row.currency }, tender: method ? tenderFacts(method) : null,
  }
  const decision = decideChange(setting.resolved, facts)
  refuseIfRefused(decision)
  assertFree(order, units.map(({ unit }) => unit))
  return {
    kind: 'variant', order, units, decision, facts, scope: setting.scope, policyVersionId: setting.policyVersionId, request: decision.request, confirmWithinMinutes: null,
    differenceMinor, method, refund: null,
    details: {
      ...(method ? { paymentMethodId: method.id, ...(setting.resolved.get('change.difference.targets').includes('other_method') ? { outside: true } : {}) } : {}),
      units: priced.map(({ unit, to, goodsMinor, goodsTaxMinor }) => ({ unitId: unit.id, goodsMinor, goodsTaxMinor, toVariantId: to?.id ?? '' })),
    },
  }
}

async function planPayment(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const asked = input.tender ?? invalid('tender', 'Name the payment method to use from now on.', 'tender_missing')
  const units = currentUnits(order)
  const [setting, method, money] = await Promise.all([
    settingOf(reader, order, units), findPaymentMethod(reader, order.row.customer_id, asked), balances(reader, [order.row.id]),
  ])
  const perTender = money.get(order.row.id)?.perTender ?? {}
  const carrying = order.tenders.filter((tender) => (perTender[tender.id]?.remaining ?? 0) > 0)
  const totalMinor = carrying.reduce((sum, tender) => sum + (perTender[tender.id]?.remaining ?? 0), 0)
  const facts: ChangeFacts = {
    ...common(reader, order, units, setting), change: 'payment', tendersUsed: order.tenders.length,
    sameTender: method !== undefined && carrying.some((tender) => tender.payment_method_id === method.id || tender.reference === method.reference),
    total: { amountMinor: totalMinor, currency: order.row.currency }, tender: method ? tenderFacts(method) : null,
  }
  const decision = decideChange(setting.resolved, facts)
  refuseIfRefused(decision)
  return {
    kind: 'payment', order, units: [], decision, facts, scope: setting.scope, policyVersionId: setting.policyVersionId, request: decision.request, confirmWithinMinutes: null,
    differenceMinor: totalMinor, method: method ?? null, refund: null, details: method ? { paymentMethodId: method.id } : {},
  }
}

function wantedUnits(order: OrderRecord, items: ChangeRequest['items']): UnitRow[] {
  const held = new Set(holdsByUnit(order).keys())
  const left = currentUnits(order).filter((unit) => !unit.canceled_at && !unit.settled_by)
  if (!items || items.length === 0) return left.filter((unit) => !held.has(unit.id))
  const chosen: UnitRow[] = []
  for (const [index, wanted] of items.entries()) {
    const item = itemOf(order, wanted.item)
    if (!item) refuse('item_not_in_order', { param: `items[${index}].item` }, 'This item is not on the order.')
    const theirs = left.filter((unit) => unit.item_id === item.id && !chosen.includes(unit))
    const free = changeableUnits(theirs, held)
    if (theirs.length < wanted.quantity) {
      refuse('item_not_in_order', { param: `items[${index}].quantity`, left: theirs.length }, `There are only ${theirs.length} of these left on the order.`)
    }
    // Held ones last: asking for more than is free names what is in the way.
    chosen.push(...[...free, ...theirs.filter((unit) => !free.includes(unit))].slice(0, wanted.quantity))
  }
  return chosen
}

async function swappedUnits(reader: Reader, order: OrderRecord, wanted: NonNullable<ChangeRequest['variants']>): Promise<ChangePlan['units']> {
  const left = currentUnits(order).filter((unit) => !unit.canceled_at && !unit.settled_by)
  const swaps: ChangePlan['units'] = []
  for (const [index, { item: anyItem, to, quantity }] of wanted.entries()) {
    const item = itemOf(order, anyItem)
    const free = item ? left.filter((unit) => unit.item_id === item.id && !swaps.some((swap) => swap.unit.id === unit.id)) : []
    const count = quantity ?? Math.max(1, free.length)
    if (!item || free.length < count) {
      refuse('item_not_in_order', { param: `variants[${index}].item` }, 'This item is not on the order, or there are not that many of it.')
    }
    const variant = item.product_id ? await findVariant(reader, to, item.product_id) : undefined
    swaps.push(...free.slice(0, count).map((unit) => ({ unit, to: variant ?? null })))
  }
  return swaps
}

/** The method that was named, or the one that the order was paid with; none when no money moves. */
async function methodFor(reader: Reader, order: OrderRecord, asked: string | undefined, differenceMinor: number): Promise<PaymentMethodRecord | null> {
  if (asked !== undefined) {
    return (await findPaymentMethod(reader, order.row.customer_id, asked)) ?? refuse('payment_method_unknown', {}, 'We don’t know this payment method. Pick one that is on your account.')
  }
  if (differenceMinor === 0) return null
  const methods = await paymentMethodsOf(reader, [order.row.customer_id])
  const own = methods.find((method) => order.tenders.some((tender) => tender.payment_method_id === method.id || tender.reference === method.reference))
  return own ?? null
}

function common(reader: Reader, order: OrderRecord, units: readonly UnitRow[], setting: ChangeSetting) {
  return {
    now: reader.now, placedAt: order.row.placed_at, fulfilledBy: fulfilledBy(order.items, units), state: stateOf(order, units, setting),
    itemsChangedBefore: order.row.items_changed_at !== null,
  }
}

function stateOf(order: OrderRecord, units: readonly UnitRow[], setting: ChangeSetting): CancelFacts['state'] {
  if (currentUnits(order).every((unit) => unit.canceled_at)) return 'canceled'
  return stateOfUnits(order.row, units.map((unit) => unit.id), setting.parcels)
}

function tenderFacts(method: PaymentMethodRecord): TenderFacts {
  return { kind: method.kind === 'bank' ? 'other' : method.kind, balanceMinor: method.balance?.amountMinor ?? null }
}

function refuseIfRefused(decision: Decision): void {
  if (decision.outcome !== 'refused') return
  const why = decision.reasons[0]
  refuse(why?.code ?? 'not_possible_now', { instead: decision.remedies.map(insteadOf) }, why?.shopper)
}

/** A remedy of the rules as the API names what is possible instead. */
export function insteadOf(remedy: string): 'return' | 'refuse_parcel' | 'person' | 'cancel_and_reorder' {
  if (remedy === 'return_for_refund') return 'return'
  return remedy === 'refuse_parcel' || remedy === 'cancel_and_reorder' ? remedy : 'person'
}

function assertFree(order: OrderRecord, units: readonly UnitRow[]): void {
  const holds = holdsByUnit(order)
  const hold = units.map((unit) => holds.get(unit.id)).find((each) => each !== undefined)
  if (hold) refuse('unit_held', { about: { kind: hold.kind, id: hold.ref_id } }, 'We’re already working on this item. Open that first to see where it stands.')
}
