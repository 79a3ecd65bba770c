import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { findStore } from '#modules/stores'
import { businessDaysAfter } from '#platform/time'
import type { Work } from '#platform/work'
import type { ReturnRecord } from '../record.ts'
import { moneyOverdue } from '../timers/tokens.ts'

/**
 * The goods are back: by when the money goes, whatever the warehouse or the seller do meanwhile. (policy: refund.after_receipt.own,
 * refund.after_receipt.seller, refund.without_inspection)
 */
export async function setMoneyOverdue(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  resolved: Resolved,
): Promise<void> {
  const waiting = record.units.some((unit) => unit.money === 'planned')
  if (!waiting && record.row.send_at !== 'receipt') return
  const store = await findStore(work)
  const itemIds = new Set(record.lines.map((line) => line.item_id))
  const isSellers = orders.some((order) => order.items.some((item) => itemIds.has(item.id) && item.seller_id !== null))
  const days =
    record.row.refund_at === 'inspection'
      ? resolved.get('refund.without_inspection')
      : resolved.get(isSellers ? 'refund.after_receipt.seller' : 'refund.after_receipt.own')
  const due = businessDaysAfter(work.now, days, { country: store.country, zone: store.timeZone })
  await work.setTimer(moneyOverdue, due, { returnId: record.row.id }, { key: record.row.id })
}
