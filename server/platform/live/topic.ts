import type { Occurrence } from '../events/event.ts'
import type { Reader } from '../work.ts'

/** A kind of thing that can be watched live, as `order` in `order:ord_…`. */
export interface Topic {
  readonly kind: string
  /** Whether the reader's actor may watch this one. */
  mayWatch(reader: Reader, id: string): Promise<boolean>
  /** What of an event watchers get to see as `data`; nothing unless this is given. The reader's actor is the watcher. */
  share?(reader: Reader, occurrence: Occurrence<unknown>): unknown
}

/** Declares a live topic. */
export function topic(kind: string, options: Omit<Topic, 'kind'>): Topic {
  return { kind, ...options }
}
