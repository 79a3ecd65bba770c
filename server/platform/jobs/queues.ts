import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { limits } from '../../limits.ts'
import type { Registry } from '../app.ts'
import type { AnyDatabase } from '../work.ts'
import type { JobOptions } from './job.ts'

/** Where reactions to facts wait, all subscribers together: they only touch the database and are short. */
export const reactionQueue = 'reaction'

/** Where jobs end up that failed on their last try. */
export const deadQueue = 'dead'

/** Makes sure that every kind of job has its queue, with today's options. */
export async function ensureQueues(db: AnyDatabase, boss: PgBoss, registry: Registry, retryDelayFloorSeconds = 1): Promise<void> {
  const wanted = new Map<string, object>([[deadQueue, { policy: 'standard', retentionSeconds: limits.jobs.keepFailedSeconds, deleteAfterSeconds: limits.jobs.keepFailedSeconds }]])
  wanted.set(reactionQueue, queueOptions({}, retryDelayFloorSeconds))
  for (const { name, options } of registry.jobs.values()) wanted.set(name, queueOptions(options, retryDelayFloorSeconds))
  const { rows } = await sql<{ name: string }>`select name from pgboss.queue`.execute(db)
  const present = new Set(rows.map((row) => row.name))
  const missing = [...wanted].filter(([name]) => !present.has(name))
  for (const [name, options] of missing) {
    await sql`select pgboss.create_queue(${name}, ${JSON.stringify(options)}::jsonb)`.execute(db)
  }
  for (const [name, { policy, deadLetter, ...options }] of wanted as Map<string, { policy?: string; deadLetter?: string }>) {
    if (present.has(name)) await boss.updateQueue(name, options)
  }
}

function queueOptions(options: JobOptions, floorSeconds: number): object {
  const retryDelay = Math.max(options.retryDelaySeconds ?? limits.jobs.retryDelaySeconds, floorSeconds)
  return {
    policy: 'short',
    deadLetter: deadQueue,
    notify: true,
    retryLimit: options.retryLimit ?? limits.jobs.retryLimit,
    retryDelay,
    retryBackoff: options.retryBackoff ?? true,
    ...(options.retryBackoff === false ? {} : { retryDelayMax: Math.max(options.retryDelayMaxSeconds ?? limits.jobs.retryDelayMaxSeconds, retryDelay) }),
    expireInSeconds: options.timeoutSeconds ?? limits.jobs.timeoutSeconds,
    heartbeatSeconds: limits.jobs.heartbeatSeconds,
    deleteAfterSeconds: limits.jobs.keepDoneSeconds,
    retentionSeconds: limits.jobs.keepFailedSeconds,
  }
}
