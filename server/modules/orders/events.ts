import { event } from '#platform/events/event'

/** A storefront's order was stored for the first time. Not told of history. */
export const orderRecorded = event<{ orderId: string; reference: string; source: string }>('order.recorded')

/**
 * The order is not what it was: a new document of the storefront (`import`), or something that was done here
 * (`cancel`, `variant`, `replacement`, `address`, `payment`), about the matter that caused it.
 */
export const orderRevised = event<{
  orderId: string
  revision: number
  reason: string
  about: { kind: string; id: string } | null
  unitIds: string[]
}>('order.revised')
