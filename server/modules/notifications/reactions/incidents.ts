import { incidentTold } from '#events/incidents'
import { loadOrders } from '#modules/orders'
import { on } from '#platform/events/on'
import { queueNotification } from '../queue-notification.ts'
import { thingsOf } from './things.ts'

const namedOrders = 5

/** One message to everybody whose order an incident hits; those in a conversation read it there. */
export const incidentReactions = [
  on(incidentTold, 'notifications.incident-told', async (work, { payload }) => {
    const { incidentId, messageId, customerId, orderIds, text } = payload
    const named = await loadOrders(work, orderIds.slice(0, namedOrders))
    const only = orderIds.length === 1 ? named[0] : undefined
    await queueNotification(work, {
      template: 'incident_message',
      params: {
        said: text,
        orders: named.map((order) => `${order.row.reference} (${thingsOf(order, []).title})`).join(', '),
        count: orderIds.length,
        more: orderIds.length - named.length,
      },
      to: { customerId },
      dedupeKey: `incident:${messageId}:${customerId}`,
      about: { kind: 'incident', id: incidentId },
      orderId: only?.row.id,
      order: only?.row.reference,
      path: only ? `/orders/${only.row.id}` : '/orders',
    })
  }),
]
