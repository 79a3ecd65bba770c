import type { TestClient } from '#testing/server'
import { inTurns } from './in-turns.ts'
import type { Shop } from './shop.ts'
import type { UpstreamAddress, UpstreamOrder, UpstreamUser } from './upstream.ts'

interface Exported {
  orders: Record<string, UpstreamOrder>
  users: Record<string, UpstreamUser>
}

/** What a copy holds of some customers, in the data set's own shape, read through the public API. */
export async function exportCopy(shop: Shop, copy: number, userIds: Iterable<string>): Promise<Exported> {
  const exported: Exported = { orders: {}, users: {} }
  await inTurns(userIds, async (userId) => {
    const client = shop.shopper(copy, userId)
    const me = await client.call('GET /me')
    const methods = new Map<string, string>(
      me.paymentMethods.map((method: { id: string; reference: string }) => [method.id, method.reference]),
    )
    exported.users[userId] = {
      address: addressOf(me.addresses[0]),
      payment_methods: Object.fromEntries(
        me.paymentMethods.map((method: { reference: string; kind: string; balance?: { amountMinor: number } }) => [
          method.reference,
          { id: method.reference, source: method.kind, balance: (method.balance?.amountMinor ?? 0) / 100 },
        ]),
      ),
    }
    for (const order of await allOrders(client))
      exported.orders[order.reference.split('~')[0]] = await exportOrder(shop, client, order, userId, methods)
  })
  return exported
}

// The API's answers are read here by what they show, as any integrator would.
// oxlint-disable-next-line no-explicit-any
type Shown = any

async function allOrders(client: TestClient): Promise<Shown[]> {
  const orders: Shown[] = []
  let cursor: string | null = null
  do {
    const page: Shown = await client.call('GET /orders', { limit: 100, ...(cursor ? { cursor } : {}) })
    orders.push(...page.data)
    cursor = page.nextCursor
  } while (cursor)
  return orders
}

async function exportOrder(
  shop: Shop,
  client: TestClient,
  order: Shown,
  userId: string,
  methods: Map<string, string>,
): Promise<UpstreamOrder> {
  const { changes } =
    order.revision > 1 ? await shop.admin.call('GET /orders/:id/story', { id: order.id }) : { changes: [] }
  const moved = order.revision > 1 || order.refunded.amountMinor > 0
  const { data: refunds } = moved ? await client.call('GET /orders/:id/refunds', { id: order.id }) : { data: [] }
  const back = await sentBack(client, order, methods)
  const itemsChanged = changes.some((change: Shown) => change.kind === 'variant' && change.state === 'applied')
  const tenders = new Map<string, string>(
    order.tenders.map((tender: Shown) => [tender.id, methods.get(tender.paymentMethodId) ?? tender.reference]),
  )
  return {
    order_id: order.reference.split('~')[0],
    user_id: userId,
    address: addressOf(order.shippingAddress),
    status: back?.status ?? statusOf(order, itemsChanged),
    items: order.items.map((item: Shown) => ({
      name: item.title,
      product_id: item.productReference,
      item_id: item.variantReference,
      price: (order.status === 'canceled' ? item.unitPrice : item.paid).amountMinor / 100,
      options: item.options,
    })),
    payment_history: [
      ...order.tenders.map((tender: Shown) => ({
        transaction_type: 'payment' as const,
        amount: tender.captured.amountMinor / 100,
        payment_method_id: methods.get(tender.paymentMethodId) ?? tender.reference,
      })),
      ...refunds.flatMap((refund: Shown) =>
        refund.perTender.map((movement: Shown) => ({
          transaction_type: 'refund' as const,
          amount: movement.amount.amountMinor / 100,
          payment_method_id:
            movement.targetKind === 'method'
              ? (methods.get(movement.targetId) ?? movement.targetId)
              : (tenders.get(movement.tender) ?? movement.tender),
        })),
      ),
    ],
    ...(order.cancelReason ? { cancel_reason: order.cancelReason } : {}),
    ...back?.fields,
  }
}

/** What is to come back of an order, in the data set's words: the goods, and what the money goes to. */
async function sentBack(
  client: TestClient,
  order: Shown,
  methods: Map<string, string>,
): Promise<{ status: string; fields: Partial<UpstreamOrder> } | undefined> {
  if (!order.items.some((item: Shown) => item.returnId)) return undefined
  const { data } = await client.call('GET /returns', { order: order.id })
  const [found] = data.filter((each: Shown) => each.state.code !== 'canceled')
  if (!found) return undefined
  const named = (line: Shown) => order.items.find((item: Shown) => item.id === line.itemId)?.variantReference
  const method = methods.get(found.refundTo.paymentMethodId) ?? String(found.refundTo.paymentMethodId)
  if (found.resolution !== 'exchange')
    return {
      status: 'return requested',
      fields: { return_items: found.lines.map(named), return_payment_method_id: method },
    }
  return {
    status: 'exchange requested',
    fields: {
      exchange_items: found.lines.map(named),
      exchange_new_items: found.lines.map((line: Shown) => line.exchange.reference),
      exchange_payment_method_id: method,
      exchange_price_difference:
        found.lines.reduce((sum: number, line: Shown) => sum + line.exchange.difference.amountMinor, 0) / 100,
    },
  }
}

function statusOf(order: Shown, itemsChanged: boolean): string {
  switch (order.status) {
    case 'open':
      return itemsChanged ? 'pending (item modified)' : 'pending'
    case 'canceled':
      return 'cancelled'
    case 'delivered':
      return 'delivered'
    default:
      return 'processed'
  }
}

function addressOf(
  address:
    | { line1: string; line2?: string; city: string; region?: string; postalCode: string; country: string }
    | undefined,
): UpstreamAddress {
  return {
    address1: address?.line1 ?? '',
    address2: address?.line2 ?? '',
    city: address?.city ?? '',
    state: address?.region ?? '',
    zip: address?.postalCode ?? '',
    country: address?.country ?? '',
  }
}
