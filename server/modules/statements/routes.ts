import { guest, shopper } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { statements } from './contract.ts'
import { issueInvoice } from './invoice/issue-invoice.ts'
import { presentInvoice } from './invoice/present-invoice.ts'
import { findInvoice } from './invoice/queries.ts'
import { listPayments } from './list-payments.ts'
import { paymentsOfOrder } from './payments-of-order.ts'
import { searchCharges } from './search/search-charges.ts'
import { findOrder } from '#modules/orders'

export const statementRoutes = routes(statements, {
  'GET /me/payments': { who: [shopper, guest], query: listPayments },
  'GET /me/payments/:order': {
    who: [shopper, guest],
    query: (reader, { order }) => paymentsOfOrder(reader, order),
  },
  // Direct, because the first look gives it its number; every other one only reads.
  'GET /me/payments/:order/invoice': {
    who: [shopper, guest],
    limit: { perMinute: 60, by: 'actor' },
    direct: async ({ input, read, transact }) => {
      const { row } = await findOrder(read(), input.order)
      const known = await findInvoice(read(), row.id)
      return presentInvoice(known ?? (await transact((work) => issueInvoice(work, input))))
    },
  },
  'GET /me/charges/search': {
    who: [shopper, guest],
    limit: { perMinute: 60, by: 'actor' },
    query: searchCharges,
  },
})
