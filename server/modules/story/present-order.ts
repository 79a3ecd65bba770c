import { dispatchStarted, parcelInWords } from '#modules/deliveries'
import type { ItemRow } from '#modules/orders'
import { money } from '#platform/money'
import { actionsOnItem, actionsOnOrder, problemOf, returnOf } from './allowed.ts'
import { claimOf } from './claims.ts'
import type { Order, OrderItem } from './contract.ts'
import { orderInWords, stateOfItem, unitsOfItem } from './item-state.ts'
import type { StoryOfOrder } from './load-orders.ts'
import type { UnitState } from './unit-state.ts'

/** One order as its page shows it: each item with its state in words and exactly what can be done with it now. */
export function presentOrder(story: StoryOfOrder): Order {
  const { row, tenders } = story.order
  const states = story.order.items.map((item) => ({
    item,
    state: stateOfItem(story, item),
    units: unitsOfItem(story, item).filter((unit) => !unit.canceled_at).length,
  }))
  const amount = (minor: number) => money(minor, row.currency)
  const refundedOn = (tenderId: string) => {
    const balance = story.balance.perTender[tenderId]
    return balance ? balance.refunded + balance.pending - (story.kept.perTender.get(tenderId) ?? 0) : 0
  }
  return {
    id: row.id,
    reference: row.reference,
    source: row.source,
    placedAt: row.placed_at.toISOString(),
    currency: row.currency,
    customer: { id: row.customer_id, name: story.customer?.name ?? row.ship_to.name ?? '' },
    status: statusOf(story),
    words: orderInWords(
      story,
      states.filter(({ units }) => units > 0),
    ),
    shippingAddress: row.ship_to,
    promised: row.promised_deliver_by && {
      deliverBy: row.promised_deliver_by.toISOString(),
      kind: row.promise_kind ?? 'estimated',
    },
    items: states.map(({ item, state }) => presentItem(story, item, state)),
    total: amount(row.total_minor),
    shipping: amount(row.shipping_minor),
    refunded: amount(tenders.reduce((sum, tender) => sum + refundedOn(tender.id), 0)),
    tenders: tenders.map((tender) => ({
      id: tender.id,
      reference: tender.reference,
      paymentMethodId: tender.payment_method_id,
      kind: tender.kind,
      label: tender.label,
      captured: amount(tender.captured_minor),
      refunded: amount(refundedOn(tender.id)),
    })),
    cancelReason: row.cancel_reason,
    revision: row.revision,
    gift: row.gift,
    shipments: story.parcels.map(({ row: parcel }) => ({
      id: parcel.id,
      words: parcelInWords(parcel, story.handovers.get(parcel.id), { now: story.now, zone: story.zone }),
      state: parcel.state,
      deliveredAt: parcel.delivered_at?.toISOString() ?? null,
      promisedDeliverBy: parcel.promised_deliver_by?.toISOString() ?? null,
    })),
    ...actionsOnOrder(story),
    version: story.version,
  }
}

function presentItem(story: StoryOfOrder, item: ItemRow, state: UnitState): OrderItem {
  const { order } = story
  const units = unitsOfItem(story, item)
  const left = units.filter((unit) => !unit.canceled_at)
  // A variant change gives units options of their own; the item keeps what was bought first.
  const [first] = left.length > 0 ? left : units
  const seller = item.seller_id ? story.sellers.get(item.seller_id) : undefined
  const variantId = first?.variant_id ?? item.variant_id
  return {
    id: item.id,
    reference: item.reference,
    productReference: (item.product_id && order.productReferences.get(item.product_id)) ?? null,
    variantReference: (variantId && order.variantReferences.get(variantId)) ?? null,
    sku: first?.sku ?? item.sku,
    title: item.title,
    imageUrl: item.image_url,
    options: first?.options ?? item.options,
    quantity: units.length,
    canceledQuantity: units.length - left.length,
    unitPrice: money(item.unit_price_minor, order.row.currency),
    paid: money(
      left.reduce((sum, unit) => sum + unit.goods_minor, 0),
      order.row.currency,
    ),
    seller: seller ? { id: seller.id, name: seller.name } : null,
    category: item.category,
    kind: item.kind,
    state: { code: state.code, words: state.words, at: state.at?.toISOString() ?? null, late: state.late },
    shipmentId: left.map((unit) => story.parcelOf.get(unit.id)?.row.id).find((id) => id !== undefined) ?? null,
    problemId: problemOf(story, new Set(units.map((unit) => unit.id)))?.row.id ?? null,
    returnId: returnOf(story, item)?.row.id ?? null,
    claimId: claimOf(story, new Set(units.map((unit) => unit.id)))?.row.id ?? null,
    ...actionsOnItem(story, item),
  }
}

function statusOf({ order, parcels }: StoryOfOrder): Order['status'] {
  const left = order.units.filter((unit) => unit.superseded_reason === null)
  if (order.row.canceled_at || left.every((unit) => unit.canceled_at)) return 'canceled'
  if (order.row.fulfillment !== 'open') return order.row.fulfillment
  return dispatchStarted(order, parcels) ? 'dispatching' : 'open'
}
