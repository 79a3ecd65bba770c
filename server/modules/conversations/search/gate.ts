import { ApiError } from '#platform/errors'

/** Lets a few through at once and the rest wait a moment, so that whoever searches takes nothing from whoever works. */
export interface Gate {
  run<T>(task: () => Promise<T>): Promise<T>
}

/** @param atOnce how many run @param waiting how many may wait; more are told to try again (429) */
export function createGate({ atOnce, waiting }: { atOnce: number; waiting: number }): Gate {
  let running = 0
  const queue: (() => void)[] = []
  return {
    async run(task) {
      if (running >= atOnce) {
        if (queue.length >= waiting)
          throw new ApiError(
            'rate_limited',
            'search_busy',
            'Many people are searching right now. Try again in a moment.',
          )
        await new Promise<void>((resolve) => queue.push(resolve))
      } else running++
      try {
        return await task()
      } finally {
        const next = queue.shift()
        if (next) next()
        else running--
      }
    },
  }
}
