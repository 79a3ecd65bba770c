import type { App } from '../app.ts'
import { system } from '../auth/actor.ts'
import { assert } from '../errors.ts'
import { runReaction } from '../events/run-reaction.ts'
import { read, transact } from '../transact.ts'
import type { JobEnvelope } from './insert-jobs.ts'
import type { JobContext } from './job.ts'
import { reactionQueue } from './queues.ts'

/** One try of one job, as it was fetched. */
export interface FetchedJob {
  readonly id: string
  readonly name: string
  readonly data: JobEnvelope
  readonly retryCount: number
  readonly retryLimit: number
  readonly signal: AbortSignal
}

/** Runs one try of a job or reaction; throws when it has to be tried again. */
export async function runJob(app: App, fetched: FetchedJob): Promise<void> {
  if (fetched.name === reactionQueue) {
    const { eventId, subscriber } = reactionOf(fetched)
    return await runReaction(app, [eventId], subscriber)
  }
  const job = app.registry.jobs.get(fetched.name)
  assert(job, `job "${fetched.name}" is registered`)
  await job.run(contextOf(app, fetched.name, fetched), fetched.data.data)
}

/** Which fact a job of the reaction queue is about, and whose. */
export function reactionOf({ data }: { data: JobEnvelope }): { eventId: string; subscriber: string } {
  return data.data as { eventId: string; subscriber: string }
}

/** What jobs and schedules work with. */
export function contextOf(app: App, name: string, fetched: Omit<FetchedJob, 'name'>): JobContext {
  return {
    app,
    log: app.log.child({ job: name, jobId: fetched.id }),
    signal: fetched.signal,
    jobKey: fetched.data.key,
    retryCount: fetched.retryCount,
    isLastTry: fetched.retryCount >= fetched.retryLimit,
    transact: (run, actor = system(name)) => transact(app, actor, run),
    read: () => read(app, system(name)),
    port: (token) => app.ports.get(token),
  }
}
