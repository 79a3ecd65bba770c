import type { App } from '#platform/app'
import { runReaction } from '#platform/events/run-reaction'
import type { JobEnvelope } from '#platform/jobs/insert-jobs'
import type { JobOptions } from '#platform/jobs/job'
import { queuesWithReadyJobs } from '#platform/jobs/drain'
import { reactionQueue } from '#platform/jobs/queues'
import { reactionOf, runJob } from '#platform/jobs/run-job'
import { runDueSchedules } from '#platform/jobs/run-schedules'
import { nextTimerDueAt, runDueTimers } from '#platform/jobs/run-timers'
import { tidy } from '#platform/jobs/tidy'
import { countJob } from '#platform/metrics'
import type { JobWithMetadata } from 'pg-boss'
import { limits } from '../limits.ts'

export interface Worker {
  /** When the worker last looked at what is due; for readiness. */
  lastLookAt(): number
  stop(): Promise<void>
}

/** Does this process's share of jobs, reactions, timers and sweeps until it is stopped. */
export async function startWorker(app: App): Promise<Worker> {
  const stopping = new AbortController()
  const lanes = new Map<string, string[]>()
  lanes.set(
    reactionQueue,
    await work(app, reactionQueue, limits.jobs.reactionBatch, limits.jobs.reactionLanes, stopping.signal),
  )
  const follow = async ({ name, options }: { name: string; options: JobOptions }) => {
    const isOurs = options.port === undefined || app.ports.has(options.port)
    if (isOurs && !lanes.has(name))
      lanes.set(name, await work(app, name, 1, options.concurrency ?? limits.jobs.concurrency, stopping.signal))
    // Whoever has the port now does the rest.
    else if (!isOurs && lanes.delete(name)) await app.boss.offWork(name, { wait: true })
  }
  for (const job of app.registry.jobs.values()) await follow(job)
  const ofPorts = [...app.registry.jobs.values()].filter(({ options }) => options.port)
  let following = Promise.resolve()
  const followPorts = () => {
    following = following
      .then(async () => {
        for (const job of ofPorts) if (!stopping.signal.aborted) await follow(job)
      })
      .catch((error: Error) => app.log.error({ err: error }, 'jobs could not follow a port'))
  }
  let lastLook = Date.now()
  const timers = loop(app, stopping.signal, async () => {
    await runDueTimers(app)
    lastLook = Date.now()
    const next = (await nextTimerDueAt(app))?.getTime() ?? Number.POSITIVE_INFINITY
    return Math.min(next - app.clock.now().getTime(), limits.timers.pollSeconds * 1000)
  })
  const forget = [app.live.onTimers(timers.wake), app.live.onCatchUp(timers.wake), app.ports.onChange(followPorts)]
  followPorts()
  // What is looked at every few seconds does not wait for a sweep that takes minutes.
  const isQuick = ({ everySeconds }: { everySeconds: number }) => everySeconds <= limits.schedules.quickSeconds
  const sweep = (which: typeof isQuick) =>
    loop(app, stopping.signal, async () => {
      await runDueSchedules(app, stopping.signal, undefined, { which })
      return limits.schedules.pollSeconds * 1000
    })
  const sweeps = sweep((schedule) => !isQuick(schedule))
  const quickSweeps = sweep(isQuick)
  // New jobs announce themselves. Retries and delayed ones do not, and pg-boss would find them only at its slow poll.
  const delayed = loop(app, stopping.signal, async () => {
    for (const queue of await queuesWithReadyJobs(app))
      for (const lane of lanes.get(queue) ?? []) app.boss.notifyWorker(lane)
    return limits.jobs.delayedPollSeconds * 1000
  })
  const services = app.modules
    .flatMap((module) => module.services)
    .map((service) => loop(app, stopping.signal, () => service.look(app, stopping.signal)))
  const tidying = loop(app, stopping.signal, async () => {
    await tidy(app)
    return 3_600_000
  })
  return {
    lastLookAt: () => lastLook,
    async stop() {
      stopping.abort()
      for (const stop of forget) stop()
      await following
      const loops = [timers, sweeps, quickSweeps, delayed, tidying, ...services].map((one) => one.done)
      const idle = Promise.all([...loops, ...[...lanes.keys()].map((name) => app.boss.offWork(name, { wait: true }))])
      await Promise.race([idle, pause(limits.jobs.stopSeconds * 1000)])
    },
  }
}

