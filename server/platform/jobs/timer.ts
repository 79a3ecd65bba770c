import type { Work } from '../work.ts'

/** A kind of deadline with the type of its data. */
export interface TimerType<D> {
  readonly name: string
  run(work: Work, data: D): Promise<void>
}

/**
 * Declares what happens when a deadline is reached. It runs once, inside the transaction that removes the timer, when the
 * store's clock has passed the due time. No network in here: enqueue a job for that.
 */
export function timer<D>(name: string, run: (work: Work, data: D) => Promise<void>): TimerType<D> {
  return { name, run }
}
