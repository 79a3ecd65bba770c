import { CompiledQuery } from 'kysely'
import type { Db, JobInsert } from 'pg-boss'
import type { App } from '../app.ts'
import type { AnyDatabase } from '../work.ts'

/** A job that a command has asked for. */
export interface PendingJob {
  queue: string
  id: string
  data: unknown
  key?: string
  startAfterSeconds?: number
}

/** What travels in a job: the data, and the key that stays the same on every try. */
export interface JobEnvelope {
  data: unknown
  key: string
}

/** Adds jobs inside the caller's transaction, one statement per queue. */
export async function insertJobs(app: App, db: AnyDatabase, jobs: readonly PendingJob[]): Promise<void> {
  for (const [queue, members] of Map.groupBy(jobs, (job) => job.queue)) {
    await app.boss.insert(queue, members.map(insertOf), { db: bossOn(db) })
  }
}

/** Lets pg-boss speak through our transaction. */
export function bossOn(db: AnyDatabase): Db {
  return {
    async executeSql(text, values = []) {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]))
      return { rows }
    },
  }
}

// Queues have the policy `short`: one waiting job per singleton key. Jobs without a key of their own get a unique one.
function insertOf(job: PendingJob): JobInsert {
  const key = job.key ?? job.id
  const envelope: JobEnvelope = { data: job.data, key }
  return {
    id: job.id,
    data: envelope,
    singletonKey: key,
    ...(job.startAfterSeconds ? { startAfter: job.startAfterSeconds } : {}),
  }
}
