import type { Actor } from '../auth/actor.ts'
import type { App } from '../app.ts'
import type { Log } from '../log.ts'
import type { PortToken } from '../port.ts'
import type { Reader, Work } from '../work.ts'

/** How often and how patiently a job is tried, how long one try may take, and how many run at once in a process. */
export interface JobOptions {
  /** Tries after the first; then the job counts as failed and waits for a person. */
  retryLimit?: number
  /** Seconds before the first retry. */
  retryDelaySeconds?: number
  /** Doubles the delay each time, with jitter. On unless switched off. */
  retryBackoff?: boolean
  retryDelayMaxSeconds?: number
  /** One try may take this long; its signal aborts then. */
  timeoutSeconds?: number
  /** How many of this kind one process runs at the same time. */
  concurrency?: number
  /** Done only by a process that has an adapter of this port, for what only one process can hold, such as a telephone line. */
  port?: PortToken<unknown>
}

/** What a job works with. The network is reached only from here. */
export interface JobContext {
  readonly app: App
  readonly log: Log
  /** Aborts when the try has taken too long or the program stops. */
  readonly signal: AbortSignal
  /** The same on every retry: the provider's idempotency key. The `key` it was enqueued with, else the job's id. */
  readonly jobKey: string
  /** Tries before this one. */
  readonly retryCount: number
  /** Whether a failure now is the last. */
  readonly isLastTry: boolean
  transact<T>(run: (work: Work) => Promise<T>, actor?: Actor): Promise<T>
  read(): Reader
  port<P>(token: PortToken<P>): P
}

/** The name of a kind of job with the type of its data: enough to enqueue one. */
export interface JobToken<D> {
  readonly name: string
  /** Carries the type only. */
  readonly data?: D
}

/** A kind of job, and what it does. */
export interface JobType<D> extends JobToken<D> {
  readonly options: JobOptions
  run(context: JobContext, data: D): Promise<void>
}

/**
 * Declares a job: work that may use the network and is tried again until it succeeds. It runs at least once, so it must
 * be safe to repeat. Throw to be tried again.
 */
export function job<D>(
  name: string | JobToken<D>,
  options: JobOptions,
  run: (context: JobContext, data: D) => Promise<void>,
): JobType<D> {
  return { name: typeof name === 'string' ? name : name.name, options, run }
}
