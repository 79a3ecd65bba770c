import { lockOrders, type OrderRecord } from '#modules/orders'
import { requireOwnFiles } from '#modules/files'
import { recordDecision } from '#modules/policy'
import { assertNotOwn } from '#modules/staff'
import { lockHistory, recordSignal } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import { money } from '#platform/money'
import { spokenReference } from '#platform/spoken-reference'
import type { Work } from '#platform/work'
import type { ReturnQuote, ReturnRequest } from '../contract.ts'
import { returnNeedsReview, returnRequested } from '../events.ts'
import { asGift } from '../gift/as-gift.ts'
import { orderIdsAsked } from '../asked-items.ts'
import { newUnit } from '../new-rows.ts'
import { planReturn, type PlannedLine, type ReturnPlan } from '../plan-return.ts'
import { presentQuote } from '../present-quote.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnLineRow, ReturnOrigin, ReturnRow, ReturnUnitRow } from '../tables.ts'
import { approvalOver } from '../timers/tokens.ts'
import { aboutReturn } from './about-return.ts'
import { proceed } from './proceed.ts'
import { writeReturn } from './write-return.ts'

/**
 * Makes a return. Everything is worked out once more under the locks of its orders; what was shown has to be exactly what it comes
 * to (`quote_changed` with the new one). The units are promised to it, the way back is issued, what may stay is paid at once and
 * what is sent first is sent; where a person says yes first, a deadline is set.
 * @returns the return's id
 */
export async function requestReturn(
  work: Work,
  input: ReturnRequest,
  {
    origin,
    customerId: recipientId,
  }: { origin?: ReturnOrigin /** Whose it is, for a gift. */; customerId?: string } = {},
): Promise<string> {
  return (await makeReturn(work, input, { origin, customerId: recipientId })).row.id
}

/** The same, answering the return as it now stands, for callers who show it at once. */
export async function makeReturn(
  work: Work,
  input: ReturnRequest,
  { origin, customerId: recipientId }: { origin?: ReturnOrigin | undefined; customerId?: string | undefined } = {},
): Promise<ReturnRecord> {
  const orders = await lockOrders(work, await orderIdsAsked(work, input))
  const customerId = orders[0]?.row.customer_id ?? ''
  await assertNotOwn(work, customerId)
  // How much was kept before counts: of several returns at the same time each knows of the others.
  await lockHistory(work, customerId)
  await requireOwnFiles(work, [...new Set(input.items.flatMap((item) => item.files ?? []))])
  const planned = await planReturn(work, orders, input)
  const plan = origin === 'gift' ? asGift(planned) : planned
  assertPhotos(work, plan)
  const quote = await presentQuote(work, plan)
  assertAsShown(input, quote)
  const record = await recordFor(work, plan, quote, { origin: origin ?? originOf(work), recipientId })
  const rules = plan.setting.orders.map(({ resolved }) => resolved)
  await writeReturn(work, record, {
    remindBeforeDays: Math.max(...rules.map((each) => each.get('return.remind_before'))),
    longestWaitDays: Math.min(...rules.map((each) => each.get('refund.max_days'))),
  })
  await tell(work, record, plan, orders)
  if (plan.review) await askSomebody(work, record, plan)
  else await proceed(work, record, orders, wayChosen(plan))
  return record
}

function originOf(work: Work): ReturnOrigin {
  return work.actor.kind === 'staff' ? 'staff' : work.actor.kind === 'seller' ? 'seller' : 'shopper'
}

function wayChosen(plan: ReturnPlan) {
  return {
    method: plan.method,
    ...(plan.placeId ? { placeId: plan.placeId } : {}),
    ...(plan.pickup ? { pickup: plan.pickup } : {}),
  }
}

/** Photos are the shopper's to send; who helps them by phone has none. */
function assertPhotos(work: Work, plan: ReturnPlan): void {
  if (work.actor.kind !== 'shopper' && work.actor.kind !== 'guest') return
  const without = plan.lines.find((line) => line.verdict.photoNeeded && line.files.length === 0)
  if (without)
    refuse(
      'photo_required',
      { item: without.item.id, reason: without.reason },
      'A photo of it helps us put this right. Please add one.',
    )
}

function assertAsShown(input: ReturnRequest, quote: ReturnQuote): void {
  for (const part of ['refund', 'fee', 'charge'] as const) {
    const shown = input.quote?.[part]
    const now = quote[part]
    if (shown && (shown.amountMinor !== now.amountMinor || shown.currency !== now.currency))
      refuse('quote_changed', { quote }, 'This has changed since you saw it. Have a look at what it is now.')
  }
}

