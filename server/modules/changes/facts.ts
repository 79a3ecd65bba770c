import { findCustomer } from '#modules/customers'
import { loadShipmentHeads, parcelsByUnit, type ShipmentHead } from '#modules/deliveries'
import type { ItemRow, OrderRecord, UnitRow } from '#modules/orders'
import { loadPolicyFor, type PolicyScope, resolvePolicy, type Resolved } from '#modules/policy'
import { findSellers } from '#modules/sellers'
import type { Reader } from '#platform/work'
import type { ParcelFacts } from './rules.ts'

/** The rules as they stand for some units of an order, and where its parcels are. */
export interface ChangeSetting {
  resolved: Resolved
  scope: PolicyScope
  policyVersionId: string
  parcels: ParcelFacts[]
}

/** Gathers what every kind of change needs, in a handful of queries. */
export async function settingOf(reader: Reader, order: OrderRecord, units: readonly UnitRow[]): Promise<ChangeSetting> {
  const items = itemsOf(order, units)
  const sellerIds = items.flatMap((item) => (item.seller_id ? [item.seller_id] : []))
  const [version, heads, customer, sellers] = await Promise.all([
    loadPolicyFor(reader, { placedAt: order.row.placed_at, history: order.row.history }),
    loadShipmentHeads(reader, [order.row.id]),
    findCustomer(reader, order.row.customer_id),
    findSellers(reader, sellerIds),
  ])
  const value = { amountMinor: units.reduce((sum, unit) => sum + unit.goods_minor, 0), currency: order.row.currency }
  const scope: PolicyScope = {
    country: order.row.ship_to_country,
    category: items[0]?.category ?? null,
    seller: sellers.find((seller) => seller.id === sellerIds[0])?.reference ?? null,
    tier: customer.tier,
    value,
    businessBuyer: order.row.business_buyer,
  }
  return {
    resolved: resolvePolicy(version.ruleset, scope),
    scope,
    policyVersionId: version.id,
    parcels: parcelFacts(order, heads),
  }
}

/** Parcels with the units that stand for what is in them now: a label made before a variant was changed counts for the new one. */
export function parcelFacts(order: OrderRecord, heads: readonly ShipmentHead[]): ParcelFacts[] {
  const parcelOf = [...parcelsByUnit(order, heads)]
  return heads.map((head) => ({
    state: head.row.state,
    deliveredAt: head.row.delivered_at,
    unitIds: parcelOf.flatMap(([unitId, parcel]) => (parcel === head ? [unitId] : [])),
  }))
}

/** The items that some units belong to, in the order's own order. */
export function itemsOf(order: OrderRecord, units: readonly UnitRow[]): ItemRow[] {
  const ids = new Set(units.map((unit) => unit.item_id))
  return order.items.filter((item) => ids.has(item.id))
}
