import type { Work } from '../work.ts'
import type { EventType, Occurrence } from './event.ts'

/** What one subscriber does when a fact happens. */
export interface Reaction {
  readonly event: string
  readonly subscriber: string
  /** Whether this fact concerns them; where it does not, nothing runs. */
  wants(payload: unknown): boolean
  run(work: Work, occurrence: Occurrence<unknown>): Promise<void>
}

/**
 * Subscribes to a fact. The reaction runs at least once, in a transaction of its own in which the platform records that
 * it is done, so its effect happens once. No network in here: enqueue a job for that.
 * @param subscriber unique name, module first: `notifications.refund-succeeded`
 * @param wants which of these facts it is about, by what they say alone; all of them where it is left out
 */
export function on<P>(
  type: EventType<P>,
  subscriber: string,
  react: (work: Work, occurrence: Occurrence<P>) => Promise<void>,
  wants: (payload: P) => boolean = () => true,
): Reaction {
  return {
    event: type.name,
    subscriber,
    wants: (payload) => wants(payload as P),
    run: (work, occurrence) => react(work, occurrence as Occurrence<P>),
  }
}
