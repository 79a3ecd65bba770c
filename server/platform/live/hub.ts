import type { Occurrence } from '../events/event.ts'

/** Facts of one commit, as the sockets of this process hear of them. `topics` maps each topic to the version it reached. */
export interface LiveNews {
  readonly topics: ReadonlyMap<string, number>
  /** Present when the commit happened in this process; otherwise the rows are read. */
  readonly occurrences?: readonly { topic: string; version: number; occurrence: Occurrence<unknown> }[]
}

/** Where commits meet sockets inside one process. */
export interface LiveHub {
  publish(news: LiveNews): void
  subscribe(listener: (news: LiveNews) => void): () => void
}

export function createHub(): LiveHub {
  const listeners = new Set<(news: LiveNews) => void>()
  return {
    publish: (news) => {
      for (const listener of listeners) listener(news)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
