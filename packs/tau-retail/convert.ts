import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One kind of rows, in the order in which a store can take them in. */
export interface ConvertedFile {
  kind: 'customers' | 'products' | 'orders' | 'shipments' | 'scans'
  rows: object[]
}

interface User {
  name: { first_name: string; last_name: string }
  address: UpstreamAddress
  email: string
  payment_methods: Record<
    string,
    { id: string; source: 'credit_card' | 'paypal' | 'gift_card'; brand?: string; last_four?: string; balance?: number }
  >
}

interface UpstreamAddress {
  address1: string
  address2: string
  city: string
  country: string
  state: string
  zip: string
}

interface Product {
  name: string
  product_id: string
  variants: Record<string, { item_id: string; options: Record<string, string>; available: boolean; price: number }>
}

interface Order {
  order_id: string
  user_id: string
  address: UpstreamAddress
  items: { name: string; product_id: string; item_id: string; price: number; options: Record<string, string> }[]
  fulfillments: { tracking_id: string[]; item_ids: string[] }[]
  status: 'pending' | 'processed' | 'delivered' | 'cancelled'
  payment_history: { transaction_type: 'payment' | 'refund'; amount: number; payment_method_id: string }[]
}

// The files know no dates. Upstream's own world stands still at this moment.
const clock = new Date('2024-05-15T15:00:00-05:00')
const placedAt = daysBefore(30)
const currency = 'USD'

/**
 * Reads `users.json`, `products.json` and `orders.json` of a folder and makes of them rows that Makeright imports, always the
 * same ones. An item that stands on an order twice gets a reference of its own each time: `<item_id>`, `<item_id>#2`.
 */
export async function convert(folder: string): Promise<ConvertedFile[]> {
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown
  const users = (await read('users.json')) as Record<string, User>
  const products = (await read('products.json')) as Record<string, Product>
  const orders = Object.values((await read('orders.json')) as Record<string, Order>)
  return [
    { kind: 'customers', rows: Object.entries(users).map(([id, user]) => customerOf(id, user)) },
    { kind: 'products', rows: Object.values(products).map(productOf) },
    { kind: 'orders', rows: orders.map((order) => orderOf(order, users)) },
    { kind: 'shipments', rows: orders.filter(isSent).flatMap(shipmentsOf) },
    { kind: 'scans', rows: orders.filter(isSent).flatMap(scansOf) },
  ]
}

function customerOf(id: string, user: User): object {
  return {
    reference: id,
    email: user.email,
    emailVerified: true,
    name: nameOf(user),
    addresses: [addressOf(user.address, nameOf(user))],
    paymentMethods: Object.values(user.payment_methods).map((method) => ({
      reference: method.id,
      kind: method.source === 'credit_card' ? 'card' : method.source,
      label: labelOf(method),
      ...(method.balance === undefined ? {} : { balance: cents(method.balance) }),
    })),
    // Long ago, so that nobody counts as a new customer of that day.
    createdAt: daysBefore(730),
  }
}

function productOf(product: Product): object {
  return {
    reference: product.product_id,
    title: product.name,
    variants: Object.values(product.variants).map(({ item_id: item, options, available, price }) => ({
      reference: item,
      sku: item,
      title: product.name,
      price: cents(price),
      currency,
      available,
      options: textsOf(options),
    })),
  }
}

