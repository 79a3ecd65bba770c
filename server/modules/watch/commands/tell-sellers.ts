import { queueNotification } from '#modules/notifications'
import type { OrderRecord, UnitRow } from '#modules/orders'
import { sellerContacts } from '#modules/sellers'
import type { Work } from '#platform/work'
import { thingsIn } from '../things.ts'

/** The moment a promise breaks, whoever sold it is told too: each seller about their own things, with what can still be done. */
export async function tellSellers(
  work: Work,
  {
    order,
    units,
    turn,
    sent,
    promisedBy,
    key,
  }: {
    order: OrderRecord
    units: readonly UnitRow[]
    turn: 'at_risk' | 'missed'
    sent: boolean
    promisedBy: Date
    key: string
  },
): Promise<void> {
  const sellerOf = new Map(order.items.map((item) => [item.id, item.seller_id]))
  for (const [sellerId, theirs] of Map.groupBy(units, (unit) => sellerOf.get(unit.item_id) ?? null)) {
    if (sellerId === null) continue
    for (const address of await sellerContacts(work, sellerId))
      await queueNotification(work, {
        template: 'seller_promise',
        params: {
          things: thingsIn(order, theirs),
          turn,
          sent: sent ? 'yes' : 'no',
          promised: { day: promisedBy },
        },
        to: { address },
        dedupeKey: `seller-promise:${turn}:${key}:${sellerId}:${address}`,
        about: { kind: 'order', id: order.row.id },
        order: order.row.reference,
        path: `/seller/orders/${order.row.id}`,
      })
  }
}
