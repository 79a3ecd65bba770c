import type { Occurrence } from '../events/event.ts'
import type { Reader } from '../work.ts'

/** A kind of thing that can be watched live, as `order` in `order:ord_…`. */
export interface Topic {
  readonly kind: string
  /** Whether the reader's actor may watch this one. */
  mayWatch(reader: Reader, id: string): Promise<boolean>
  /** What of an event watchers get to see as `data`; nothing unless this is given. The reader's actor is the watcher. */
  share?(reader: Reader, occurrence: Occurrence<unknown>): unknown
  /**
   * As whom the reader's actor may say something for a moment here, such as `typing`; null when it may not. Only whoever
   * watches the topic is asked. Nothing may be signaled unless this is given.
   */
  maySignal?(
    reader: Reader,
    id: string,
    said: { signal: string; kind?: string },
  ): Promise<{ kind: string; id: string; name: string } | null>
  /** Whether what is said here may carry something; elsewhere that is left out. */
  readonly carriesData?: boolean
  /**
   * Which of these topics somebody may no longer watch after an event, whatever the event is about: ids, or `all` of this
   * kind. Their watchers are asked again in every process, and lose the watch with `not_found`.
   */
  mayRevoke?(occurrence: Occurrence<unknown>): readonly string[] | 'all' | undefined
}

/** The topics that a commit may have taken from some of their watchers, as `kind:id` or `kind:*`. */
export function revokedBy(
  topics: ReadonlyMap<string, Topic>,
  occurrences: readonly { occurrence: Occurrence<unknown> }[],
): string[] {
  const names = new Set<string>()
  for (const { kind, mayRevoke } of topics.values()) {
    if (!mayRevoke) continue
    for (const { occurrence } of occurrences) {
      const ids = mayRevoke(occurrence) ?? []
      if (ids === 'all') names.add(`${kind}:*`)
      else for (const id of ids) names.add(`${kind}:${id}`)
    }
  }
  return [...names]
}

/** The kind of topic that a name such as `order:ord_…` is of, and which one; undefined where there is no such kind. */
export function topicNamed(topics: ReadonlyMap<string, Topic>, name: string): { topic: Topic; id: string } | undefined {
  const colon = name.indexOf(':')
  const topic = topics.get(name.slice(0, colon))
  return topic && { topic, id: name.slice(colon + 1) }
}

/** Declares a live topic. */
export function topic(kind: string, options: Omit<Topic, 'kind'>): Topic {
  return { kind, ...options }
}
