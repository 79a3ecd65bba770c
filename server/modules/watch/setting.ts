import { findCustomers } from '#modules/customers'
import type { OrderRecord, UnitRow } from '#modules/orders'
import { loadPoliciesFor, type PolicyScope, type PolicyVersion, resolvePolicy, type Resolved } from '#modules/policy'
import { findSellers } from '#modules/sellers'
import { findStore, type StoreRecord } from '#modules/stores'
import type { Reader } from '#platform/work'
import { zoneOf } from '#platform/zone-of'

/** The rules of an order as they stand for the things concerned, and where it goes. */
export interface Setting {
  order: OrderRecord
  store: StoreRecord
  version: PolicyVersion
  scope: PolicyScope
  resolved: Resolved
  zone: string
  crossBorder: boolean
}

/** The settings of some orders, in a constant number of queries. @param concerned which units it is about; all of them unless given */
export async function settingsOf(
  reader: Reader,
  orders: readonly OrderRecord[],
  concerned?: (order: OrderRecord) => readonly UnitRow[],
): Promise<Map<string, Setting>> {
  const customers = await findCustomers(reader, [...new Set(orders.map(({ row }) => row.customer_id))])
  const sellers = await findSellers(
    reader,
    orders.flatMap(({ items }) => items.flatMap((item) => item.seller_id ?? [])),
  )
  const versions = await loadPoliciesFor(
    reader,
    orders.map(({ row }) => ({ placedAt: row.placed_at, history: row.history })),
  )
  const store = await findStore(reader)
  return new Map(
    orders.map((order, index) => {
      const { row } = order
      const units = concerned?.(order) ?? order.units
      const items = order.items.filter((item) => units.some((unit) => unit.item_id === item.id))
      const sellerId = items.find((item) => item.seller_id)?.seller_id
      const customer = customers.get(row.customer_id)
      const scope: PolicyScope = {
        country: row.ship_to_country,
        category: items[0]?.category ?? null,
        seller: sellers.find(({ id }) => id === sellerId)?.reference ?? null,
        tier: customer?.tier ?? null,
        value: { amountMinor: units.reduce((sum, unit) => sum + unit.goods_minor, 0), currency: row.currency },
        businessBuyer: row.business_buyer,
      }
      const version = versions[index] as PolicyVersion
      return [
        row.id,
        {
          order,
          store,
          version,
          scope,
          resolved: resolvePolicy(version.ruleset, scope),
          zone: zoneOf(row.ship_to, customer?.timeZone ?? store.timeZone),
          crossBorder: row.ship_to_country !== store.country,
        },
      ]
    }),
  )
}
