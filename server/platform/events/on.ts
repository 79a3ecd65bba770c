import type { Work } from '../work.ts'
import type { EventType, Occurrence } from './event.ts'

/** What one subscriber does when a fact happens. */
export interface Reaction {
  readonly events: readonly string[]
  readonly subscriber: string
  /** Whether facts that wait may be worked off in one transaction. */
  readonly together: boolean
  /** Whether this fact concerns them; where it does not, nothing runs. */
  wants(payload: unknown): boolean
  /** @param occurrences one at a time, unless `together`; then in the order in which they happened */
  run(work: Work, occurrences: readonly Occurrence<unknown>[]): Promise<void>
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
  const each = async (work: Work, occurrences: readonly Occurrence<P>[]) => {
    for (const occurrence of occurrences) await react(work, occurrence)
  }
  return { ...together([type as EventType<unknown>], subscriber, each as never, wants as never), together: false }
}

/**
 * Subscribes, as `on` does, to facts that are worked off together while several of them wait: one transaction for all. Where it
 * fails, each is tried for itself. Only for what takes its locks in one order whatever facts come together, so that two
 * such transactions never wait for each other.
 */
export function together<T extends EventType<unknown>>(
  types: readonly T[],
  subscriber: string,
  react: (work: Work, occurrences: readonly Occurrence<PayloadOf<T>>[]) => Promise<void>,
  wants: (payload: PayloadOf<T>) => boolean = () => true,
): Reaction {
  return {
    events: types.map(({ name }) => name),
    subscriber,
    together: true,
    wants: (payload) => wants(payload as PayloadOf<T>),
    run: (work, occurrences) => react(work, occurrences as readonly Occurrence<PayloadOf<T>>[]),
  }
}

type PayloadOf<T> = T extends EventType<infer P> ? P : never
