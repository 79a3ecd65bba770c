import { sql } from 'kysely'
import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { JobEnvelope } from './insert-jobs.ts'
import { deadQueue } from './queues.ts'

/** A job, reaction or timer that did not succeed and waits for a person. */
export interface FailedJob {
  id: string
  kind: 'job' | 'reaction' | 'timer'
  name: string
  failedAt: Date | null
  tries: number
  message: string
}

/** What has failed for good, latest first, and timers that keep failing. */
export async function listFailedJobs(app: App, limit = 100): Promise<FailedJob[]> {
  const { rows } = await sql<{
    id: string
    source_name: string
    data: JobEnvelope
    created_on: Date
    source_retry_count: number | null
    source_output: { message?: string } | null
  }>`
    select id, source_name, data, created_on, source_retry_count, source_output from pgboss.job
    where name = ${deadQueue} and state = 'created' order by created_on desc limit ${limit}`.execute(app.db)
  const timers = await sql<{ name: string; key: string; failures: number; last_error: string; retry_at: Date }>`
    select name, key, failures, last_error, retry_at from timer
    where store_id = ${app.storeId} and failures > 0 order by failures desc limit ${limit}`.execute(app.db)
  const jobs = rows.map((row): FailedJob => {
    const subscriber = row.source_name === 'reaction' ? (row.data.data as { subscriber: string }).subscriber : undefined
    return {
      id: row.id,
      kind: subscriber ? 'reaction' : 'job',
      name: subscriber ?? row.source_name,
      failedAt: row.created_on,
      tries: (row.source_retry_count ?? 0) + 1,
      message: row.source_output?.message ?? '',
    }
  })
  const stuck = timers.rows.map(
    (row): FailedJob => ({
      id: `${row.name}/${row.key}`,
      kind: 'timer',
      name: row.name,
      failedAt: row.retry_at,
      tries: row.failures,
      message: row.last_error,
    }),
  )
  return [...jobs, ...stuck]
}

/** Puts a failed job back into its queue. */
export async function retryFailedJob(app: App, id: string): Promise<void> {
  const isUuid = /^[0-9a-f-]{36}$/.test(id)
  if (!isUuid || (await app.boss.redrive(deadQueue, { ids: [id] })) === 0) notFound('failed job')
}