function orderOf(order: Order, users: Record<string, User>): object {
  const user = users[order.user_id]
  if (!user) throw new Error(`Order ${order.order_id} belongs to ${order.user_id}, who is not in users.json.`)
  const references = itemReferences(order)
  const payments = order.payment_history.filter((entry) => entry.transaction_type === 'payment')
  const refunds = order.payment_history.filter((entry) => entry.transaction_type === 'refund')
  const isCanceled = order.status === 'cancelled'
  return {
    reference: order.order_id,
    placedAt,
    currency,
    taxIncluded: true,
    customer: order.user_id,
    shippingAddress: addressOf(order.address, nameOf(user)),
    items: order.items.map((item, index) => ({
      reference: references[index],
      sku: item.item_id,
      product: item.product_id,
      variant: item.item_id,
      title: item.name,
      options: textsOf(item.options),
      quantity: 1,
      unitPrice: cents(item.price),
      ...(isCanceled ? { canceledQuantity: 1 } : {}),
    })),
    tenders: payments.map((payment) => ({
      reference: payment.payment_method_id,
      kind: kindOf(payment.payment_method_id),
      label: labelOf(user.payment_methods[payment.payment_method_id]),
      captured: cents(payment.amount),
      capturedAt: placedAt,
      paymentMethod: payment.payment_method_id,
    })),
    ...(isSent(order) ? { dispatchStartedAt: daysBefore(28) } : {}),
    ...(isCanceled
      ? { canceledAt: daysBefore(29), cancellations: [{ reference: `${order.order_id}-cancel`, at: daysBefore(29) }] }
      : {}),
    refunds: refunds.map((refund, index) => ({
      reference: `${order.order_id}-refund-${index + 1}`,
      at: daysBefore(29),
      tender: refund.payment_method_id,
      amount: cents(refund.amount),
      units: references.map((item) => ({ item, quantity: 1 })),
    })),
  }
}

// A canceled order keeps the number of a label that was never used; there is no parcel to follow.
function isSent(order: Order): boolean {
  return order.status === 'processed' || order.status === 'delivered'
}

function shipmentsOf(order: Order): object[] {
  const left = order.items.map((item, index) => ({ item: item.item_id, reference: itemReferences(order)[index] }))
  return parcelsOf(order).map(({ trackingNumber, itemIds }) => ({
    reference: trackingNumber,
    order: order.order_id,
    items: itemIds.map((itemId) => {
      const index = left.findIndex((each) => each.item === itemId)
      if (index === -1) throw new Error(`Order ${order.order_id} sends item ${itemId}, which it does not have.`)
      return { item: left.splice(index, 1)[0]?.reference, quantity: 1 }
    }),
    trackingNumber,
    shippedAt: daysBefore(28),
  }))
}

function scansOf(order: Order): object[] {
  const status = order.status === 'delivered' ? 'delivered' : 'label_created'
  return parcelsOf(order).map(({ trackingNumber }) => ({
    shipment: trackingNumber,
    at: daysBefore(order.status === 'delivered' ? 25 : 28),
    status,
  }))
}

function parcelsOf(order: Order): { trackingNumber: string; itemIds: string[] }[] {
  return order.fulfillments.map(({ tracking_id: [trackingNumber], item_ids: itemIds }) => {
    if (trackingNumber === undefined) throw new Error(`Order ${order.order_id} has a parcel without a tracking number.`)
    return { trackingNumber, itemIds }
  })
}

/** One reference per line: the item's id, and `#2`, `#3` … behind it where the order has it again. */
function itemReferences(order: Order): string[] {
  const seen = new Map<string, number>()
  return order.items.map(({ item_id: item }) => {
    const count = (seen.get(item) ?? 0) + 1
    seen.set(item, count)
    return count === 1 ? item : `${item}#${count}`
  })
}

function addressOf(address: UpstreamAddress, name: string): object {
  return {
    name,
    line1: address.address1,
    ...(address.address2 ? { line2: address.address2 } : {}),
    city: address.city,
    region: address.state,
    postalCode: address.zip,
    country: address.country === 'USA' ? 'US' : address.country,
  }
}

function nameOf(user: User): string {
  return `${user.name.first_name} ${user.name.last_name}`
}

function kindOf(methodId: string): 'card' | 'paypal' | 'gift_card' {
  return methodId.startsWith('credit_card') ? 'card' : methodId.startsWith('gift_card') ? 'gift_card' : 'paypal'
}

function labelOf(method: User['payment_methods'][string] | undefined): string {
  if (method?.source === 'credit_card')
    return `${(method.brand ?? 'card').replace(/^./, (letter) => letter.toUpperCase())} ending ${method.last_four ?? '????'}`
  return method?.source === 'gift_card' ? 'Gift card' : 'PayPal'
}

/** Prices are decimal numbers with two places; the nearest cent is the one that was meant. */
function cents(amount: number): number {
  return Math.round(amount * 100)
}

function textsOf(options: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]))
}

function daysBefore(days: number): string {
  return new Date(clock.getTime() - days * 86_400_000).toISOString()
}
