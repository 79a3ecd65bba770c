import {
  addressesOf,
  customerIdsOf,
  type CustomerRecord,
  findCustomer,
  findPerson,
  paymentMethodsOf,
} from '#modules/customers'
import { countConversationsOf } from '#modules/conversations'
import { countOrdersOf } from '#modules/orders'
import { countReturnsOf } from '#modules/returns'
import { presentTrust } from '#modules/trust'
import type { Reader } from '#platform/work'
import type { PersonMergePreview } from './contract.ts'
import { whyNotMerge } from './why-not-merge.ts'

/** What would come together if one shopper were merged into another, and what stands against it. */
export async function previewMerge(reader: Reader, input: { id: string; into: string }): Promise<PersonMergePreview> {
  const [joining, into] = [await findCustomer(reader, input.id), await findPerson(reader, input.into)]
  return {
    customer: await sideOf(reader, joining),
    into: await sideOf(reader, into),
    seeEachOther: joining.emailVerified && into.emailVerified,
    hindrance: await whyNotMerge(reader, joining.id, into.id),
  }
}

async function sideOf(reader: Reader, customer: CustomerRecord): Promise<PersonMergePreview['customer']> {
  const ids = await customerIdsOf(reader, customer.id)
  const [orders, conversations, returns, methods, addresses, trust] = [
    await countOrdersOf(reader, ids),
    await countConversationsOf(reader, ids),
    await countReturnsOf(reader, ids),
    await paymentMethodsOf(reader, ids),
    await addressesOf(reader, ids),
    await presentTrust(reader, customer.id),
  ]
  return {
    id: customer.id,
    name: customer.name,
    email: customer.email,
    emailVerified: customer.emailVerified,
    phone: customer.phone,
    orders: [...orders.values()].reduce((sum, count) => sum + count, 0),
    conversations,
    returns,
    paymentMethods: methods.length,
    addresses: addresses.length,
    risk: trust.band,
  }
}
