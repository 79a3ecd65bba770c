import { findPlaces, nextServed, zoneOfPlace } from '#modules/deliveries'
import { planRefund, type RefundPlan } from '#modules/refunds'
import { money, type Money } from '#platform/money'
import { addDays, businessDaysAfter, localDate } from '#platform/time'
import { dayInWords } from '#platform/words'
import type { Reader } from '#platform/work'
import type { ReturnQuote } from './contract.ts'
import type { PlannedLine, PlannedUnit, ReturnPlan } from './plan-return.ts'
import { arrivesBy } from './arrives-by.ts'
import { reasonWords } from './reason-words.ts'
import type { OrderSetting } from './return-setting.ts'
import { partsOfDue } from './rules.ts'
import type { RefundMoment } from './tables.ts'

/** A plan as it is shown before the tap, and stored with the return after it. */
export async function presentQuote(reader: Reader, plan: ReturnPlan): Promise<ReturnQuote> {
  const shown = (amountMinor: number): Money => money(amountMinor, plan.currency)
  const handOver = await handOverExpected(reader, plan)
  const dueFrom = momentExpected(plan.refundAt === 'at_once' ? reader.now : handOver, plan)
  const perTender = await tendersOf(reader, plan, dueFrom)
  const own = plan.setting.orders[0] as OrderSetting
  const { zone } = own
  const review = plan.review
  return {
    resolution: plan.resolution,
    method: plan.method,
    lines: plan.lines.map((line) => lineOf(line, plan.currency)),
    ways: plan.ways,
    fee: shown(plan.feeMinor),
    refund: shown(plan.refundMinor),
    charge: shown(plan.chargeMinor),
    perTender,
    refundAt: plan.refundAt,
    refundAtWords: refundAtWords(plan, perTender, {
      zone,
      handOver: localDate(handOver, zone) === localDate(reader.now, zone) ? 'today' : dayInWords(handOver, zone),
    }),
    handOverBy: plan.handOverBy.toISOString(),
    replacementBy: plan.sendAt === 'request' ? (await arrivesBy(reader, own.order, own.resolved)).toISOString() : null,
    needsPerson: review && {
      approveBy: review.approveBy.toISOString(),
      onSilence: review.onSilence,
      words: `A person takes a look first, by ${dayInWords(review.approveBy, zone)}.`,
    },
    reasons: reasonsOf(plan),
    policyVersion: String((plan.setting.orders[0] as OrderSetting).version.number),
  }
}

function lineOf(line: PlannedLine, currency: string): ReturnQuote['lines'][number] {
  const shown = (amountMinor: number) => money(amountMinor, currency)
  const { verdict, item, setting, exchange } = line
  const first = exchange && [...exchange.units.values()][0]
  return {
    itemId: item.id,
    orderId: setting.order.row.id,
    orderReference: setting.order.row.reference,
    title: item.title,
    imageUrl: item.image_url,
    quantity: line.units.length,
    reason: line.reason,
    reasonWords: reasonWords(line.reason),
    payer: verdict.payer,
    approval: verdict.approval === 'needs_review' ? 'needs_review' : 'approved',
    approvalWords: verdict.approval === 'needs_review' ? (verdict.reasons.at(-1)?.shopper ?? null) : null,
    paid: shown(line.units.reduce((sum, unit) => sum + unit.goods_minor, 0)),
    shipping: shown(line.planned.reduce((sum, unit) => sum + unit.shippingMinor, 0)),
    late: verdict.latePercent > 0 ? { percent: verdict.latePercent, amount: shown(line.lateMinor) } : null,
    refund: shown(line.refundMinor),
    keep: verdict.keep,
    exchange: exchange && {
      variantId: exchange.to.id,
      title: exchange.to.title ?? item.title,
      options: exchange.to.options,
      price: shown(first?.priceMinor ?? 0),
      difference: shown(exchange.differenceMinor),
    },
    needsPhoto: verdict.photoNeeded && line.files.length === 0,
  }
}

/** What a planned unit comes to, in the parts that a refund is made of. */
export function partsOfPlanned(unit: PlannedUnit) {
  return partsOfDue({
    unit_id: unit.unitId,
    planned_minor: unit.plannedMinor,
    planned_shipping_minor: unit.shippingMinor,
    planned_fees_minor: unit.feesMinor,
    fee_minor: unit.feeMinor,
    deduct_minor: 0,
  })
}

