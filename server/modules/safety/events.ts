import { event } from '#platform/events/event'

/** It hurt someone, or could: told for the first time, or again. Goes out to storefronts as `product.safety_reported`. */
export const safetyReported = event<{
  reportId: string
  reference: string
  /** Null: told about the order itself. */
  problemId: string | null
  orderId: string
  /** Whom or what, as far as it was said. */
  who: 'person' | 'property' | null
  things: { productId: string | null; variantId: string | null; lot: string | null; title: string }[]
  sellerIds: string[]
  note: string | null
  answerBy: string
  again: boolean
}>('safety.reported')

/** Nobody looked in time: from now on it is everybody's of this role. */
export const safetyEscalated = event<{ reportId: string; requiredRole: string; silences: number; answerBy: string }>(
  'safety.escalated',
)

/** A person looks. */
export const safetyLookedAt = event<{ reportId: string; staffId: string }>('safety.looked_at')

export const safetyClosed = event<{ reportId: string; outcome: string }>('safety.closed')

/** A product is not sold or sent until somebody restarts it. */
export const productStopped = event<{
  stopId: string
  productId: string
  productReference: string
  lot: string | null
  reason: string
}>('safety.stopped')

export const productRestarted = event<{ stopId: string; productId: string; productReference: string }>(
  'safety.restarted',
)

export const recallOpened = event<{ recallId: string; productId: string }>('recall.opened')
export const recallClosed = event<{ recallId: string }>('recall.closed')

/** One order's shopper is told of a recall. `number`: 0, then one for each reminder; `again`: what was chosen could not be given. */
export const recallTold = event<{
  recallId: string
  noticeId: string
  orderId: string
  customerId: string
  title: string
  instruction: 'stop_using' | 'dispose' | 'return'
  message: string
  number: number
  again: boolean
}>('recall.told')

export const recallAnswered = event<{ recallId: string; noticeId: string; choice: string }>('recall.answered')
export const recallRemedied = event<{ recallId: string; noticeId: string; choice: string }>('recall.remedied')
