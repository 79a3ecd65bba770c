import { limits } from '../../limits.ts'
import type { PortToken } from '../port.ts'
import type { JobContext } from './job.ts'

/** Something done again and again. */
export interface Schedule {
  readonly name: string
  readonly everySeconds: number
  /** How long a run of a process that died keeps others from running it. */
  readonly leaseSeconds: number
  /** Runs only in a process that has an adapter of this port. */
  readonly port?: PortToken<unknown>
  run(context: JobContext): Promise<void>
}

/**
 * Declares a sweep that runs every so many seconds of the store's clock, in one process at a time.
 * @param options.leaseSeconds longer than a run ever takes; short for what may not rest when a process dies in it
 */
export function schedule(
  name: string,
  options: { everySeconds: number; leaseSeconds?: number; port?: PortToken<unknown> },
  run: (context: JobContext) => Promise<void>,
): Schedule {
  return {
    name,
    everySeconds: options.everySeconds,
    leaseSeconds: options.leaseSeconds ?? limits.schedules.leaseSeconds,
    ...(options.port ? { port: options.port } : {}),
    run,
  }
}
