import { event } from '#platform/events/event'

/** A deadline passed without an answer. */
export const clockBreached = event<{ clockId: string; conversationId: string; kind: string; dueAt: string }>(
  'clock.breached',
)