// One registration per lane, because only the first worker of a registration can be woken. After each batch a lane wakes
// itself: pg-boss would pause after a batch of one, and there may be more.
async function work(
  app: App,
  queue: string,
  batchSize: number,
  lanes: number,
  stopping: AbortSignal,
): Promise<string[]> {
  const settings = { batchSize, includeMetadata: true, perJobResults: true } as const
  const open = async () => {
    let lane = ''
    const handle = async (jobs: Job[]) => {
      const results =
        queue === reactionQueue
          ? await runReactions(app, jobs, stopping)
          : await Promise.all(jobs.map((job) => runOne(app, job, stopping)))
      if (!stopping.aborted) app.boss.notifyWorker(lane)
      return results
    }
    lane = await app.boss.work<JobEnvelope, unknown, typeof settings>(queue, settings, handle)
    return lane
  }
  return await Promise.all(Array.from({ length: lanes }, open))
}

type Job = JobWithMetadata<JobEnvelope>
type Outcome = Awaited<ReturnType<typeof runOne>>

/** A few transactions at a time, so that others find a connection; what its subscriber takes together is one of them. */
async function runReactions(app: App, jobs: readonly Job[], stopping: AbortSignal): Promise<Outcome[]> {
  const groups = [...Map.groupBy(jobs, (job) => reactionOf(job).subscriber)].flatMap(([subscriber, members]) =>
    app.registry.reactions.get(subscriber)?.together ? [members] : members.map((job) => [job]),
  )
  const outcomes: Outcome[] = []
  // All take from one list.
  const next = groups.values()
  const lane = async () => {
    for (const group of next) outcomes.push(...(await runGroup(app, group, stopping)))
  }
  await Promise.all(Array.from({ length: limits.jobs.reactionsAtOnce }, lane))
  return outcomes
}

// Where it fails, each is tried alone.
async function runGroup(app: App, group: readonly Job[], stopping: AbortSignal): Promise<Outcome[]> {
  const started = process.hrtime.bigint()
  const [first, second] = group
  if (first && second) {
    const { subscriber } = reactionOf(first)
    try {
      await runReaction(
        app,
        group.map((job) => reactionOf(job).eventId),
        subscriber,
      )
      for (const { name } of group) countJob(name, 'completed', started)
      return group.map(({ id }) => completed(id))
    } catch (error) {
      app.log.warn({ err: error, subscriber, count: group.length }, 'facts could not be worked off together')
    }
  }
  const outcomes: Outcome[] = []
  for (const job of group) outcomes.push(await runOne(app, job, stopping))
  return outcomes
}

function completed(id: string) {
  return { id, status: 'completed' as const }
}

async function runOne(app: App, job: Job, stopping: AbortSignal) {
  const started = process.hrtime.bigint()
  try {
    await runJob(app, {
      id: job.id,
      name: job.name,
      data: job.data,
      retryCount: job.retryCount,
      retryLimit: job.retryLimit,
      signal: AbortSignal.any([job.signal, stopping]),
    })
    countJob(job.name, 'completed', started)
    return completed(job.id)
  } catch (error) {
    countJob(job.name, 'failed', started)
    const isLast = job.retryCount >= job.retryLimit
    app.log[isLast ? 'error' : 'warn'](
      { err: error, job: job.name, jobId: job.id, retryCount: job.retryCount },
      isLast ? 'a job failed for good' : 'a job failed and will be tried again',
    )
    return {
      id: job.id,
      status: 'failed' as const,
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** Runs a step again and again, pausing as long as it says or until woken; an error is logged and never ends it. */
function loop(app: App, stopping: AbortSignal, step: () => Promise<number>): { wake(): void; done: Promise<void> } {
  let wakeUp = () => {}
  let awake = false
  stopping.addEventListener('abort', () => wakeUp())
  const run = async () => {
    while (!stopping.aborted) {
      awake = false
      const waitMs = await step().catch((error: Error) => {
        app.log.warn({ reason: error.message }, 'the worker could not look at what is due')
        return 1000
      })
      if (awake || stopping.aborted) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(waitMs, 5))
        wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  return {
    wake() {
      awake = true
      wakeUp()
    },
    done: run(),
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
