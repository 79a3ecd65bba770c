/** Time as an adapter of a phone network has it; tests move it by hand. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs once after so many milliseconds, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void
}

/** Waits by the system's clock; `now` may be another one, such as that of a demonstration store. */
export function systemTimers(now: () => number = Date.now): Timers {
  return {
    now,
    after(ms, run) {
      // Sockets keep a program alive that makes calls; what is only remembered for a while does not.
      const timeout = setTimeout(run, ms).unref()
      return () => clearTimeout(timeout)
    },
  }
}

/** Resolves after so many milliseconds. */
export function pause(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => void timers.after(ms, resolve))
}
