import type { PaymentMethodRecord } from '#modules/customers'
import { type ItemRow, type OrderRecord, type UnitRow, withParts } from '#modules/orders'
import {
  decideReturn,
  type PolicyScope,
  type ReturnDecision,
  type ReturnFacts,
  type ReturnLineFacts,
  type ReturnLineVerdict,
} from '#modules/policy'
import { invalid, refuse } from '#platform/errors'
import { allocate } from '#platform/money'
import { businessDaysAfter, endOfLocalDay, endOfLocalDayAfter } from '#platform/time'
import type { Reader } from '#platform/work'
import type { ReturnRequest, WayBack } from './contract.ts'
import { type Asked, itemsAsked, splitByVariant } from './asked-items.ts'
import { findInstead, planExchange, type PlannedExchange } from './plan-exchange.ts'
import { type MoneyTarget, targetFor } from './money-target.ts'
import { type OrderSetting, resolvedForItem, type ReturnSetting, sameShopper, settingOf } from './return-setting.ts'
import { lastArrival, selectUnits } from './select-units.ts'
import type { RefundMoment } from './tables.ts'
import { placeFor } from './way/place-for.ts'
import { waysFor } from './way/ways-for.ts'

/** One unit of a return with what comes back for it, gross. */
export interface PlannedUnit {
  unitId: string
  plannedMinor: number
  shippingMinor: number
  feesMinor: number
  /** Its share of the fee for the way back. */
  feeMinor: number
}

export interface PlannedLine {
  setting: OrderSetting
  item: ItemRow
  /** As many as were asked for; parts of bundles come on top in `planned`. */
  units: UnitRow[]
  planned: PlannedUnit[]
  reason: string
  note: string | null
  files: readonly string[]
  verdict: ReturnLineVerdict
  lateMinor: number
  refundMinor: number
  exchange: PlannedExchange | null
}

/** A return worked out and not yet made: what is shown is what is stored. */
export interface ReturnPlan {
  setting: ReturnSetting
  resolution: ReturnRequest['resolution']
  currency: string
  lines: PlannedLine[]
  decisions: { decision: ReturnDecision; facts: ReturnFacts; setting: OrderSetting; scope: PolicyScope }[]
  ways: WayBack[]
  method: ReturnRequest['method'] & string
  placeId: string | null
  pickup: { from: Date; until: Date } | null
  feeMinor: number
  refundMinor: number
  /** What an exchange costs more, by order. */
  charges: { order: OrderRecord; amountMinor: number }[]
  /** What an exchange costs less, by order. */
  refunds: { order: OrderRecord; amountMinor: number }[]
  chargeMinor: number
  target: MoneyTarget
  /** What pays or takes the difference of an exchange. */
  differenceMethod: PaymentMethodRecord | null
  refundAt: RefundMoment
  sendAt: 'request' | 'receipt' | 'never'
  settleAt: 'request' | 'dispatch' | 'receipt' | null
  handOverBy: Date
  review: { approveBy: Date; onSilence: 'approve' | 'to_lead' } | null
}

/**
 * Works out a return: which units, what the rules say of each, the ways back, fee, money and dates. Reads only. Refuses with the
 * first thing that stands in the way, naming the item.
 */
