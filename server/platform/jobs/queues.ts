import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { PgBoss, UpdateQueueOptions } from 'pg-boss'
import { limits } from '../../limits.ts'
import type { Registry } from '../app.ts'
import type { AnyDatabase } from '../work.ts'
import type { JobOptions } from './job.ts'

/** Where reactions to facts wait, all subscribers together: they only touch the database and are short. */
export const reactionQueue = 'reaction'

/** Where jobs end up that failed on their last try. */
export const deadQueue = 'dead'

/** What a queue is made with; only `options` can change later. */
interface Queue {
  fixed: { policy: 'standard' | 'short'; deadLetter?: string }
  options: UpdateQueueOptions
}

/** Makes sure that every kind of job has its queue, with today's options. */
export async function ensureQueues(db: AnyDatabase, boss: PgBoss, registry: Registry, floorSeconds = 1): Promise<void> {
  const kept = { retentionSeconds: limits.jobs.keepFailedSeconds, deleteAfterSeconds: limits.jobs.keepFailedSeconds }
  const wanted = new Map<string, Queue>([[deadQueue, { fixed: { policy: 'standard' }, options: kept }]])
  for (const { name, options } of [{ name: reactionQueue, options: {} }, ...registry.jobs.values()]) {
    wanted.set(name, {
      fixed: { policy: 'short', deadLetter: deadQueue },
      options: queueOptions(options, floorSeconds),
    })
  }
  const present = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  const missing: { name: string; options: object }[] = []
  for (const [name, { fixed, options }] of wanted) {
    const found = present.get(name)
    if (!found) missing.push({ name, options: { ...fixed, ...options } })
    else if (!isDeepStrictEqual({ ...found, ...options }, found)) await boss.updateQueue(name, options)
  }
  if (missing.length > 0) await createQueues(db, missing)
}

/** All in one statement, in their order: the queue of the dead stands before those that name it. */
async function createQueues(db: AnyDatabase, queues: readonly { name: string; options: object }[]): Promise<void> {
  await sql`select pgboss.create_queue(wanted.value->>'name', wanted.value->'options')
    from jsonb_array_elements(${JSON.stringify(queues)}::jsonb) as wanted`.execute(db)
}

function queueOptions(options: JobOptions, floorSeconds: number): UpdateQueueOptions {
  const retryDelay = Math.max(options.retryDelaySeconds ?? limits.jobs.retryDelaySeconds, floorSeconds)
  const retryBackoff = options.retryBackoff ?? true
  const longest = Math.max(options.retryDelayMaxSeconds ?? limits.jobs.retryDelayMaxSeconds, retryDelay)
  return {
    notify: true,
    retryLimit: options.retryLimit ?? limits.jobs.retryLimit,
    retryDelay,
    retryBackoff,
    retryDelayMax: retryBackoff ? longest : null,
    expireInSeconds: options.timeoutSeconds ?? limits.jobs.timeoutSeconds,
    heartbeatSeconds: limits.jobs.heartbeatSeconds,
    deleteAfterSeconds: limits.jobs.keepDoneSeconds,
    retentionSeconds: limits.jobs.keepFailedSeconds,
  }
}
