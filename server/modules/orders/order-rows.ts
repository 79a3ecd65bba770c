import type { OrderInput } from '#contract/orders'
import { foldText } from '#platform/fold-text'
import { addressKey } from './address-key.ts'
import type { Allocation, OrderAmounts, UnitShares } from './allocation.ts'
import type { Catalog } from './catalog.ts'
import { contentHash } from './content-hash.ts'
import { minorOf } from './read-amounts.ts'
import type { HistoryRow, ItemRow, OrderRow, TenderRow, UnitRow } from './tables.ts'

/** A storefront's order with all that was worked out or looked up for it. */
export interface PreparedOrder {
  input: OrderInput
  hash: string
  amounts: OrderAmounts
  allocation: Allocation
}

/** What rows are made with. */
export interface RowMaker {
  storeId: string
  source: string
  now: Date
  newId(prefix: string): string
  catalog: Catalog
  sellerId(reference: string): string | null
  paymentMethodId(customerId: string, reference: string): string | null
}

export type OrderFacts = Omit<
  OrderRow,
  | 'fulfillment'
  | 'items_changed_at'
  | 'address_changed_at'
  | 'payment_changed_at'
  | 'version'
  | 'recorded_at'
  | 'revision'
  | 'id'
  | 'store_id'
  | 'source'
  | 'history'
>

/** The columns of an order that follow its document. */
export function orderFacts(
  { input, hash, allocation, amounts }: PreparedOrder,
  customerId: string,
  now: Date,
): OrderFacts {
  const canceled = amounts.lines.every((line) => line.canceledQuantity === line.quantity)
  return {
    reference: input.reference,
    customer_id: customerId,
    placed_at: new Date(input.placedAt),
    currency: input.currency,
    tax_included: input.taxIncluded,
    total_minor: allocation.totalMinor,
    shipping_minor: allocation.shippingMinor,
    fees: amounts.fees,
    ship_to: input.shippingAddress,
    ship_to_key: addressKey(input.shippingAddress),
    ship_to_country: input.shippingAddress.country,
    promised_ship_by: instant(input.promised?.shipBy),
    promised_deliver_by: instant(input.promised?.deliverBy),
    promise_kind: input.promised?.kind ?? null,
    shipping_service: input.shipping?.service ?? null,
    dispatch_started_at: instant(input.dispatchStartedAt),
    canceled_at: canceled ? canceledAt(input, undefined, now) : null,
    cancel_reason: canceled ? (input.cancellations[0]?.reason ?? null) : null,
    gift: input.gift !== undefined,
    gift_code: input.gift?.code ?? null,
    business_buyer: input.businessBuyer,
    channel: input.channel ?? null,
    search_text: searchText(input),
    content_hash: hash,
  }
}

export function itemRows(maker: RowMaker, orderId: string, { input, amounts }: PreparedOrder): ItemRow[] {
  const ids = new Map(input.items.map((item) => [item.reference, maker.newId('itm')]))
  return input.items.map((item, position) => ({
    ...itemFacts(maker, item, amounts.lines[position]?.commission),
    store_id: maker.storeId,
    id: ids.get(item.reference) ?? '',
    order_id: orderId,
    position,
    bundle_parent_id: ids.get(item.bundleParent ?? '') ?? null,
  }))
}

/** The columns of an item that follow its document. */
export function itemFacts(
  maker: RowMaker,
  item: OrderInput['items'][number],
  commission: { rate: number | null; amountMinor: number | null } | undefined,
): Omit<ItemRow, 'store_id' | 'id' | 'order_id' | 'position' | 'bundle_parent_id'> {
  return {
    reference: item.reference,
    sku: item.sku ?? null,
    product_id: maker.catalog.productId(item),
    variant_id: maker.catalog.variantId(item),
    title: item.title,
    image_url: item.imageUrl ?? null,
    options: item.options ?? {},
    quantity: item.quantity,
    unit_price_minor: minorOf(item.unitPrice),
    seller_id: item.seller ? maker.sellerId(item.seller.reference) : null,
    commission_rate: commission?.rate ?? null,
    commission_minor: commission?.amountMinor ?? null,
    category: item.category ?? null,
    kind: item.kind,
    preorder_at: instant(item.preorderAt),
    returnable: item.returnable,
    final_sale: item.finalSale,
    hazardous: item.hazardous,
    lot: item.lot ?? null,
    freight: item.freight,
    age_restricted: item.ageRestricted,
    weight_grams: item.weightGrams ?? null,
  }
}

