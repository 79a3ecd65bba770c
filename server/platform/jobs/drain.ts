import { sql } from 'kysely'
import type { JobWithMetadata } from 'pg-boss'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import type { JobEnvelope } from './insert-jobs.ts'
import { runJob } from './run-job.ts'

/** What a drain did. */
export interface Drained {
  ran: number
  failures: { name: string; error: unknown }[]
}

/**
 * Runs waiting jobs and reactions in this process until there are none, and waits for those that other processes have in
 * hand.
 * @param options.delayed also runs, once, what waits for a later moment (a retry, a poll) when the drain begins
 */
export async function drain(app: App, options: { delayed?: boolean } = {}): Promise<Drained> {
  const drained: Drained = { ran: 0, failures: [] }
  if (options.delayed)
    for (const queue of await queuesWithWork(app, 'delayed')) await runBatch(app, queue, true, drained)
  for (;;) {
    const queues = await queuesWithWork(app, 'ready')
    for (const queue of queues) await runBatch(app, queue, false, drained)
    if (drained.ran > limits.jobs.drain) throw new Error('Jobs keep making more jobs: the drain gave up.')
    if (queues.length === 0 && (await queuesWithWork(app, 'active')).length === 0) return drained
    if (queues.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Queues in which a job could run now. */
export async function queuesWithReadyJobs(app: App): Promise<string[]> {
  return await queuesWithWork(app, 'ready')
}

const conditions = {
  delayed: sql`state in ('created', 'retry') and start_after > pgboss.job_now()`,
  ready: sql`state in ('created', 'retry') and start_after <= pgboss.job_now()`,
  active: sql`state = 'active'`,
}

async function queuesWithWork(app: App, which: keyof typeof conditions): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`select distinct name from pgboss.job where ${conditions[which]} and name <> 'dead' order by name`.execute(app.db)
  return rows.map((row) => row.name).filter((name) => which === 'active' || name === 'reaction' || isForUs(app, name))
}

function isForUs(app: App, name: string): boolean {
  const job = app.registry.jobs.get(name)
  return job !== undefined && (job.options.port === undefined || app.ports.has(job.options.port))
}

async function runBatch(app: App, queue: string, ignoreStartAfter: boolean, drained: Drained): Promise<void> {
  const jobs = await app.boss.fetch<JobEnvelope>(queue, {
    batchSize: ignoreStartAfter ? 1000 : 50,
    ignoreStartAfter,
    includeMetadata: true,
  })
  for (const job of jobs) {
    drained.ran++
    try {
      await runJob(app, fetched(job))
      await app.boss.complete(queue, job.id)
    } catch (error) {
      drained.failures.push({ name: nameOf(job), error })
      app.log.warn({ err: error, job: nameOf(job) }, 'a job failed')
      await app.boss.fail(queue, job.id, { message: error instanceof Error ? error.message : String(error) })
    }
  }
}

function fetched(job: JobWithMetadata<JobEnvelope>) {
  return {
    id: job.id,
    name: job.name,
    data: job.data,
    retryCount: job.retryCount,
    retryLimit: job.retryLimit,
    signal: job.signal ?? new AbortController().signal,
  }
}

function nameOf(job: JobWithMetadata<JobEnvelope>): string {
  return job.name === 'reaction' ? (job.data.data as { subscriber: string }).subscriber : job.name
}
