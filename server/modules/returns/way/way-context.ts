import type { Address } from '#contract/customers'
import { pointOfPostalCode, type Point } from '#modules/deliveries'
import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { findStore, type StoreRecord } from '#modules/stores'
import { zoneOf } from '#platform/zone-of'
import type { Reader } from '#platform/work'
import { resolvedOf } from '../resolved-of.ts'

/** Where a return starts from and by which rules. */
export interface WayContext {
  store: StoreRecord
  resolved: Resolved
  address: Address
  country: string
  zone: string
  /** Null when nobody knows where that is. */
  near: Point | null
}

/** The rules of the order, and the place that the goods come from: the address they were sent to. */
export async function wayContext(
  reader: Reader,
  order: OrderRecord,
  given: { resolved?: Resolved | undefined; near?: Point | null | undefined } = {},
): Promise<WayContext> {
  const { row } = order
  const store = await findStore(reader)
  const resolved = given.resolved ?? (await resolvedOf(reader, order))
  return {
    store,
    resolved,
    address: row.ship_to,
    country: row.ship_to_country,
    zone: zoneOf({ country: row.ship_to_country, region: row.ship_to.region }, store.timeZone),
    near: given.near === undefined ? await pointOfAddress(reader, row.ship_to) : given.near,
  }
}

/** The point of an address: its own, else that of its postal code; null when neither is known. */
export async function pointOfAddress(reader: Reader, address: Address): Promise<Point | null> {
  if (address.geo) return { lat: address.geo.lat, lng: address.geo.lng }
  const { postalCode, country } = address
  return postalCode ? ((await pointOfPostalCode(reader, { postalCode, country })) ?? null) : null
}
