import { findPaymentMethod, paymentMethodsOf, type PaymentMethodRecord } from '#modules/customers'
import { findVariant, itemOf, type OrderRecord, type VariantRecord } from '#modules/orders'
import { type ChangeFacts, decideChange, type Resolved } from '#modules/policy'
import { invalid, refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ChangeRequest } from './contract.ts'
import { settingOf } from './facts.ts'
import {
  askedBy,
  assertFree,
  type ChangePlan,
  commonFacts,
  freeFirst,
  refuseIfRefused,
  tenderFacts,
  unitsLeft,
} from './plan-parts.ts'
import { repriced } from './rules.ts'
import type { ChangeDetails } from './tables.ts'

/** Units as other variants, each at the new price with its old discount; the difference is charged first or comes back afterwards. */
export async function planVariant(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const wanted = input.variants ?? []
  if (wanted.length === 0)
    invalid('variants', 'Name at least one item and the variant to change it to.', 'replacement_count_mismatch')
  const swaps = await swapsOf(reader, order, wanted)
  const units = swaps.map(({ unit }) => unit)
  const setting = await settingOf(reader, order, units)
  const priced = swaps.map(({ unit, to }) => ({
    unit,
    to,
    ...repriced(unit, to?.priceMinor ?? 0, order.row.tax_included),
  }))
  const differenceMinor = priced.reduce((sum, { unit, goodsMinor }) => sum + goodsMinor - unit.goods_minor, 0)
  const method = await methodFor(reader, order, input.tender, differenceMinor)
  const facts: ChangeFacts = {
    ...commonFacts(reader, order, units, setting),
    change: 'variant',
    items: swaps.map(({ unit, to }) => ({
      sameProduct: to !== null && to.productId === itemOf(order, unit.item_id)?.product_id,
      sameVariant: to !== null && to.id === unit.variant_id,
      available:
        to !== null &&
        canBeHad(order, to, swaps.filter((swap) => swap.to?.id === to.id && swap.unit.variant_id !== to.id).length),
    })),
    difference: { amountMinor: differenceMinor, currency: order.row.currency },
    // What comes back goes to what paid it, even where that is not on file.
    tender: method ? tenderFacts(method) : differenceMinor < 0 ? { kind: 'other', balanceMinor: null } : null,
  }
  const decision = decideChange(setting.resolved, facts)
  refuseIfRefused(decision)
  assertFree(order, units)
  return {
    kind: 'variant',
    order,
    units: swaps,
    decision,
    facts,
    scope: setting.scope,
    policyVersionId: setting.policyVersionId,
    ...askedBy(reader, setting.resolved, order, 'variant', decision.request),
    confirmWithinMinutes: setting.resolved.get('cancel.confirm.within'),
    differenceMinor,
    method,
    refund: null,
    details: {
      ...(method ? methodDetails(setting.resolved, method) : {}),
      units: priced.map(({ unit, to, goodsMinor, goodsTaxMinor }) => ({
        unitId: unit.id,
        goodsMinor,
        goodsTaxMinor,
        priceMinor: to?.priceMinor ?? 0,
        toVariantId: to?.id ?? '',
      })),
    },
  }
}

async function swapsOf(
  reader: Reader,
  order: OrderRecord,
  wanted: NonNullable<ChangeRequest['variants']>,
): Promise<ChangePlan['units']> {
  const swaps: ChangePlan['units'] = []
  for (const [index, { item: anyItem, to, quantity }] of wanted.entries()) {
    const item = itemOf(order, anyItem)
    const left = item
      ? unitsLeft(order).filter((unit) => unit.item_id === item.id && !swaps.some((swap) => swap.unit.id === unit.id))
      : []
    const count = quantity ?? Math.max(1, left.length)
    if (!item || left.length < count) {
      refuse(
        'item_not_in_order',
        { param: `variants[${index}].item`, left: left.length },
        'This item is not on the order, or there are not that many of it.',
      )
    }
    const variant =
      (item.product_id ? await findVariant(reader, to, item.product_id) : undefined) ?? (await findVariant(reader, to))
    swaps.push(
      ...freeFirst(order, left)
        .slice(0, count)
        .map((unit) => ({ unit, to: variant ?? null })),
    )
  }
  return swaps
}

/** Priced in the order's currency and, where stock is known, as many on hand as are wanted. The storefront has the last word on stock. */
function canBeHad(order: OrderRecord, to: VariantRecord, count: number): boolean {
  return (
    to.available &&
    to.priceMinor !== null &&
    (to.currency ?? order.row.currency) === order.row.currency &&
    (to.stock === null || to.stock >= count)
  )
}

/** The method that was named, or the one that the order was paid with; none when no money moves. */
async function methodFor(
  reader: Reader,
  order: OrderRecord,
  asked: string | undefined,
  differenceMinor: number,
): Promise<PaymentMethodRecord | null> {
  if (asked !== undefined) {
    return (
      (await findPaymentMethod(reader, order.row.customer_id, asked)) ??
      refuse('payment_method_unknown', {}, 'We don’t know this payment method. Pick one that is on your account.')
    )
  }
  if (differenceMinor === 0) return null
  const methods = await paymentMethodsOf(reader, [order.row.customer_id])
  const own = methods.find((method) =>
    order.tenders.some((tender) => tender.payment_method_id === method.id || tender.reference === method.reference),
  )
  return own ?? null
}

/** Where a difference that comes back may go besides what paid it (policy `change.difference.targets`). */
function methodDetails(resolved: Resolved, method: PaymentMethodRecord): ChangeDetails {
  const targets = resolved.get('change.difference.targets')
  const kind =
    method.kind === 'gift_card' ? 'gift_card' : method.kind === 'store_credit' ? 'store_balance' : 'other_method'
  return {
    paymentMethodId: method.id,
    ...(targets.includes(kind)
      ? { comesBackTo: { paymentMethodId: method.id, ...(kind === 'other_method' ? { outside: true } : {}) } }
      : {}),
  }
}
