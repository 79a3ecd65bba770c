import { heirOf, loadOrders } from '#modules/orders'
import { balancesOf } from '#modules/refunds'
import type { Work } from '#platform/work'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { payUnder } from './pay-under.ts'
import { saveReturn } from './save-return.ts'

/**
 * What was to be sent instead cannot be: the money comes back, all of it, with what an exchange had cost more. At once for what is
 * back already, when it arrives for the rest.
 */
export async function refundInstead(work: Work, record: ReturnRecord, unitIds: readonly string[]): Promise<void> {
  const orders = await loadOrders(work, orderIdsOf(record))
  const balances = await balancesOf(work, orders)
  const seller = new Set(record.lines.filter((line) => line.payer === 'seller').map((line) => line.id))
  await saveReturn(work, record, {
    row: { resolution: 'refund', refund_at: record.row.refund_at === 'never' ? 'receipt' : record.row.refund_at },
    units: record.units
      .filter((unit) => unitIds.includes(unit.unit_id) && unit.money === 'none')
      .map((unit) => {
        const order = orders.find((each) => each.units.some(({ id }) => id === unit.unit_id))
        const heirId = order && heirOf(order, unit.unit_id)?.id
        const left = order && heirId ? balances.get(order.row.id)?.perUnit[heirId] : undefined
        const more = seller.has(unit.line_id)
        const shipping = more ? (left?.shipping.remaining ?? 0) : 0
        const fees = more ? (left?.fees.remaining ?? 0) : 0
        return {
          ids: [unit.unit_id],
          set: {
            money: 'planned' as const,
            planned_minor: (left?.goods.remaining ?? 0) + shipping + fees,
            planned_shipping_minor: shipping,
            planned_fees_minor: fees,
            fee_minor: 0,
            replacement_id: null,
            refund_id: null,
          },
        }
      }),
  })
  const back = record.units.filter((unit) => unitIds.includes(unit.unit_id) && unit.logistics === 'delivered')
  if (back.length > 0)
    await payUnder(work, record, orders, { unitIds: back.map((unit) => unit.unit_id), moment: 'receipt' })
}