/** Where the money goes and when it is there, if it is set going then. */
async function tendersOf(reader: Reader, plan: ReturnPlan, dueFrom: Date): Promise<ReturnQuote['perTender']> {
  const later: Reader = { ...reader, now: dueFrom }
  const target = plan.target ?? undefined
  const plans: RefundPlan[] = []
  if (plan.resolution === 'exchange') {
    for (const { order, amountMinor } of plan.refunds)
      plans.push(await planRefund(later, { order, amountMinor, priceDifference: true, overCeiling: 'cap', target }))
  } else if (plan.resolution !== 'replacement') {
    for (const setting of plan.setting.orders) plans.push(await planOf(later, plan, setting))
  }
  const sums = new Map<string, ReturnQuote['perTender'][number]>()
  for (const movement of plans.flatMap((each) => each.movements)) {
    const known = sums.get(movement.label)
    const expectedBy = movement.expectedBy.toISOString()
    sums.set(movement.label, {
      label: movement.label,
      amount: money((known?.amount.amountMinor ?? 0) + movement.amountMinor, plan.currency),
      expectedBy: known?.expectedBy && known.expectedBy > expectedBy ? known.expectedBy : expectedBy,
      targetKind: movement.targetKind,
    })
  }
  return [...sums.values()]
}

async function planOf(reader: Reader, plan: ReturnPlan, { order, balance }: OrderSetting): Promise<RefundPlan> {
  const units = plan.lines.filter((line) => line.setting.order === order).flatMap((line) => line.planned)
  return await planRefund(reader, {
    order,
    balance,
    unitIds: units.map((unit) => unit.unitId),
    exactly: units.flatMap(partsOfPlanned),
    target: plan.target ?? undefined,
  })
}

/** When it can be handed over first: when it is picked up, or when the chosen point opens; else now. */
async function handOverExpected(reader: Reader, plan: ReturnPlan): Promise<Date> {
  if (plan.pickup) return plan.pickup.from
  const [place] = plan.placeId ? await findPlaces(reader, [plan.placeId]) : []
  return (place && nextServed(place.hours, reader.now, zoneOfPlace(place, plan.setting.store.timeZone))) ?? reader.now
}

/** When the money is set going if the goods are handed over then. */
function momentExpected(handOver: Date, plan: ReturnPlan): Date {
  const { resolved } = plan.setting.orders[0] as OrderSetting
  const at = addDays(handOver, resolved.get('return.way_back_days')[plan.refundAt] ?? 0)
  if (plan.refundAt !== 'inspection') return at
  const place = { country: plan.setting.store.country, zone: plan.setting.store.timeZone }
  return businessDaysAfter(at, resolved.get('refund.without_inspection'), place)
}

const MOMENT_WORDS: Readonly<Record<RefundMoment, string>> = {
  at_once: 'Your money is set going right away.',
  first_scan: 'Your money is set going when the carrier first scans it.',
  destination_scan: 'Your money is set going when it is scanned near us, or when we have it.',
  receipt: 'Your money is set going when we have it.',
  inspection: 'Your money is set going once we have looked at it.',
  never: '',
}

function refundAtWords(
  plan: ReturnPlan,
  perTender: ReturnQuote['perTender'],
  { zone, handOver }: { zone: string; handOver: string },
): string {
  if (plan.resolution === 'replacement' || plan.resolution === 'exchange')
    return plan.sendAt === 'request'
      ? 'The new one is sent right away.'
      : 'The new one is sent when we have the old one.'
  const latest = perTender
    .flatMap((each) => each.expectedBy ?? [])
    .toSorted()
    .at(-1)
  const when = MOMENT_WORDS[plan.refundAt]
  if (!latest) return when
  const day = dayInWords(new Date(latest), zone)
  return plan.refundAt === 'at_once'
    ? `${when} It is there by ${day}.`
    : `${when} If you hand it over ${handOver}, it is there by ${day}.`
}

/** The words for moments of money, for a return that was made. */
export function momentWords(moment: RefundMoment): string {
  return MOMENT_WORDS[moment]
}

function reasonsOf(plan: ReturnPlan): ReturnQuote['reasons'] {
  const all = plan.decisions.flatMap(({ decision }) => decision.reasons)
  return [...new Map(all.map((each) => [each.code, { code: each.code, words: each.shopper }])).values()].filter(
    ({ words }) => words !== '',
  )
}