export function unitRows(
  maker: RowMaker,
  items: readonly ItemRow[],
  { input, amounts, allocation }: PreparedOrder,
): UnitRow[] {
  let position = 0
  return items.flatMap((item, index) => {
    const line = amounts.lines[index]
    const living = (line?.quantity ?? 0) - (line?.canceledQuantity ?? 0)
    return (allocation.lines[index] ?? []).map((shares, nth) =>
      unitRow(maker, item, {
        position: position++,
        shares,
        revision: 1,
        canceledAt: nth >= living ? canceledAt(input, item.reference, maker.now) : null,
      }),
    )
  })
}

export function unitRow(
  maker: RowMaker,
  item: ItemRow,
  facts: { position: number; shares: UnitShares; revision: number; canceledAt: Date | null },
): UnitRow {
  return {
    store_id: maker.storeId,
    id: maker.newId('unt'),
    order_id: item.order_id,
    item_id: item.id,
    position: facts.position,
    revision_from: facts.revision,
    variant_id: item.variant_id,
    sku: item.sku,
    options: null,
    ...shareColumns(facts.shares),
    money_moved_at: null,
    canceled_at: facts.canceledAt,
    settled_by: null,
    superseded_by: null,
    superseded_reason: null,
    replaces_unit_id: null,
  }
}

export function shareColumns(shares: UnitShares) {
  return {
    goods_minor: shares.goodsMinor,
    goods_tax_minor: shares.goodsTaxMinor,
    shipping_minor: shares.shippingMinor,
    shipping_tax_minor: shares.shippingTaxMinor,
    fee_minor: shares.feeMinor,
    fee_kept_minor: shares.feeKeptMinor,
    discount_minor: shares.discountMinor,
    commission_minor: shares.commissionMinor,
  }
}

export function tenderRows(maker: RowMaker, orderId: string, customerId: string, input: OrderInput): TenderRow[] {
  return input.tenders.map((tender, position) => ({
    store_id: maker.storeId,
    id: maker.newId('tnd'),
    order_id: orderId,
    position,
    reference: tender.reference,
    kind: tender.kind,
    label: tender.label,
    payment_method_id: maker.paymentMethodId(customerId, tender.paymentMethod ?? tender.reference),
    authorized_minor: tender.authorized === undefined ? null : minorOf(tender.authorized),
    captured_minor: minorOf(tender.captured),
    captured_at: instant(tender.capturedAt) ?? (minorOf(tender.captured) > 0 ? new Date(input.placedAt) : null),
    fingerprint: tender.fingerprint ?? null,
    charge_id: null,
  }))
}

export function historyRows(maker: RowMaker, orderId: string, input: OrderInput): HistoryRow[] {
  const row = (kind: HistoryRow['kind'], entry: OrderInput['returns'][number]): HistoryRow => ({
    store_id: maker.storeId,
    id: maker.newId('ohs'),
    order_id: orderId,
    kind,
    // What has no name at its source goes by its time.
    reference: entry.reference ?? entry.at,
    at: new Date(entry.at),
    details: { reason: entry.reason, items: entry.items },
  })
  const rows = [
    ...input.cancellations.map((entry) => row('cancellation', entry)),
    ...input.returns.map((entry) => row('return', entry)),
  ]
  return [...new Map(rows.map((each) => [`${each.kind} ${each.reference}`, each])).values()]
}

/** When an item, or the whole order, was canceled, as far as the document says it. */
export function canceledAt(input: OrderInput, itemReference: string | undefined, now: Date): Date {
  const of = input.cancellations.findLast(
    (entry) =>
      itemReference === undefined ||
      entry.items === undefined ||
      entry.items.some((each) => each.item === itemReference),
  )
  return instant(of?.at) ?? instant(input.canceledAt) ?? now
}

export function prepare(input: OrderInput, amounts: OrderAmounts, allocation: Allocation): PreparedOrder {
  return { input, hash: contentHash(input), amounts, allocation }
}

function searchText(input: OrderInput): string {
  const words = [
    input.reference,
    ...input.items.flatMap((item) => [item.title, item.sku ?? '', item.seller?.name ?? '']),
  ]
  return foldText([...new Set(words)].join(' ')).slice(0, 4000)
}

function instant(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text)
}
