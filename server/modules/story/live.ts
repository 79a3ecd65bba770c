import { endsSight } from '#events/customers'
import { findOrder } from '#modules/orders'
import { topic } from '#platform/live/topic'
import { ApiError } from '#platform/errors'

/** `order:<id>`: whoever may see an order may watch it. What changed is loaded again, so nothing but the version travels. */
export const orderTopic = topic('order', {
  async mayWatch(reader, id) {
    try {
      await findOrder(reader, id)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false
      throw error
    }
  },
  mayRevoke: (occurrence) => (endsSight(occurrence) ? 'all' : undefined),
})
