import { loadOrders, type OrderRecord } from '#modules/orders'
import { recordSignals, type SignalInput } from '#modules/trust'
import type { Work } from '#platform/work'

/** Something that happened to an order elsewhere and belongs into the shopper's history. */
export interface PastEvent {
  kind: 'return' | 'refund'
  orderId: string
  reference: string
  at: Date
  amountMinor?: number
  /** Before the connection's cutoff: nothing may react to it. */
  silent: boolean
}

/**
 * Puts returns and refunds that happened elsewhere into their shoppers' histories. Money for what was canceled or sent back
 * is not a sign of trouble; money for what was kept is.
 */
export async function recordPastSignals(work: Work, events: readonly PastEvent[]): Promise<void> {
  if (events.length === 0) return
  const orders = new Map(
    (await loadOrders(work, [...new Set(events.map((event) => event.orderId))])).map((order) => [order.row.id, order]),
  )
  await recordSignals(
    work,
    events.flatMap((event) => {
      const order = orders.get(event.orderId)
      return order ? signalsOf(event, order) : []
    }),
  )
}

function signalsOf(event: PastEvent, order: OrderRecord): SignalInput[] {
  const { orderId, reference, at, silent } = event
  const base = { customerId: order.row.customer_id, orderId, at, silent }
  if (event.kind === 'return')
    return [{ ...base, kind: 'return_made', about: { kind: 'order_return', id: `${orderId}:${reference}` } }]
  const isExplained =
    order.row.canceled_at !== null || order.history.length > 0 || order.units.some((unit) => unit.canceled_at !== null)
  if (isExplained) return []
  const amount =
    event.amountMinor === undefined ? undefined : { amountMinor: event.amountMinor, currency: order.row.currency }
  return [
    {
      ...base,
      kind: 'refunded_elsewhere',
      about: { kind: 'external_refund', id: `${orderId}:${reference}` },
      ...(amount ? { amount } : {}),
    },
  ]
}