export async function planReturn(
  reader: Reader,
  orders: readonly OrderRecord[],
  input: ReturnRequest,
): Promise<ReturnPlan> {
  await assertOneShopper(reader, orders)
  const currency = orders[0]?.row.currency ?? ''
  if (orders.some((order) => order.row.currency !== currency))
    refuse('one_currency_only', {}, 'These were paid in different currencies. Send each order back for itself.')
  const setting = await settingOf(reader, orders)
  const asked = splitByVariant(itemsAsked(orders, input), input)
  const chosen = choose(setting, asked)
  const decisions = decide(reader, setting, chosen, input.resolution)
  const withVerdicts = verdicts(chosen, decisions)
  refuseIfRefused(withVerdicts)
  const lines: PlannedLine[] = []
  const wantedOf = new Map<string, number>()
  for (const line of withVerdicts) lines.push(await plannedLine(reader, setting, line, input.resolution, wantedOf))
  const refundAt = latestMoment(decisions.map(({ decision }) => decision.refundAt))
  const way = await wayOf(reader, setting, lines, input)
  spreadFee(lines, way.feeMinor)
  const { charges, refunds } = differences(setting, lines)
  const sum = (values: readonly { amountMinor: number }[]) =>
    values.reduce((total, each) => total + each.amountMinor, 0)
  const { target, differenceMethod } = await targetFor(reader, setting, input, {
    chargeMinor: sum(charges),
    refundMinor: sum(refunds),
  })
  const dueMinor = lines
    .flatMap((line) => line.planned)
    .reduce((total, unit) => total + Math.max(0, unit.plannedMinor - unit.feeMinor), 0)
  const settings = setting.orders[0] as OrderSetting
  const days = Math.max(...decisions.map(({ decision }) => decision.handOverWithinDays))
  return {
    setting,
    resolution: input.resolution,
    currency,
    lines,
    decisions,
    ...way,
    refundMinor: input.resolution === 'exchange' ? sum(refunds) : dueMinor,
    charges,
    refunds,
    chargeMinor: sum(charges),
    target,
    differenceMethod,
    refundAt,
    ...sending(setting, lines, input.resolution),
    handOverBy: endOfLocalDayAfter(reader.now, days, settings.zone),
    review: reviewOf(reader, setting, decisions),
  }
}

async function assertOneShopper(reader: Reader, orders: readonly OrderRecord[]): Promise<void> {
  const [first, ...others] = orders
  if (!first) invalid('items', 'Name at least one item.', 'item_missing')
  for (const other of others)
    if (!(await sameShopper(reader, first.row.customer_id, other.row.customer_id)))
      invalid('items', 'These orders belong to different shoppers.', 'several_shoppers')
}

interface Chosen extends Asked {
  setting: OrderSetting
  units: UnitRow[]
  deliveredAt: Date | null
}

function choose(setting: ReturnSetting, asked: readonly Asked[]): Chosen[] {
  const taken = new Set<string>()
  return asked.map((line) => {
    const orderSetting = setting.orders.find(({ order }) => order.row.id === line.order.row.id) as OrderSetting
    const { free, why } = selectUnits(orderSetting.order, line.item, orderSetting.heads, orderSetting.inHand)
    const left = free.filter(({ unit }) => !taken.has(unit.id))
    const param = `items[${line.index}]`
    if (left.length === 0 && why)
      refuse(
        why.code,
        { param: `${param}.item`, item: line.item.id, ...(why.about ? { about: why.about } : {}) },
        why.message,
      )
    if (line.quantity > left.length)
      refuse(
        'quantity_too_high',
        { param: `${param}.quantity`, item: line.item.id, possible: left.length },
        left.length === 0 ? 'There is no more of this to send back.' : `At most ${left.length} of these can go back.`,
      )
    const picked = left.slice(0, line.quantity)
    for (const { unit } of picked) taken.add(unit.id)
    // Of units that arrived on different days the first counts: nothing is given that one of them would not have.
    const times = picked.flatMap(({ deliveredAt }) => deliveredAt?.getTime() ?? [])
    return {
      ...line,
      setting: orderSetting,
      units: picked.map(({ unit }) => unit),
      deliveredAt: times.length === picked.length ? new Date(Math.min(...times)) : null,
    }
  })
}

