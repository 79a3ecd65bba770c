import { priceAs } from '#modules/changes'
import { findOrder, type ItemRow, type OrderRecord, variantsOf, type VariantRecord } from '#modules/orders'
import { isWithheld, stoppedAmong } from '#modules/replacements'
import { decideReturn, type ReturnFacts, type ReturnLineVerdict } from '#modules/policy'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import type { Returnable } from './contract.ts'
import { factsOfLine } from './plan-return.ts'
import { reasonWords } from './reason-words.ts'
import { type OrderSetting, resolvedForItem, type ReturnSetting, settingOf } from './return-setting.ts'
import { type ReturnableUnit, selectUnits } from './select-units.ts'

/** What of an order can be sent back now, with all that the screens need to ask for it. */
export async function showReturnable(reader: Reader, { id }: { id: string }): Promise<Returnable> {
  return await returnableOf(reader, await findOrder(reader, id))
}

/** The same for an order that was found before. */
export async function returnableOf(reader: Reader, order: OrderRecord): Promise<Returnable> {
  const setting = await settingOf(reader, [order])
  const [orderSetting] = setting.orders as [OrderSetting]
  const items: Returnable['items'] = []
  const notReturnable: Returnable['notReturnable'] = []
  for (const item of order.items.filter((each) => each.bundle_parent_id === null)) {
    const { free, why } = selectUnits(order, item, orderSetting.heads, orderSetting.inHand)
    const head = { itemId: item.id, title: item.title, imageUrl: item.image_url }
    const [first] = free
    if (!first) {
      if (why) notReturnable.push({ ...head, code: why.code, message: why.message, about: why.about })
      continue
    }
    const verdicts = verdictsByReason(reader, setting, orderSetting, item, free)
    const possible = [...verdicts].filter(([, verdict]) => verdict.approval !== 'refused')
    if (possible.length === 0) {
      const [, no] = [...verdicts][0] ?? []
      notReturnable.push({
        ...head,
        code: no?.code ?? 'not_returnable',
        message: no?.reasons[0]?.shopper ?? 'This can’t be sent back.',
        about: null,
      })
      continue
    }
    items.push(await returnableItem(reader, setting, orderSetting, item, { free, possible }))
  }
  return { orderId: order.row.id, orderReference: order.row.reference, items, notReturnable }
}

/** The end of an item's window and whether it can go back at all, for lists: of the free units, by the kindest reason. */
export function verdictsByReason(
  reader: Reader,
  setting: ReturnSetting,
  orderSetting: OrderSetting,
  item: ItemRow,
  free: readonly ReturnableUnit[],
): Map<string, ReturnLineVerdict> {
  const resolved = resolvedForItem(setting, orderSetting, item)
  const reasons = Object.keys(resolved.get('return.reasons'))
  const units = free.map(({ unit }) => unit)
  const [first] = free
  const facts: ReturnFacts = {
    now: reader.now,
    zone: orderSetting.zone,
    country: orderSetting.scope.country,
    tier: setting.customer.tier,
    businessBuyer: orderSetting.order.row.business_buyer,
    riskBand: setting.assessment.band,
    resolution: 'refund',
    informed: orderSetting.resolved.get('withdrawal.informed'),
    kept: setting.kept,
    steppedDown: false,
    mode: setting.mode,
    lines: reasons.map((reason) =>
      factsOfLine(setting, {
        setting: orderSetting,
        item,
        units: units.slice(0, 1),
        deliveredAt: first?.deliveredAt ?? null,
        reason,
        files: [],
      }),
    ),
  }
  const { lines } = decideReturn(orderSetting.resolved, facts)
  return new Map(reasons.map((reason, index) => [reason, lines[index] as ReturnLineVerdict]))
}

async function returnableItem(
  reader: Reader,
  setting: ReturnSetting,
  orderSetting: OrderSetting,
  item: ItemRow,
  { free, possible }: { free: readonly ReturnableUnit[]; possible: [string, ReturnLineVerdict][] },
): Promise<Returnable['items'][number]> {
  const { order } = orderSetting
  const resolved = resolvedForItem(setting, orderSetting, item)
  const problems: Readonly<Record<string, string>> = resolved.get('return.reasons.problem')
  const unit = free[0]?.unit
  const variants = item.product_id ? await buyable(reader, item.product_id) : []
  const shown = variants.flatMap((variant) => shownVariant(order, unit, variant))
  const own = variants.find((variant) => variant.id === unit?.variant_id)
  // Changing one's mind says when the window ends; faults have their own, longer one.
  const plain = possible.find(([, verdict]) => !verdict.fault)?.[1] ?? possible[0]?.[1]
  return {
    itemId: item.id,
    title: item.title,
    imageUrl: item.image_url,
    options: unit?.options ?? item.options,
    quantity: free.length,
    paidEach: money(unit?.goods_minor ?? 0, order.row.currency),
    until: plain?.until?.toISOString() ?? null,
    late: (plain?.latePercent ?? 0) > 0,
    resolutions: [
      'refund',
      ...(own?.stock === null || own === undefined || own.stock === 0 || (await isUnsafe(reader, order, unit?.id))
        ? []
        : (['replacement'] as const)),
      ...(shown.some((each) => each.available && each.id !== unit?.variant_id) ? (['exchange'] as const) : []),
      ...(orderSetting.resolved.get('refund.targets').includes('store_balance') ? (['store_credit'] as const) : []),
    ],
    reasons: possible.map(([code, verdict]) => ({
      code,
      words: reasonWords(code),
      free: verdict.payer !== 'shopper',
      photo: verdict.photoNeeded,
      problem: problems[code] ?? null,
    })),
    variants: shown,
  }
}

/** What is stopped or recalled is none that can be had instead. */
async function buyable(reader: Reader, productId: string): Promise<VariantRecord[]> {
  const variants = await variantsOf(reader, productId)
  const stopped = await stoppedAmong(reader, variants)
  return variants.map((variant) => (stopped.has(variant.id) ? { ...variant, available: false } : variant))
}

async function isUnsafe(reader: Reader, order: OrderRecord, unitId: string | undefined): Promise<boolean> {
  return unitId !== undefined && (await isWithheld(reader, { order, unitIds: [unitId] }))
}

function shownVariant(
  order: OrderRecord,
  unit: ReturnableUnit['unit'] | undefined,
  variant: VariantRecord,
): Returnable['items'][number]['variants'] {
  if (!unit || variant.priceMinor === null || (variant.currency ?? order.row.currency) !== order.row.currency) return []
  const { goodsMinor } = priceAs(unit, variant.priceMinor, order.row.tax_included)
  return [
    {
      id: variant.id,
      title: variant.title ?? '',
      options: variant.options,
      price: money(variant.priceMinor, order.row.currency),
      difference: money(goodsMinor - unit.goods_minor, order.row.currency),
      available: variant.available && variant.stock !== 0,
    },
  ]
}
