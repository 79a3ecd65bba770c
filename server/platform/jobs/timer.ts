import type { Work } from '../work.ts'

/** The name of a kind of deadline with the type of its data: enough to set one. */
export interface TimerToken<D> {
  readonly name: string
  /** Carries the type only. */
  readonly data?: D
}

/** A kind of deadline, and what happens then. */
export interface TimerType<D> extends TimerToken<D> {
  run(work: Work, data: D): Promise<void>
}

/**
 * Declares what happens when a deadline is reached. It runs once, inside the transaction that removes the timer, when the
 * store's clock has passed the due time. No network in here: enqueue a job for that.
 */
export function timer<D>(name: string | TimerToken<D>, run: (work: Work, data: D) => Promise<void>): TimerType<D> {
  return { name: typeof name === 'string' ? name : name.name, run }
}

/** Names a timer apart from what it does, for a file that both the timer and those who set it may import. */
export function timerToken<D>(name: string): TimerToken<D> {
  return { name }
}
