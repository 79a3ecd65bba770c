import { findOrder } from '#modules/orders'
import { guest, key, administrator, shopper, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { money } from '#platform/money'
import { notFound } from '#platform/errors'
import { refundByStaff } from './commands/refund-by-staff.ts'
import { settleByHand } from './commands/settle-by-hand.ts'
import { takeWayOut } from './commands/take-way-out.ts'
import { refunds } from './contract.ts'
import { balancesOf } from './load-balances.ts'
import { presentDetails } from './present.ts'
import { hiddenFrom, isRefundShownTo } from './is-for-somebody-else.ts'
import { loadRefunds, refundsOf } from './queries.ts'

export const refundRoutes = routes(refunds, {
  'POST /refunds': { who: [staff('associate'), administrator], command: refundByStaff },
  'POST /refunds/:id/way-out': { who: [shopper, guest, staff('associate'), administrator], command: takeWayOut },
  'POST /refunds/:id/by-hand': { who: [staff('lead'), administrator], command: settleByHand },
  'GET /refunds/:id': {
    who: [shopper, guest, staff('associate'), key('read')],
    query: async (reader, { id }) => {
      const [detail] = await loadRefunds(reader, [id])
      if (!detail || !isRefundShownTo(reader, detail)) return notFound('refund')
      // Whoever may see the order may see its refunds; another's is "not found".
      await findOrder(reader, detail.row.order_id, 'refund')
      const [shown] = await presentDetails(reader, [detail])
      return shown ?? notFound('refund')
    },
  },
  'GET /orders/:id/refunds': {
    who: [shopper, guest, staff('associate'), key('read')],
    query: async (reader, { id }) => {
      const order = await findOrder(reader, id)
      const details = await refundsOf(reader, [order.row.id])
      const data = await presentDetails(
        reader,
        details.filter((detail) => isRefundShownTo(reader, detail)),
      )
      const balance = (await balancesOf(reader, [order])).get(order.row.id)
      const hidden = hiddenFrom(reader, details).get(order.row.id) ?? 0
      return { data, remaining: money((balance?.remainingMinor ?? 0) + hidden, order.row.currency) }
    },
  },
})
