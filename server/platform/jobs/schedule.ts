import type { JobContext } from './job.ts'

/** Something done again and again. */
export interface Schedule {
  readonly name: string
  readonly everySeconds: number
  run(context: JobContext): Promise<void>
}

/** Declares a sweep that runs every so many seconds of the store's clock, in one process at a time. */
export function schedule(
  name: string,
  options: { everySeconds: number },
  run: (context: JobContext) => Promise<void>,
): Schedule {
  return { name, everySeconds: options.everySeconds, run }
}
