import { identityIdsOf, paymentMethodsOf } from '#modules/customers'
import { listOrders, loadOrders, type OrderRecord } from '#modules/orders'
import { isRefundShownTo, labelOf, refundsOf, storeCreditOf, type RefundDetail } from '#modules/refunds'
import { money } from '#platform/money'
import type { OutputOf } from '#platform/contract/contract'
import type { PageAsked } from '#platform/contract/time-page'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { PaymentSummary, statements } from './contract.ts'
import { headOf } from './payments-of-order.ts'
import { sumsOf, type Sums } from './totals.ts'
import { whoseOf } from './whose.ts'

type Route = (typeof statements)['GET /me/payments']

/** A page of the shopper's orders with what each cost in the end, newest first; of a guest the one order. */
export async function listPayments(
  reader: Reader,
  { limit = limits.page.size, cursor }: PageAsked,
): Promise<OutputOf<Route['output']>> {
  const { customerIds, orderId } = await whoseOf(reader)
  const page = orderId ? { ids: [orderId], nextCursor: null } : await listOrders(reader, { customerIds, limit, cursor })
  const orders = await loadOrders(reader, page.ids)
  const refunds = await refundsOf(reader, page.ids)
  const byOrder = Map.groupBy(
    refunds.filter((detail) => isRefundShownTo(reader, detail)),
    (detail) => detail.row.order_id,
  )
  // What the balances of a merged account are, is for itself to see.
  const { actor } = reader
  const owners = cursor === undefined && actor.kind === 'shopper' ? await identityIdsOf(reader, actor.customerId) : []
  return {
    data: orders.map((order) => summaryOf(order, byOrder.get(order.row.id) ?? [])),
    nextCursor: page.nextCursor,
    storeCredit: (await storeCreditOf(reader, owners)).filter((each) => each.amountMinor > 0),
    giftCards: await giftCardsOf(reader, owners),
  }
}

function summaryOf(order: OrderRecord, refunds: readonly RefundDetail[]): PaymentSummary {
  const sums = sumsOf({ tenders: order.tenders, disputes: order.disputes, refunds })
  const of = (amountMinor: number) => money(amountMinor, order.row.currency)
  return {
    order: headOf(order),
    charged: of(sums.charged),
    givenBack: of(sums.givenBack + sums.byTheBank),
    onItsWay: of(sums.onItsWay),
    onTop: of(sums.onTop),
    paid: of(sums.paid),
    news: newsOf(order, refunds, sums),
  }
}

function newsOf(order: OrderRecord, refunds: readonly RefundDetail[], sums: Sums): PaymentSummary['news'] {
  const lost = refunds
    .flatMap((refund) => refund.movements)
    .some(({ state, made_good_by: by }) => (state === 'failed' || state === 'reversed') && by === null)
  if (lost) return 'not_arrived'
  if (sums.atTheBank > 0) return 'chargeback'
  if (sums.onItsWay > 0) return 'on_its_way'
  return sums.charged === 0 && order.row.total_minor > 0 && order.row.canceled_at === null ? 'not_charged_yet' : 'none'
}

/** Gift cards and store credit from elsewhere on which something is left. */
async function giftCardsOf(reader: Reader, customerIds: readonly string[]) {
  const methods = await paymentMethodsOf(reader, customerIds)
  return methods.flatMap((method) =>
    method.balance && method.balance.amountMinor > 0 ? [{ label: labelOf(method), balance: method.balance }] : [],
  )
}
