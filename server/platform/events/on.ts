import type { Work } from '../work.ts'
import type { EventType, Occurrence } from './event.ts'

/** What one subscriber does when a fact happens. */
export interface Reaction {
  readonly event: string
  readonly subscriber: string
  run(work: Work, occurrence: Occurrence<unknown>): Promise<void>
}

/**
 * Subscribes to a fact. The reaction runs at least once, in a transaction of its own in which the platform records that
 * it is done, so its effect happens once. No network in here: enqueue a job for that.
 * @param subscriber unique name, module first: `notifications.refund-succeeded`
 */
export function on<P>(
  type: EventType<P>,
  subscriber: string,
  react: (work: Work, occurrence: Occurrence<P>) => Promise<void>,
): Reaction {
  return { event: type.name, subscriber, run: (work, occurrence) => react(work, occurrence as Occurrence<P>) }
}
