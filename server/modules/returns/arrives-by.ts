import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { findStore } from '#modules/stores'
import { businessDaysAfter, endOfLocalDay } from '#platform/time'
import type { Reader } from '#platform/work'
import { zoneOf } from '#platform/zone-of'

/** By when what is sent now arrives (policy `replace.arrives_within`); a later date of the storefront replaces it. */
export async function arrivesBy(reader: Reader, order: OrderRecord, resolved: Resolved): Promise<Date> {
  const store = await findStore(reader)
  const zone = zoneOf({ country: order.row.ship_to_country, region: order.row.ship_to.region }, store.timeZone)
  const days = resolved.get('replace.arrives_within')
  return endOfLocalDay(businessDaysAfter(reader.now, days, { country: store.country, zone }), zone)
}
