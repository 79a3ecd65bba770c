import type { OrderRecord } from '#modules/orders'
import type { Reader } from '#platform/work'
import type { OrderBalance } from './balance.ts'
import { balancesOf } from './load-balances.ts'
import { refuseRefund, type PlannedMovement, type RefundPlan } from './plan-refund.ts'
import { refundsOf } from './queries.ts'

/**
 * Goodwill as store credit, on top of what was paid: it uses up nothing of what can still be refunded. All of it together is never
 * more than was paid for the order; beyond that it refuses `exceeds_refundable` with what is left of it.
 */
export async function planCredit(reader: Reader, order: OrderRecord, amountMinor: number): Promise<RefundPlan> {
  const balance = (await balancesOf(reader, [order])).get(order.row.id) as OrderBalance
  const paidMinor = order.tenders.reduce((sum, tender) => sum + tender.captured_minor, 0)
  const leftMinor = Math.max(0, paidMinor - (await givenMinor(reader, order)))
  if (amountMinor > leftMinor)
    refuseRefund({ code: 'exceeds_refundable', remainingMinor: leftMinor }, order.row.currency)
  return {
    orderId: order.row.id,
    currency: order.row.currency,
    amountMinor,
    movements: [creditMovement(order, amountMinor, reader.now)],
    unitIds: [],
    coveredUnitIds: [],
    remainingMinor: balance.remainingMinor,
    balance,
  }
}

/** Store credit that comes from no tender. */
export function creditMovement(order: OrderRecord, amountMinor: number, now: Date): PlannedMovement {
  const nothing = { goodsMinor: 0, goodsTaxMinor: 0, shippingMinor: 0, shippingTaxMinor: 0, feeMinor: 0 }
  return {
    tenderId: null,
    targetKind: 'store_credit',
    targetId: order.row.customer_id,
    methodId: null,
    label: 'Store credit',
    amountMinor,
    atOnce: true,
    expectedBy: now,
    lines: [{ unitId: null, ...nothing, otherMinor: amountMinor }],
  }
}

async function givenMinor(reader: Reader, order: OrderRecord): Promise<number> {
  const movements = (await refundsOf(reader, [order.row.id])).flatMap((refund) => refund.movements)
  return movements
    .filter((movement) => movement.tender_id === null && movement.target_kind === 'store_credit')
    .reduce((sum, movement) => sum + movement.amount_minor, 0)
}