/** One decision for each order, by the rules that held when it was placed; together they stand under the same limits. */
function decide(
  reader: Reader,
  setting: ReturnSetting,
  chosen: readonly Chosen[],
  resolution: ReturnRequest['resolution'],
): ReturnPlan['decisions'] {
  let kept = setting.kept
  const valueOf = (lines: readonly Chosen[]) =>
    lines.flatMap((line) => line.units).reduce((sum, unit) => sum + unit.goods_minor, 0)
  return setting.orders.map((orderSetting) => {
    const mine = chosen.filter((line) => line.setting === orderSetting)
    const facts: ReturnFacts = {
      now: reader.now,
      zone: orderSetting.zone,
      country: orderSetting.scope.country,
      tier: setting.customer.tier,
      businessBuyer: orderSetting.order.row.business_buyer,
      riskBand: setting.assessment.band,
      resolution,
      informed: orderSetting.resolved.get('withdrawal.informed'),
      kept,
      steppedDown: setting.steppedDown,
      valueElsewhereMinor: valueOf(chosen.filter((line) => line.setting !== orderSetting)),
      mode: setting.mode,
      lines: mine.map((line) => factsOfLine(setting, line)),
    }
    const decision = decideReturn(orderSetting.resolved, facts)
    kept += decision.lines.reduce((sum, line, index) => sum + (line.keep ? (mine[index]?.quantity ?? 0) : 0), 0)
    return { decision, facts, setting: orderSetting, scope: orderSetting.scope }
  })
}

/** What the rules look at of one item. */
export function factsOfLine(
  setting: ReturnSetting,
  line: Pick<Chosen, 'setting' | 'item' | 'units' | 'deliveredAt' | 'reason' | 'files'>,
): ReturnLineFacts {
  const { order, heads, returnedBefore } = line.setting
  const total = line.units.reduce((sum, unit) => sum + unit.goods_minor, 0)
  return {
    category: line.item.category,
    seller: line.item.seller_id ? (setting.sellers.get(line.item.seller_id) ?? line.item.seller_id) : null,
    kind: line.item.kind,
    hazardous: line.item.hazardous,
    finalSale: line.item.final_sale,
    returnable: line.item.returnable,
    // What was sent by mail counts as begun: nobody can hand a download back.
    begun: line.item.kind === 'digital',
    reason: line.reason,
    delivered: true,
    deliveredAt: line.deliveredAt,
    lastDeliveredAt: lastArrival(heads),
    placedAt: order.row.placed_at,
    quantity: Math.max(1, line.units.length),
    valueEach: {
      amountMinor: Math.max(
        0,
        ...line.units.map((unit) => unit.goods_minor),
        Math.ceil(total / Math.max(1, line.units.length)),
      ),
      currency: order.row.currency,
    },
    photos: line.files.length,
    returnedBefore,
  }
}

function verdicts(
  chosen: readonly Chosen[],
  decisions: ReturnPlan['decisions'],
): (Chosen & { verdict: ReturnLineVerdict })[] {
  const next = new Map(decisions.map((each) => [each.setting, [...each.decision.lines]]))
  return chosen.map((line) => ({ ...line, verdict: next.get(line.setting)?.shift() as ReturnLineVerdict }))
}

function refuseIfRefused(lines: readonly (Chosen & { verdict: ReturnLineVerdict })[]): void {
  const no = lines.find(({ verdict }) => verdict.approval === 'refused')
  if (!no) return
  const why = no.verdict.reasons[0]
  refuse(
    no.verdict.code ?? 'not_returnable',
    {
      param: `items[${no.index}]`,
      item: no.item.id,
      ...(why ? { reason: why.code } : {}),
      ...(no.verdict.until ? { until: no.verdict.until.toISOString() } : {}),
    },
    why?.shopper,
  )
}

