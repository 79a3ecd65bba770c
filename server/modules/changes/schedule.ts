import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { lookUpChange } from './jobs/apply-change.ts'
import type { ChangeTables } from './tables.ts'

const db = tablesOf<ChangeTables>()

/**
 * Looks up what the storefront has not answered yet: a notice of theirs may be lost, and so may a job of ours. Soon for what
 * is fresh and more rarely for what is old, so that a backlog of old ones never keeps a new one waiting.
 */
export const sweepChanges = schedule(
  'changes.sweep',
  { everySeconds: limits.changes.sweepSeconds },
  async (context) => {
    await context.transact(async (work) => {
      const { lookAtMostEveryHours, sweepRows } = limits.changes
      const { rows } = await sql<{ id: string }>`
      select id from change
      where store_id = ${work.storeId} and state in ('pending', 'review') and requested_at < ${work.now}::timestamptz - interval '1 minute'
        and coalesce(last_tried_at, requested_at) < ${work.now}::timestamptz
          - greatest(interval '1 minute', least(make_interval(hours => ${lookAtMostEveryHours}), (${work.now}::timestamptz - requested_at) / 4))
      order by coalesce(last_tried_at, requested_at) limit ${sweepRows}`.execute(db(work))
      for (const { id } of rows) await work.enqueue(lookUpChange, { changeId: id }, { key: `look-up:${id}` })
    }, system('changes'))
  },
)
