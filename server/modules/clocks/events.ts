import { event } from '#platform/events/event'

/** A deadline passed without an answer. */
export const clockBreached = event<{ clockId: string; conversationId: string; kind: string; dueAt: string }>(
  'clock.breached',
)

/** By when answers are due is said otherwise now. About `{ kind: 'clock_rules', id: 'store' }`. */
export const targetsChanged = event<{ rules: string[] }>('targets.changed')

/** A mail has waited for so long that the promise to its writer is nearly broken. About the desk. */
export const promiseNear = event<{ clockId: string; conversationId: string; brokenAt: string }>('clock.promise_near')

/** What had waited nearly too long waits no more: it was answered, resolved, or moved away. About the desk. */
export const promiseRelieved = event<{ clockId: string; conversationId: string }>('clock.promise_relieved')
