import { paymentMethodsOf } from '#modules/customers'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import type { OrderBalance } from './balance.ts'
import type { Refund } from './contract.ts'
import { balancesOf } from './load-balances.ts'
import { labelOf, type RefundPlan } from './plan-refund.ts'
import { hiddenFrom } from './is-for-somebody-else.ts'
import { loadRefunds, type RefundDetail, refundsOf } from './queries.ts'
import type { MovementRow, RefundLineRow } from './tables.ts'
import { openFailures, waysOutOf, type WayOut } from './ways-out.ts'

/** Refunds as the API and the screens show them, in the order of the ids. */
export async function presentRefunds(reader: Reader, ids: readonly string[]): Promise<Refund[]> {
  return await presentDetails(reader, await loadRefunds(reader, ids))
}

/** Refunds that were loaded before, in their order; `known` are their orders, where the caller has them at hand. */
export async function presentDetails(
  reader: Reader,
  details: readonly RefundDetail[],
  known?: readonly OrderRecord[],
): Promise<Refund[]> {
  if (details.length === 0) return []
  const orders = known ?? (await loadOrders(reader, [...new Set(details.map((detail) => detail.row.order_id))]))
  const balances = await balancesOf(reader, orders)
  const labels = await methodLabels(reader, details)
  const waysOut = await waysByRefund(reader, details, orders, balances)
  const hidden = await hiddenIn(reader, orders)
  return details.map((detail) => {
    const ways = waysOut.get(detail.row.id) ?? []
    const order = orders.find((each) => each.row.id === detail.row.order_id) as OrderRecord
    const { row } = detail
    return {
      id: row.id,
      orderId: row.order_id,
      state: row.state,
      reason: row.reason,
      about: row.about_kind !== null && row.about_id !== null ? { kind: row.about_kind, id: row.about_id } : null,
      amount: money(row.amount_minor, row.currency),
      ...amountsOf(order, detail.lines),
      perTender: detail.movements.map((movement) => movementShape(order, movement, labels)),
      remaining: money(
        (balances.get(row.order_id)?.remainingMinor ?? 0) + (hidden.get(row.order_id) ?? 0),
        row.currency,
      ),
      createdAt: row.created_at.toISOString(),
      allowed: ways.length > 0 ? ['take_way_out' as const] : [],
      waysOut: ways.map(({ to, paymentMethodId, label }) => ({ to, paymentMethodId, label })),
    }
  })
}

/** Only a gift has refunds that are not everybody's to see. */
async function hiddenIn(reader: Reader, orders: readonly OrderRecord[]): Promise<Map<string, number>> {
  const gifts = orders.filter(({ row }) => row.gift).map(({ row }) => row.id)
  return hiddenFrom(reader, await refundsOf(reader, gifts))
}

/** Asked only where money did not arrive, which is rare. */
async function waysByRefund(
  reader: Reader,
  details: readonly RefundDetail[],
  orders: readonly OrderRecord[],
  balances: ReadonlyMap<string, OrderBalance>,
): Promise<Map<string, WayOut[]>> {
  const ways = new Map<string, WayOut[]>()
  for (const detail of details.filter((each) => openFailures(each).length > 0)) {
    const order = orders.find((each) => each.row.id === detail.row.order_id)
    const balance = balances.get(detail.row.order_id)
    if (order && balance) ways.set(detail.row.id, await waysOutOf(reader, order, detail, balance))
  }
  return ways
}

/** A refund that was only worked out. */
export function presentPlan(
  plan: RefundPlan,
  order: OrderRecord,
  { reason = 'preview', at }: { reason?: string; at?: Date } = {},
): Refund {
  const lines = plan.movements
    .flatMap((movement) => movement.lines)
    .map((line) => ({
      unit_id: line.unitId,
      goods_minor: line.goodsMinor,
      goods_tax_minor: line.goodsTaxMinor,
      shipping_minor: line.shippingMinor,
      shipping_tax_minor: line.shippingTaxMinor,
      fee_minor: line.feeMinor,
    }))
  return {
    id: '',
    orderId: plan.orderId,
    state: 'preview',
    reason,
    about: null,
    amount: money(plan.amountMinor, plan.currency),
    ...amountsOf(order, lines),
    perTender: plan.movements.map((movement) => ({
      id: '',
      tender: movement.tenderId,
      label: movement.label,
      targetKind: movement.targetKind,
      targetId: movement.targetId,
      amount: money(movement.amountMinor, plan.currency),
      state: 'planned',
      expectedBy: movement.expectedBy.toISOString(),
      settledAt: null,
      failureCode: null,
      madeGoodBy: null,
    })),
    remaining: money(plan.remainingMinor, plan.currency),
    createdAt: (at ?? new Date(0)).toISOString(),
    allowed: [],
    waysOut: [],
  }
}

type Amounts = Pick<
  RefundLineRow,
  'unit_id' | 'goods_minor' | 'goods_tax_minor' | 'shipping_minor' | 'shipping_tax_minor' | 'fee_minor'
>

function amountsOf(
  order: OrderRecord,
  lines: readonly Amounts[],
): Pick<Refund, 'lines' | 'shippingAmount' | 'feesAmount'> {
  const { currency } = order.row
  const itemOfUnit = new Map(order.units.map((unit) => [unit.id, unit.item_id]))
  const of = (itemId: string) =>
    lines.filter((line) => line.goods_minor > 0 && itemOfUnit.get(line.unit_id ?? '') === itemId)
  return {
    lines: order.items
      .filter((item) => of(item.id).length > 0)
      .map((item) => ({
        item: item.id,
        title: item.title,
        quantity: new Set(of(item.id).map((line) => line.unit_id)).size,
        amount: money(sum(of(item.id), 'goods_minor'), currency),
        tax: money(sum(of(item.id), 'goods_tax_minor'), currency),
      })),
    shippingAmount: money(sum(lines, 'shipping_minor'), currency),
    feesAmount: money(sum(lines, 'fee_minor'), currency),
  }
}

function movementShape(
  order: OrderRecord,
  movement: MovementRow,
  methodLabels: ReadonlyMap<string, string>,
): Refund['perTender'][number] {
  const tender = order.tenders.find((each) => each.id === movement.tender_id)
  return {
    id: movement.id,
    tender: movement.tender_id,
    label:
      movement.target_kind === 'store_credit'
        ? 'Store credit'
        : (methodLabels.get(movement.target_id) ?? (tender ? labelOf(tender) : 'Original payment method')),
    targetKind: movement.target_kind,
    targetId: movement.target_id,
    amount: money(movement.amount_minor, movement.currency),
    state: movement.state,
    expectedBy: movement.expected_by?.toISOString() ?? null,
    settledAt: movement.settled_at?.toISOString() ?? null,
    failureCode: movement.failure_code,
    madeGoodBy: movement.made_good_by,
  }
}

async function methodLabels(reader: Reader, details: readonly RefundDetail[]): Promise<Map<string, string>> {
  const withMethods = details.filter((detail) => detail.movements.some((movement) => movement.target_kind === 'method'))
  const methods = await paymentMethodsOf(reader, [...new Set(withMethods.map((detail) => detail.row.customer_id))])
  return new Map(methods.map((method) => [method.id, labelOf(method)]))
}

function sum<K extends string>(rows: readonly { [key in K]: number }[], field: K): number {
  return rows.reduce((total, row) => total + row[field], 0)
}
