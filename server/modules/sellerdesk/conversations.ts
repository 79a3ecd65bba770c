import { findSeller, firstNameSeen } from '#modules/sellers'
import type { Conversation } from '#contract/conversations'
import { listConversations, loadConversations } from '#modules/conversations'
import { findCustomers } from '#modules/customers'
import { loadOrders } from '#modules/orders'
import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import { findStore } from '#modules/stores'
import { addHours } from '#platform/time'
import type { Reader } from '#platform/work'
import type { SellerConversation } from './contract.ts'
import { sellerIdOf } from './whose.ts'

/** A page of what shoppers and a seller write to each other, the newest first. */
export async function listOwnConversations(
  reader: Reader,
  input: { state?: 'open' | 'resolved' | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: SellerConversation[]; nextCursor: string | null }> {
  const { data, nextCursor } = await listConversations(reader, input)
  return { data: await withFacts(reader, data), nextCursor }
}

/** Each with whom it is with, which item it is about, and by when it wants an answer. */
export async function withFacts(reader: Reader, shown: readonly Conversation[]): Promise<SellerConversation[]> {
  const sellerId = sellerIdOf(reader)
  const rows = await loadConversations(
    reader,
    shown.map(({ id }) => id),
  )
  const orderIds = [...new Set([...rows.values()].flatMap((row) => row.order_id ?? []))]
  const orders = new Map((await loadOrders(reader, orderIds)).map((order) => [order.row.id, order]))
  const customers = await findCustomers(reader, [
    ...new Set([...rows.values()].flatMap((row) => row.customer_id ?? [])),
  ])
  const hours = await hoursToAnswer(reader, sellerId)
  return shown.map((conversation) => {
    const row = rows.get(conversation.id)
    const order = orders.get(row?.order_id ?? '')
    const own = order?.items.filter((item) => item.seller_id === sellerId) ?? []
    const item = own.find(({ id }) => row?.about_kind === 'item' && id === row.about_id) ?? own[0]
    const waitingSince = row?.state === 'open' ? row.waiting_since : null
    return {
      conversation,
      shopper: { firstName: firstNameSeen(customers.get(row?.customer_id ?? '')?.name ?? '') },
      order: order && own.length > 0 ? { id: order.row.id, reference: order.row.reference } : null,
      item: item ? { id: item.id, title: item.title, imageUrl: item.image_url } : null,
      waitingSince: waitingSince?.toISOString() ?? null,
      answerBy: waitingSince ? addHours(waitingSince, hours).toISOString() : null,
    }
  })
}

/** policy: seller.message_answer.hard */
async function hoursToAnswer(reader: Reader, sellerId: string): Promise<number> {
  const { ruleset } = await loadPolicyNow(reader)
  const { country } = await findStore(reader)
  return resolvePolicy(ruleset, { country, seller: (await findSeller(reader, sellerId)).reference }).get(
    'seller.message_answer.hard',
  )
}
