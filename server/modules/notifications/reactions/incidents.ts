import { incidentTold } from '#events/incidents'
import { on } from '#platform/events/on'
import { queueNotification } from '../queue-notification.ts'

/** One message to everybody whose order an incident hits; those in a conversation read it there. */
export const incidentReactions = [
  on(incidentTold, 'notifications.incident-told', async (work, { payload }) => {
    const { incidentId, messageId, customerId, text } = payload
    await queueNotification(work, {
      template: 'incident_message',
      params: { said: text },
      to: { customerId },
      dedupeKey: `incident:${messageId}:${customerId}`,
      about: { kind: 'incident', id: incidentId },
      path: '/orders',
    })
  }),
]
