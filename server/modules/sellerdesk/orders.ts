import { hasLeft, loadShipmentHeads, loadShipments, parcelsByUnit, presentShipments } from '#modules/deliveries'
import { currentUnits, findOrder, listSellerOrders, loadOrders, type OrderRecord } from '#modules/orders'
import { refundsOf, type RefundDetail } from '#modules/refunds'
import { returnsOf } from '#modules/returns'
import { findStore } from '#modules/stores'
import { money } from '#platform/money'
import { endOfDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { SellerOrder, SellerOrderPage } from './contract.ts'
import { presentSellerReturns } from './present-returns.ts'
import { isToBeSent, orderState, type UnitOnItsWay } from './rules.ts'
import { partOf, sellerIdOf, shoppersOf } from './whose.ts'

interface ListInput {
  q?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** A page of the orders with something of the seller's in them, each with their own items alone. */
export async function listOwnOrders(
  reader: Reader,
  { q, from, to, limit = limits.page.size, cursor }: ListInput,
): Promise<{ data: SellerOrder[]; nextCursor: string | null }> {
  const sellerId = sellerIdOf(reader)
  const { timeZone } = await findStore(reader)
  const page = await listSellerOrders(reader, {
    sellerId,
    q: q || undefined,
    from: from === undefined ? undefined : startOfDate(from, timeZone),
    to: to === undefined ? undefined : endOfDate(to, timeZone),
    limit,
    cursor,
  })
  const orders = (await loadOrders(reader, page.ids)).map((order) => partOf(order, sellerId))
  const heads = Map.groupBy(await loadShipmentHeads(reader, page.ids), ({ row }) => row.order_id)
  const shoppers = await shoppersOf(reader, orders)
  return {
    data: orders.map((order) => {
      const way = wayOf(order, heads.get(order.row.id) ?? [])
      return present(order, way, shoppers.get(order.row.id) as SellerOrder['shopper'])
    }),
    nextCursor: page.nextCursor,
  }
}

/** One order as a seller sees it. Where it goes is said while it has still to be sent, and no longer. */
export async function showOwnOrder(reader: Reader, { id }: { id: string }): Promise<SellerOrderPage> {
  const sellerId = sellerIdOf(reader)
  const order = await findOrder(reader, id)
  const records = await loadShipments(reader, [order.row.id])
  const [shoppers, shipments, returns, refunds] = await Promise.all([
    shoppersOf(reader, [order]),
    presentShipments(reader, [order], records),
    returnsOf(reader, [order.row.id]),
    refundsOf(reader, [order.row.id]),
  ])
  const own = new Set(order.items.map((item) => item.id))
  const way = wayOf(order, records)
  const { ship_to: to, ship_to_country: country } = order.row
  return {
    ...present(order, way, shoppers.get(order.row.id) as SellerOrder['shopper']),
    shipTo: isToBeSent(way)
      ? {
          name: to.name ?? '',
          line1: to.line1,
          line2: to.line2 ?? null,
          city: to.city,
          region: to.region ?? null,
          postalCode: to.postalCode,
          country,
        }
      : null,
    parcels: shipments
      .filter(({ items }) => items.length > 0)
      .map(({ id: parcelId, carrier, trackingNumber, state, shippedAt, deliveredAt, items, timeline }) => ({
        id: parcelId,
        carrier,
        trackingNumber,
        state,
        shippedAt,
        deliveredAt,
        items,
        scans: timeline.map(({ at, status, place }) => ({ at, status, place })),
      })),
    returns: await presentSellerReturns(
      reader,
      sellerId,
      returns.filter(({ lines }) => lines.some((line) => own.has(line.item_id))),
    ),
    refunds: refunds.flatMap((refund) => ownPart(refund, order)),
  }
}

function present(order: OrderRecord, way: readonly UnitOnItsWay[], shopper: SellerOrder['shopper']): SellerOrder {
  const { row } = order
  const units = currentUnits(order)
  return {
    id: row.id,
    reference: row.reference,
    placedAt: row.placed_at.toISOString(),
    state: orderState(way),
    sendBy: isToBeSent(way) ? (row.promised_ship_by?.toISOString() ?? null) : null,
    arriveBy: row.promised_deliver_by?.toISOString() ?? null,
    shopper,
    items: order.items.map((item) => {
      const its = units.filter((unit) => unit.item_id === item.id)
      return {
        itemId: item.id,
        title: item.title,
        imageUrl: item.image_url,
        options: its[0]?.options ?? item.options,
        sku: its[0]?.sku ?? item.sku,
        quantity: its.length,
        canceledQuantity: its.filter((unit) => unit.canceled_at !== null).length,
        price: money(item.unit_price_minor, row.currency),
      }
    }),
  }
}

function wayOf(order: OrderRecord, parcels: Parameters<typeof parcelsByUnit>[1]): UnitOnItsWay[] {
  const byUnit = parcelsByUnit(order, parcels)
  const kinds = new Map(order.items.map((item) => [item.id, item.kind]))
  return currentUnits(order).map((unit) => {
    const parcel = byUnit.get(unit.id)
    return {
      canceled: unit.canceled_at !== null || order.row.canceled_at !== null,
      intangible: kinds.get(unit.item_id) !== 'physical',
      left: parcel !== undefined && hasLeft(parcel),
      delivered: Boolean(parcel?.row.delivered_at),
    }
  })
}

// What went back for other things in the order is between others. Tax is inside of the amounts.
function ownPart({ row, lines }: RefundDetail, order: OrderRecord): SellerOrderPage['refunds'] {
  const own = new Set(order.units.map((unit) => unit.id))
  const minor = lines
    .filter((line) => line.unit_id !== null && own.has(line.unit_id))
    .reduce((sum, line) => sum + line.goods_minor + line.shipping_minor + line.fee_minor + line.other_minor, 0)
  if (minor === 0) return []
  return [
    {
      id: row.id,
      at: row.created_at.toISOString(),
      state: row.state,
      reason: row.reason,
      about: row.about_kind && row.about_id ? { kind: row.about_kind, id: row.about_id } : null,
      amount: money(minor, row.currency),
    },
  ]
}
