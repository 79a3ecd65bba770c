import { event } from '#platform/events/event'

export const incidentOpened = event<{ incidentId: string; title: string }>('incident.opened')
export const incidentChanged = event<{ incidentId: string; closed: boolean }>('incident.changed')

/** One of those it hits is told by mail; those with an open conversation read it there. */
export const incidentTold = event<{
  incidentId: string
  messageId: string
  customerId: string
  /** The orders of this shopper that it hits then. */
  orderIds: string[]
  text: string
}>('incident.told')