async function plannedLine(
  reader: Reader,
  setting: ReturnSetting,
  line: Chosen & { verdict: ReturnLineVerdict },
  resolution: ReturnRequest['resolution'],
  wantedOf: Map<string, number>,
): Promise<PlannedLine> {
  const { order, balance } = line.setting
  const pays = resolution === 'refund' || resolution === 'store_credit'
  const ids = withParts(
    order,
    line.units.map((unit) => unit.id),
  )
  let lateMinor = 0
  const planned = [...new Set([...line.units.map((unit) => unit.id), ...ids])].map((unitId): PlannedUnit => {
    const left = balance.perUnit[unitId]
    if (!pays || !left || !ids.includes(unitId))
      return { unitId, plannedMinor: 0, shippingMinor: 0, feesMinor: 0, feeMinor: 0 }
    const late = Math.floor((left.goods.remaining * line.verdict.latePercent) / 100)
    lateMinor += late
    const shippingMinor = line.verdict.shipping ? left.shipping.remaining : 0
    const feesMinor = line.verdict.fees ? left.fees.remaining : 0
    return {
      unitId,
      plannedMinor: left.goods.remaining - late + shippingMinor + feesMinor,
      shippingMinor,
      feesMinor,
      feeMinor: 0,
    }
  })
  let exchange: PlannedExchange | null = null
  if (line.to !== null) {
    const resolved = resolvedForItem(setting, line.setting, line.item)
    const to = await findInstead(reader, { order, item: line.item, anyId: line.to, resolved })
    exchange = planExchange(order, line.units, to, resolved, wantedOf.get(to.id) ?? 0)
    wantedOf.set(to.id, (wantedOf.get(to.id) ?? 0) + line.units.length)
  }
  return {
    setting: line.setting,
    item: line.item,
    units: line.units,
    planned,
    reason: line.reason,
    note: line.note,
    files: line.files,
    verdict: line.verdict,
    lateMinor,
    refundMinor: planned.reduce((sum, unit) => sum + unit.plannedMinor, 0),
    exchange,
  }
}

async function wayOf(
  reader: Reader,
  setting: ReturnSetting,
  lines: readonly PlannedLine[],
  input: ReturnRequest,
): Promise<Pick<ReturnPlan, 'ways' | 'method' | 'placeId' | 'pickup' | 'feeMinor'>> {
  const back = lines.filter((line) => !line.verdict.keep)
  const way = { placeId: input.dropOffPoint ?? null, pickup: input.pickup ? pickupOf(input.pickup) : null }
  if (back.length === 0) return { ways: [], method: 'keep', ...way, placeId: null, pickup: null, feeMinor: 0 }
  const pays = input.resolution === 'refund' || input.resolution === 'store_credit'
  const ways = await waysFor(reader, {
    orders: setting.orders.map(({ order }) => order),
    unitIds: back.flatMap((line) => line.units.map((unit) => unit.id)),
    free: !pays || back.some((line) => line.verdict.payer !== 'shopper') || back.some(isWithdrawalNotTold),
    resolved: (setting.orders[0] as OrderSetting).resolved,
    tier: setting.customer.tier,
  })
  const chosen = input.method ? ways.find((each) => each.method === input.method) : ways[0]
  if (!chosen)
    return refuse(
      'method_not_possible',
      { methods: ways.map((each) => each.method) },
      'That way back is not possible for this. Pick one of the others.',
    )
  // What the quote shows can be had: the point is one, and somebody can come then.
  if (way.placeId) await placeFor(reader, { method: chosen.method, placeId: way.placeId })
  const { pickup } = way
  const comes = (slot: { from: string; until: string }) =>
    Date.parse(slot.from) === pickup?.from.getTime() && Date.parse(slot.until) === pickup.until.getTime()
  if (chosen.method === 'pickup' && pickup && !chosen.pickupSlots.some(comes))
    refuse('pickup_slot_taken', {}, 'Nobody can come then. Please pick one of the times that are free.')
  const shoppers = lines.flatMap((line) => (line.verdict.payer === 'shopper' ? line.planned : []))
  const bearable = shoppers.reduce((sum, unit) => sum + unit.plannedMinor, 0)
  return { ways, method: chosen.method, ...way, feeMinor: Math.min(chosen.fee.amountMinor, bearable) }
}

