import { findCustomers } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { firstNameSeen } from '#modules/sellers'
import { forbidden } from '#platform/errors'
import type { Reader } from '#platform/work'

/** The seller who asks; 403 for everybody else. */
export function sellerIdOf({ actor }: Reader): string {
  return actor.kind === 'seller' ? actor.sellerId : forbidden('This is for sellers.')
}

/** Whoever bought these orders, as far as a seller learns it: a first name, and roughly where. By order. */
export async function shoppersOf(
  reader: Reader,
  orders: readonly OrderRecord[],
): Promise<Map<string, { firstName: string; city: string; country: string }>> {
  const customers = await findCustomers(reader, [...new Set(orders.map(({ row }) => row.customer_id))])
  return new Map(
    orders.map(({ row }) => {
      const name = customers.get(row.customer_id)?.name || row.ship_to.name || ''
      return [row.id, { firstName: firstNameSeen(name), city: row.ship_to.city, country: row.ship_to_country }]
    }),
  )
}

/** The units and items of a seller in an order, and nothing else of it. */
export function partOf(order: OrderRecord, sellerId: string): OrderRecord {
  const items = order.items.filter((item) => item.seller_id === sellerId)
  const ids = new Set(items.map((item) => item.id))
  return { ...order, items, units: order.units.filter((unit) => ids.has(unit.item_id)), tenders: [], disputes: [] }
}