async function recordFor(
  work: Work,
  plan: ReturnPlan,
  quote: ReturnQuote,
  { origin, recipientId }: { origin: ReturnOrigin; recipientId?: string | undefined },
): Promise<ReturnRecord> {
  const id = work.newId('ret')
  const [firstOrder] = plan.setting.orders
  const decisionIds: string[] = []
  for (const { decision, facts, scope, setting } of plan.decisions)
    decisionIds.push(
      await recordDecision(work, {
        decision,
        facts: { ...facts, score: plan.setting.assessment.score },
        scope,
        policyVersionId: setting.version.id,
        mode: plan.setting.mode === 'live' ? 'live' : 'shadow',
        subject: { kind: 'return', id },
        customerId: setting.order.row.customer_id,
        orderId: setting.order.row.id,
      }),
    )
  const row: ReturnRow = {
    store_id: work.storeId,
    id,
    reference: spokenReference(work),
    customer_id: recipientId ?? firstOrder?.order.row.customer_id ?? '',
    resolution: plan.resolution,
    method: plan.method,
    origin,
    about_kind: null,
    about_id: null,
    place_id: plan.placeId,
    pickup_from: plan.pickup?.from ?? null,
    pickup_until: plan.pickup?.until ?? null,
    refund_target:
      plan.target === null ? null : plan.target === 'store_credit' ? 'store_credit' : plan.target.paymentMethodId,
    charge_method_id: plan.differenceMethod?.id ?? null,
    currency: plan.currency,
    fee_minor: plan.feeMinor,
    fee_due: firstOrder?.resolved.get('return.label_charge') ?? 'first_carrier_scan',
    quote,
    decision_id: decisionIds[0] ?? '',
    statutory: plan.lines.some((line) => line.verdict.statutory),
    refund_at: plan.refundAt,
    send_at: plan.sendAt,
    settle_at: plan.settleAt,
    requested_by: recipientId ? `shopper:${recipientId}` : actorKey(work.actor),
    requested_at: work.now,
    hand_over_by: plan.handOverBy,
    approve_by: plan.review?.approveBy ?? null,
    on_silence: plan.review?.onSilence ?? null,
    canceled_at: null,
    cancel_reason: null,
    closed_at: null,
    version: 1,
  }
  const lines = plan.lines.map((line, position) => lineRow(work, row, line, position))
  const units = plan.lines.flatMap((line, index) => unitRows(work, row, lines[index] as ReturnLineRow, line))
  return { row, lines, units, parcels: [], advance: null }
}

function lineRow(work: Work, row: ReturnRow, line: PlannedLine, position: number): ReturnLineRow {
  const approved = line.verdict.approval === 'approved'
  return {
    store_id: work.storeId,
    id: work.newId('rln'),
    return_id: row.id,
    position,
    order_id: line.setting.order.row.id,
    item_id: line.item.id,
    reason: line.reason,
    note: line.note,
    file_ids: [...line.files],
    payer: line.verdict.payer,
    approval: approved ? 'approved' : 'needs_review',
    approval_by: approved ? 'policy' : null,
    approval_at: approved ? work.now : null,
    approval_code: line.verdict.code,
    approval_note: null,
    late_percent: line.verdict.latePercent,
    keep: line.verdict.keep,
    to_variant_id: line.exchange?.to.id ?? null,
    difference_minor: line.exchange ? Math.trunc(line.exchange.differenceMinor / line.units.length) : 0,
  }
}

function unitRows(work: Work, row: ReturnRow, line: ReturnLineRow, planned: PlannedLine): ReturnUnitRow[] {
  const pays = row.resolution === 'refund' || row.resolution === 'store_credit'
  return planned.planned.map((unit) => {
    const instead = planned.exchange?.units.get(unit.unitId)
    return newUnit(work, {
      return_id: row.id,
      line_id: line.id,
      unit_id: unit.unitId,
      inspection: line.keep ? 'not_required' : 'pending',
      money: pays ? 'planned' : 'none',
      planned_minor: unit.plannedMinor,
      planned_shipping_minor: unit.shippingMinor,
      planned_fees_minor: unit.feesMinor,
      to_goods_minor: instead?.goodsMinor ?? null,
      to_goods_tax_minor: instead?.goodsTaxMinor ?? null,
      to_price_minor: instead?.priceMinor ?? null,
      fee_minor: unit.feeMinor,
    })
  })
}

async function tell(work: Work, record: ReturnRecord, plan: ReturnPlan, orders: readonly OrderRecord[]): Promise<void> {
  const { row } = record
  await work.emit(returnRequested, aboutReturn(record), {
    returnId: row.id,
    orderIds: orders.map((order) => order.row.id),
    resolution: row.resolution,
    method: row.method,
    unitIds: record.units.map((unit) => unit.unit_id),
    refundAt: row.refund_at,
  })
  const valueMinor = plan.lines.flatMap((line) => line.units).reduce((sum, unit) => sum + unit.goods_minor, 0)
  await recordSignal(work, {
    customerId: row.customer_id,
    kind: 'return_made',
    about: { kind: 'return', id: row.id },
    orderId: orders[0]?.row.id,
    amount: money(valueMinor, row.currency),
    details: { reasons: [...new Set(record.lines.map((line) => line.reason))] },
  })
}

async function askSomebody(work: Work, record: ReturnRecord, plan: ReturnPlan): Promise<void> {
  const { row } = record
  if (!plan.review) return
  await work.setTimer(approvalOver, plan.review.approveBy, { returnId: row.id }, { key: row.id })
  await work.emit(returnNeedsReview, aboutReturn(record), {
    returnId: row.id,
    orderIds: [...new Set(record.lines.map((line) => line.order_id))],
    codes: [...new Set(record.lines.flatMap((line) => line.approval_code ?? []))],
    approveBy: plan.review.approveBy.toISOString(),
  })
}
