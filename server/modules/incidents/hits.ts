import { awaitedUnits, listParcelsShipped, loadShipmentHeads } from '#modules/deliveries'
import { listOrdersPlaced, loadOrders, ordersAmong, productIdOf, type OrderTraits } from '#modules/orders'
import { findSeller } from '#modules/sellers'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { IncidentFilter } from './contract.ts'

/** An order that an incident hits. */
export interface Hit {
  id: string
  reference: string
  customerId: string
}

/** Everything that a filter hits now, a page of its span at a time; an order with several parcels may come again. */
export async function* findHits(reader: Reader, filter: IncidentFilter): AsyncGenerator<Hit[]> {
  const traits = await traitsOf(reader, filter)
  for await (const orderIds of candidates(reader, filter)) yield await fitting(reader, orderIds, traits)
}

/** Those of some orders, found before, that a filter still hits: what was delivered meanwhile is not, unless it says so. */
export async function hitsAmong(reader: Reader, filter: IncidentFilter, orderIds: readonly string[]): Promise<Hit[]> {
  const traits = await traitsOf(reader, filter)
  if (!isAboutParcels(filter)) return await fitting(reader, orderIds, traits)
  const withParcel: string[] = []
  for await (const page of candidates(reader, filter, orderIds)) withParcel.push(...page)
  return await fitting(reader, withParcel, traits)
}

/** Order ids of the span, a page at a time: by parcel where something about a parcel is named, else by order. */
async function* candidates(
  reader: Reader,
  filter: IncidentFilter,
  orderIds?: readonly string[],
): AsyncGenerator<string[]> {
  const { from, to, carrier, service, hub } = filter
  const span = { from: new Date(from), to: to === undefined ? new Date(8.64e15) : new Date(to) }
  const parcels = { ...span, carrier, service, hub, openOnly: !filter.includeDelivered, orderIds }
  const limit = limits.incidents.pageRows
  let after: { at: Date; id: string } | undefined
  for (;;) {
    const rows: { id: string; at: Date; orderId?: string }[] = isAboutParcels(filter)
      ? await listParcelsShipped(reader, parcels, { after, limit })
      : await listOrdersPlaced(reader, span, { after, limit })
    if (rows.length > 0) yield rows.map(({ id, orderId }) => orderId ?? id)
    if (rows.length < limit) return
    after = rows.at(-1)
  }
}

function isAboutParcels({ carrier, service, hub }: IncidentFilter): boolean {
  return carrier !== undefined || service !== undefined || hub !== undefined
}

async function traitsOf(reader: Reader, filter: IncidentFilter): Promise<OrderTraits> {
  const { product, seller, country } = filter
  return {
    // A product or seller that does not exist is none that an order could have.
    productId: product === undefined ? undefined : ((await productIdOf(reader, product)) ?? product),
    sellerId: seller === undefined ? undefined : (await findSeller(reader, seller)).id,
    country,
    openOnly: !filter.includeDelivered,
  }
}

async function fitting(reader: Reader, orderIds: readonly string[], traits: OrderTraits): Promise<Hit[]> {
  const hits = await ordersAmong(reader, orderIds, traits)
  if (!traits.openOnly || hits.length === 0) return hits
  const ids = hits.map(({ id }) => id)
  const [orders, parcels] = [await loadOrders(reader, ids), await loadShipmentHeads(reader, ids)]
  const parcelsOf = Map.groupBy(parcels, ({ row }) => row.order_id)
  const open = new Set(
    orders
      .filter((order) => {
        const fits = new Set(order.items.filter((item) => itemFits(item, traits)).map(({ id }) => id))
        return awaitedUnits(order, parcelsOf.get(order.row.id) ?? []).some((unit) => fits.has(unit.item_id))
      })
      .map(({ row }) => row.id),
  )
  return hits.filter(({ id }) => open.has(id))
}

// Another thing of the order may still be under way; an incident with one product or seller is not about that.
function itemFits(
  item: { product_id: string | null; seller_id: string | null },
  { productId, sellerId }: OrderTraits,
): boolean {
  return (
    (productId === undefined || item.product_id === productId) &&
    (sellerId === undefined || item.seller_id === sellerId)
  )
}
