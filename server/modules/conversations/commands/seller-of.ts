import { findOrder } from '#modules/orders'
import { findSellers, type SellerRecord } from '#modules/sellers'
import { invalid, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { FoundSubject } from '../subject.ts'

/**
 * Who sold what a shopper wants to ask the seller about: of an item its seller, of anything else of an order the one seller in
 * it. Refuses `no_seller` where the store sold it itself.
 */
export async function sellerOf(work: Work, subject: FoundSubject | undefined): Promise<SellerRecord> {
  if (work.actor.kind !== 'shopper' && work.actor.kind !== 'guest')
    return invalid('to', 'Only shoppers write to sellers. Leave it out.')
  if (!subject?.orderId)
    return invalid('about', 'Say what you ask the seller about: an item of an order.', 'missing_field')
  const { items } = await findOrder(work, subject.orderId)
  const meant = subject.kind === 'item' ? items.filter((item) => item.id === subject.id) : items
  const ids = [...new Set(meant.flatMap((item) => item.seller_id ?? []))]
  if (ids.length > 1) return invalid('about', 'Several sellers sold this order. Name the item.', 'item_ambiguous')
  const [seller] = await findSellers(work, ids)
  return seller ?? refuse('no_seller', undefined, 'We sold this ourselves. Write to us, and we’ll help you.')
}
