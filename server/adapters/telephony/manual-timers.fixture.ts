import type { Timers } from './timers.ts'

export interface ManualTimers extends Timers {
  /** Moves time forward, running what is due in order, and lets everything that waits for nothing else go on in between. */
  advance(ms: number): Promise<void>
  /** Moves time forward until something is so; fails when it is not within ten minutes. */
  advanceUntil(look: () => boolean): Promise<void>
  /** How much is still to come. */
  readonly waiting: number
}

/** Time that stands still until it is moved. */
export function manualTimers(start = Date.parse('2026-03-02T10:00:00Z')): ManualTimers {
  let now = start
  let nextId = 0
  const due = new Map<number, { at: number; run: () => void }>()
  const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))
  const earliest = (until: number) => {
    let found: [number, { at: number; run: () => void }] | undefined
    for (const entry of due) if (entry[1].at <= until && (!found || entry[1].at < found[1].at)) found = entry
    return found
  }
  const timers: ManualTimers = {
    now: () => now,
    after(ms, run) {
      const id = nextId++
      due.set(id, { at: now + Math.max(0, ms), run })
      return () => void due.delete(id)
    },
    async advance(ms) {
      const until = now + ms
      await settle()
      for (let next = earliest(until); next; next = earliest(until)) {
        due.delete(next[0])
        now = Math.max(now, next[1].at)
        next[1].run()
        await settle()
      }
      now = until
    },
    async advanceUntil(look) {
      const until = now + 600_000
      for (await timers.advance(0); !look(); await timers.advance(100))
        if (now > until) throw new Error('It did not happen in ten minutes.')
    },
    get waiting() {
      return due.size
    },
  }
  return timers
}
