import type { Address } from '#contract/customers'

/** The tables that only this module writes. */
export interface OrderTables {
  product: ProductRow
  variant: VariantRow
  orders: OrderRow
  order_revision: OrderRevisionRow
  order_item: ItemRow
  unit: UnitRow
  unit_hold: HoldRow
  tender: TenderRow
  dispute: DisputeRow
  order_history: HistoryRow
  order_transfer: TransferRow
  seller_order: SellerOrderRow
}

/** That an order has something of a seller's in it; the database keeps it, so that sellers page by an index. */
export interface SellerOrderRow {
  store_id: string
  seller_id: string
  order_id: string
  placed_at: Date
}

export interface ProductRow {
  store_id: string
  id: string
  source: string
  reference: string
  title: string
  category: string | null
  content_hash: string | null
  created_at: Date
}

export interface VariantRow {
  store_id: string
  id: string
  product_id: string
  reference: string
  sku: string | null
  title: string | null
  price_minor: number | null
  currency: string | null
  available: boolean
  /** Units on hand; null: unknown, and then nothing can be promised. */
  stock: number | null
  options: Record<string, string>
  weight_grams: number | null
}

/** How far the parcels of an order are, as deliveries told it. */
export type Fulfillment = 'open' | 'shipped' | 'delivered'

export interface OrderRow {
  store_id: string
  id: string
  source: string
  reference: string
  customer_id: string
  placed_at: Date
  currency: string
  tax_included: boolean
  /** What the shopper paid for everything, canceled units too: always the sum of the current units' shares. */
  total_minor: number
  shipping_minor: number
  fees: OrderFee[]
  ship_to: Address
  ship_to_key: string
  ship_to_country: string
  promised_ship_by: Date | null
  promised_deliver_by: Date | null
  promise_kind: 'guaranteed' | 'estimated' | null
  shipping_service: string | null
  dispatch_started_at: Date | null
  fulfillment: Fulfillment
  canceled_at: Date | null
  cancel_reason: string | null
  items_changed_at: Date | null
  address_changed_at: Date | null
  payment_changed_at: Date | null
  gift: boolean
  gift_code: string | null
  business_buyer: boolean
  channel: string | null
  history: boolean
  search_text: string
  content_hash: string | null
  revision: number
  recorded_at: Date
  version: number
}

export interface OrderFee {
  kind: string
  amountMinor: number
  refundable: boolean
}

export interface OrderRevisionRow {
  store_id: string
  order_id: string
  number: number
  /** `import`: the storefront's document; else what was done here: variant, replacement, cancel, address, payment. */
  reason: string
  about_kind: string | null
  about_id: string | null
  document: unknown
  at: Date
}

export type ItemKind = 'physical' | 'digital' | 'gift_card' | 'service' | 'bundle_parent'

export interface ItemRow {
  store_id: string
  id: string
  order_id: string
  position: number
  reference: string
  sku: string | null
  product_id: string | null
  variant_id: string | null
  title: string
  image_url: string | null
  options: Record<string, string>
  quantity: number
  unit_price_minor: number
  seller_id: string | null
  commission_rate: number | null
  commission_minor: number | null
  category: string | null
  kind: ItemKind
  bundle_parent_id: string | null
  preorder_at: Date | null
  returnable: boolean
  final_sale: boolean
  hazardous: boolean
  /** The maker's lot, where it is known. */
  lot: string | null
  freight: boolean
  age_restricted: boolean
  weight_grams: number | null
}

/** One physical thing with its fixed share of everything that was paid. All shares are gross, in minor units. */
export interface UnitRow {
  store_id: string
  id: string
  order_id: string
  item_id: string
  position: number
  revision_from: number
  variant_id: string | null
  sku: string | null
  options: Record<string, string> | null
  goods_minor: number
  goods_tax_minor: number
  shipping_minor: number
  shipping_tax_minor: number
  fee_minor: number
  fee_kept_minor: number
  discount_minor: number
  commission_minor: number
  /** When money first came back for it; from then on the storefront's documents cannot change it. */
  money_moved_at: Date | null
  canceled_at: Date | null
  settled_by: string | null
  superseded_by: string | null
  superseded_reason: 'variant' | 'replacement' | 'import' | null
  replaces_unit_id: string | null
}

export type HoldKind = 'problem' | 'change' | 'return' | 'claim' | 'replacement' | 'refund'

export interface HoldRow {
  store_id: string
  id: string
  unit_id: string
  order_id: string
  kind: HoldKind
  ref_id: string
  opened_at: Date
  closed_at: Date | null
}

export type TenderKind = 'card' | 'paypal' | 'gift_card' | 'store_credit' | 'bank' | 'other'

export interface TenderRow {
  store_id: string
  id: string
  order_id: string
  position: number
  reference: string
  kind: TenderKind
  label: string
  payment_method_id: string | null
  authorized_minor: number | null
  captured_minor: number
  captured_at: Date | null
  fingerprint: string | null
  charge_id: string | null
}

export interface DisputeRow {
  store_id: string
  id: string
  order_id: string
  tender_id: string | null
  reference: string
  opened_at: Date
  amount_minor: number
  state: 'open' | 'won' | 'lost'
}

/** What was passed on to a seller for the order. */
export interface TransferRow {
  store_id: string
  order_id: string
  reference: string
  seller_id: string
  amount_minor: number
}

export interface HistoryRow {
  store_id: string
  id: string
  order_id: string
  kind: 'cancellation' | 'return'
  reference: string
  at: Date
  details: { reason?: string | undefined; items?: { item: string; quantity: number }[] | undefined }
}
