import { event } from '#platform/events/event'

/** A deadline passed without an answer. */
export const clockBreached = event<{ clockId: string; conversationId: string; kind: string; dueAt: string }>(
  'clock.breached',
)

/** By when answers are due is said otherwise now. About `{ kind: 'clock_rules', id: 'store' }`. */
export const targetsChanged = event<{ rules: string[] }>('targets.changed')
