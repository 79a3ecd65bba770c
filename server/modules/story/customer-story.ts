import { customerIdsOf, findPerson, paymentMethodsOf } from '#modules/customers'
import { listOrders } from '#modules/orders'
import { presentProblems, problemsOf } from '#modules/problems'
import { presentRefunds, refundsOf, storeCreditOf } from '#modules/refunds'
import { presentTrust } from '#modules/trust'
import type { Reader } from '#platform/work'
import type { CustomerStory } from './contract.ts'
import { loadStories } from './load-orders.ts'
import { presentOrder } from './present-order.ts'

// What somebody can take in at a glance; the rest is in the list of orders.
const ORDERS_SHOWN = 30

/** The whole story of a shopper, for the people who help. */
export async function showCustomerStory(reader: Reader, { id }: { id: string }): Promise<CustomerStory> {
  const customer = await findPerson(reader, id)
  const customerIds = await customerIdsOf(reader, customer.id)
  const page = await listOrders(reader, { customerIds, limit: ORDERS_SHOWN })
  const [stories, methods, credit, trust, problems, refunds] = await Promise.all([
    loadStories(reader, page.ids),
    paymentMethodsOf(reader, customerIds),
    storeCreditOf(reader, customerIds),
    presentTrust(reader, customer.id),
    problemsOf(reader, page.ids),
    refundsOf(reader, page.ids),
  ])
  return {
    customer: {
      id: customer.id,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      since: customer.customerSince.toISOString(),
      tier: customer.tier,
      paymentMethods: methods.map(({ id: methodId, label, kind, balance }) => ({ id: methodId, label, kind, balance })),
      storeCredit: credit,
    },
    trust,
    orders: stories.map(presentOrder),
    problems: (await presentProblems(reader, problems)).reverse(),
    refunds: (
      await presentRefunds(
        reader,
        refunds.map(({ row }) => row.id),
      )
    ).reverse(),
  }
}