/** By law the shopper bears the way back only if told so before buying; nobody knows, so nobody was told. */
function isWithdrawalNotTold({ verdict, setting }: PlannedLine): boolean {
  return verdict.statutory && setting.resolved.get('withdrawal.return_cost') !== 'policy'
}

function pickupOf(pickup: NonNullable<ReturnRequest['pickup']>): { from: Date; until: Date } {
  return { from: new Date(pickup.from), until: new Date(pickup.until) }
}

/** The fee lies on what the shopper bears, in proportion, so that the parts add up to what was shown. */
function spreadFee(lines: readonly PlannedLine[], feeMinor: number): void {
  const units = lines
    .filter((line) => line.verdict.payer === 'shopper' && !line.verdict.keep)
    .flatMap((line) => line.planned)
  if (feeMinor === 0 || units.length === 0) return
  const shares = allocate(
    feeMinor,
    units.map((unit) => unit.plannedMinor),
  )
  for (const [index, unit] of units.entries()) unit.feeMinor = shares[index] ?? 0
}

/** What an exchange costs more or less, netted within each order: each has its own tenders. */
function differences(setting: ReturnSetting, lines: readonly PlannedLine[]): Pick<ReturnPlan, 'charges' | 'refunds'> {
  const net = setting.orders.map(({ order }) => ({
    order,
    amountMinor: lines
      .filter((line) => line.setting.order === order)
      .reduce((sum, line) => sum + (line.exchange?.differenceMinor ?? 0), 0),
  }))
  return {
    charges: net.filter((each) => each.amountMinor > 0),
    refunds: net.filter((each) => each.amountMinor < 0).map((each) => ({ ...each, amountMinor: -each.amountMinor })),
  }
}

/** What comes instead leaves at once up to a value and a risk (policy `replace.ship_before_return.*`), else when the old one is back. */
function sending(
  setting: ReturnSetting,
  lines: readonly PlannedLine[],
  resolution: ReturnRequest['resolution'],
): Pick<ReturnPlan, 'sendAt' | 'settleAt'> {
  if (resolution !== 'replacement' && resolution !== 'exchange') return { sendAt: 'never', settleAt: null }
  const { resolved, order } = setting.orders[0] as OrderSetting
  const settleAt = resolution === 'exchange' ? resolved.get('exchange.settleAt') : null
  const value = lines.flatMap((line) => line.units).reduce((sum, unit) => sum + unit.goods_minor, 0)
  const most = resolved.get('replace.ship_before_return.max')[order.row.currency]
  const early =
    most !== undefined &&
    value <= most &&
    resolved.get('replace.ship_before_return.bands').includes(setting.assessment.band) &&
    lines.every((line) => line.verdict.approval === 'approved')
  return { sendAt: early && settleAt !== 'receipt' ? 'request' : 'receipt', settleAt }
}

const ORDER: readonly RefundMoment[] = ['at_once', 'first_scan', 'destination_scan', 'receipt', 'inspection', 'never']

function latestMoment(moments: readonly RefundMoment[]): RefundMoment {
  return moments.reduce((latest, each) => (ORDER.indexOf(each) > ORDER.indexOf(latest) ? each : latest), 'at_once')
}

function reviewOf(reader: Reader, setting: ReturnSetting, decisions: ReturnPlan['decisions']): ReturnPlan['review'] {
  const reviews = decisions.flatMap(({ decision }) => decision.review ?? [])
  if (reviews.length === 0) return null
  const place = { country: setting.store.country, zone: setting.store.timeZone }
  const days = Math.max(...reviews.map((review) => review.businessDays))
  return {
    approveBy: endOfLocalDay(businessDaysAfter(reader.now, days, place), place.zone),
    onSilence: reviews.every((review) => review.onSilence === 'approve') ? 'approve' : 'to_lead',
  }
}
