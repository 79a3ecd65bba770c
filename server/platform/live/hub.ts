import { randomUUID } from 'node:crypto'
import type { Occurrence } from '../events/event.ts'

/** Facts of one commit, as the sockets of this process hear of them. `topics` maps each topic to the version it reached. */
export interface LiveNews {
  readonly topics: ReadonlyMap<string, number>
  /** Present when the commit happened in this process; otherwise the rows are read. */
  readonly occurrences?: readonly { topic: string; version: number; occurrence: Occurrence<unknown> }[]
  /** Topics whose watchers may have lost their right: `conversation:cnv_…`, or `conversation:*` for all of a kind. */
  readonly recheck?: readonly string[]
}

/** Something that is true for a moment, such as that somebody types: told to whoever watches the topic, kept nowhere. */
export interface Signal {
  readonly topic: string
  readonly signal: string
  readonly kind?: string
  /** What it carries, where its topic lets it. */
  readonly data?: object
  readonly by: { kind: string; id: string; name: string }
  readonly at: string
}

/** Where commits meet sockets and timers inside one process. */
export interface LiveHub {
  /** Tells announcements of this process from those of others. */
  readonly id: string
  publish(news: LiveNews): void
  /** Tells this process' watchers; `from` is the one that said it and is not told again. */
  signal(signal: Signal, from?: object): void
  timersChanged(dueAt: readonly Date[]): void
  /** Announcements may have been missed: look for yourself. */
  caughtUp(): void
  onSignal(listener: (said: { signal: Signal; from?: object }) => void): () => void
  onNews(listener: (news: LiveNews) => void): () => void
  onTimers(listener: (dueAt: readonly Date[]) => void): () => void
  onCatchUp(listener: () => void): () => void
}

export function createHub(): LiveHub {
  const news = listeners<LiveNews>()
  const signals = listeners<{ signal: Signal; from?: object }>()
  const timers = listeners<readonly Date[]>()
  const catchUp = listeners<void>()
  return {
    id: randomUUID(),
    publish: news.tell,
    signal: (signal, from) => signals.tell(from ? { signal, from } : { signal }),
    onSignal: signals.add,
    timersChanged: timers.tell,
    caughtUp: catchUp.tell,
    onNews: news.add,
    onTimers: timers.add,
    onCatchUp: catchUp.add,
  }
}

function listeners<T>(): { add(listener: (value: T) => void): () => void; tell(value: T): void } {
  const members = new Set<(value: T) => void>()
  return {
    add(listener) {
      members.add(listener)
      return () => members.delete(listener)
    },
    tell(value) {
      for (const listener of members) listener(value)
    },
  }
}
