import { isBankLooking, markMoneyMoved, settleUnits, type OrderRecord } from '#modules/orders'
import { authorizeRefund, balanceOfOrder, refundsOf, type RefundRecord } from '#modules/refunds'
import type { Work } from '#platform/work'
import { returnPaid } from '../events.ts'
import { moneyMachine } from '../machine.ts'
import type { ReturnRecord } from '../record.ts'
import { notePayouts } from '../payouts.ts'
import { isDue, isOwed, partsOfDue, type PayMoment, waitsForBank } from '../rules.ts'
import type { ReturnUnitRow } from '../tables.ts'
import { aboutReturn } from './about-return.ts'
import { saveReturn } from './save-return.ts'

export interface PayInput {
  unitIds: readonly string[]
  /** What has come. Money that was decided for an earlier moment is due as well; for a later one it is not yet. */
  moment: PayMoment
}

/**
 * Sets the money of units going, for whoever has locked the return: see `payUnits`. Gives nothing that is sent, and closes nothing.
 * @returns the refunds that were made
 */
export async function payUnder(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  input: PayInput,
): Promise<RefundRecord[]> {
  const due = record.units.filter((unit) => input.unitIds.includes(unit.unit_id) && isPayable(record, unit, input))
  const made: RefundRecord[] = []
  for (const order of orders) {
    const lineIds = new Set(record.lines.filter((line) => line.order_id === order.row.id).map((line) => line.id))
    const units = due.filter((unit) => lineIds.has(unit.line_id))
    if (units.length > 0) made.push(...(await payOfOrder(work, record, order, units)))
  }
  if (due.length === 0) return made
  await notePayouts(work, record, made, input.moment)
  await work.emit(returnPaid, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orders.map((order) => order.row.id),
    unitIds: due.map((unit) => unit.unit_id),
    refundIds: made.map((refund) => refund.id),
    moment: input.moment,
  })
  return made
}

/** A bank has decided about a payment of an order: what could not be paid before is paid now, as far as the bank has not. */
export async function payAfterBank(work: Work, record: ReturnRecord, order: OrderRecord): Promise<void> {
  const lineIds = new Set(record.lines.filter((line) => line.order_id === order.row.id).map((line) => line.id))
  const units = record.units.filter((unit) => lineIds.has(unit.line_id) && waitsForBank(unit))
  if (units.length === 0 || isBankLooking(order)) return
  const made = await payOfOrder(work, record, order, units)
  await work.emit(returnPaid, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: [order.row.id],
    unitIds: units.map((unit) => unit.unit_id),
    refundIds: made.map((refund) => refund.id),
    moment: 'overdue',
  })
}

function isPayable(record: ReturnRecord, unit: ReturnUnitRow, { moment }: PayInput): boolean {
  const line = record.lines.find((each) => each.id === unit.line_id)
  const pays = record.row.resolution === 'refund' || record.row.resolution === 'store_credit'
  const found = unit.inspection !== 'missing' && unit.inspection !== 'wrong_item'
  return (
    pays &&
    line?.approval === 'approved' &&
    found &&
    moneyMachine.can(unit.money, 'pay') &&
    isDue(record.row.refund_at, moment)
  )
}

async function payOfOrder(
  work: Work,
  record: ReturnRecord,
  order: OrderRecord,
  units: readonly ReturnUnitRow[],
): Promise<RefundRecord[]> {
  const { row } = record
  const about = { kind: 'return', id: row.id }
  const paid = await paidBefore(work, order.row.id, row.id)
  const unitIds = units.map((unit) => unit.unit_id)
  const settledBy = ({ unit_id: id }: ReturnUnitRow) => order.units.find((unit) => unit.id === id)?.settled_by ?? null
  const due = units
    .filter((unit) => isOwed(unit, settledBy(unit)))
    .flatMap((unit) => partsOfDue(unit, paid.get(unit.unit_id)))
  const open = units.filter((unit) => settledBy(unit) === null).map((unit) => unit.unit_id)
  const { perUnit } = await balanceOfOrder(work, order)
  const owedMinor = due.reduce(
    (sum, { unitId, part, amountMinor }) =>
      sum + Math.min(amountMinor, perUnit[unitId]?.[part].remaining ?? amountMinor),
    0,
  )
  const refund = await authorizeRefund(work, {
    order,
    // What had a part of it before is made good already, and its rest is due all the same.
    ...(open.length < units.length ? {} : { unitIds }),
    exactly: due,
    reason: 'return',
    about,
    requestedBy: row.requested_by,
    target: targetOf(record),
  })
  if (refund) {
    await settleUnits(work, open, `refund:${refund.id}`)
    await markMoneyMoved(work, unitIds)
  }
  // A bank looks into the payment and may give it back or not: what cannot be paid before that is owed, and follows.
  const waits = isBankLooking(order) && (refund?.row.amount_minor ?? 0) < owedMinor
  // Nothing is left to pay, because it came back otherwise: then there is nothing to wait for either.
  const done = !waits && (refund === null || refund.row.state === 'succeeded')
  await saveReturn(work, record, {
    units: units.map((unit) => ({
      ids: [unit.unit_id],
      set: {
        money: done ? 'succeeded' : waitsForBank(unit) ? unit.money : moneyMachine.next(unit.money, 'pay'),
        ...(waits ? { refund_id: null } : refund ? { refund_id: refund.id } : {}),
      },
    })),
  })
  return refund ? [refund] : []
}

/** What refunds of this return have paid for each unit and that still counts: what failed does not. */
async function paidBefore(
  work: Work,
  orderId: string,
  returnId: string,
): Promise<Map<string, { goods: number; shipping: number; fees: number }>> {
  const paid = new Map<string, { goods: number; shipping: number; fees: number }>()
  for (const { row, lines } of await refundsOf(work, [orderId])) {
    if (row.about_kind !== 'return' || row.about_id !== returnId) continue
    for (const line of lines) {
      if (!line.counted || line.unit_id === null) continue
      const sums = paid.get(line.unit_id) ?? { goods: 0, shipping: 0, fees: 0 }
      paid.set(line.unit_id, {
        goods: sums.goods + line.goods_minor,
        shipping: sums.shipping + line.shipping_minor,
        fees: sums.fees + line.fee_minor,
      })
    }
  }
  return paid
}

/** Store credit and another method go as they were agreed; null is the way it was paid. */
function targetOf({ row }: ReturnRecord) {
  // A gift's value is the recipient's, whoever paid.
  if (row.origin === 'gift') return { storeCreditOf: row.customer_id }
  if (row.resolution === 'store_credit' || row.refund_target === 'store_credit') return 'store_credit' as const
  if (row.refund_target === null) return undefined
  return { paymentMethodId: row.refund_target, outside: true }
}
