import { event } from '#platform/events/event'

/** A shopper wants something changed before dispatch. */
export const changeRequested = event<{ changeId: string; kind: string; state: string; answerBy: string | null }>(
  'change.requested',
)

/** The storefront carried it out; `refundId` is the money that goes back for it. */
export const changeApplied = event<{ changeId: string; kind: string; refundId: string | null; unitIds: string[] }>(
  'change.applied',
)

/** It could not be done. Everything stands as before. */
export const changeRefused = event<{ changeId: string; kind: string; code: string; instead: string[] }>(
  'change.refused',
)

/** Nobody answered in time: a person looks. */
export const changeOverdue = event<{ changeId: string; kind: string }>('change.overdue')
