import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { placeReplacement } from './jobs/place-replacement.ts'
import type { ReplacementTables } from './tables.ts'

const db = tablesOf<ReplacementTables>()

/** Asks again for what has waited too long for the storefront's answer: a job that was lost or gave up is no reason to forget a promise. */
export const sweepReplacements = schedule(
  'replacements.sweep',
  { everySeconds: limits.replacements.sweepSeconds },
  async (context) => {
    await context.transact(async (work) => {
      const { lostAfterMinutes, lookAtMostEveryHours, sweepRows } = limits.replacements
      const { rows } = await sql<{ id: string }>`
      select id from replacement
      where store_id = ${work.storeId} and state = 'requested'
        and coalesce(last_tried_at, requested_at) < ${work.now}::timestamptz
          - greatest(make_interval(mins => ${lostAfterMinutes}), least(make_interval(hours => ${lookAtMostEveryHours}), (${work.now}::timestamptz - requested_at) / 4))
      order by coalesce(last_tried_at, requested_at) limit ${sweepRows}`.execute(db(work))
      for (const { id } of rows) await work.enqueue(placeReplacement, { replacementId: id }, { key: id })
    }, system('replacements'))
  },
)
