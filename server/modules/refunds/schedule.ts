import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { system } from '#platform/auth/actor'
import { schedule, type Schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sendCharge } from './jobs/send-charge.ts'
import { sendMovement } from './jobs/send-movement.ts'
import type { RefundTables } from './tables.ts'

const db = tablesOf<RefundTables>()

/**
 * Takes up again what is still under way: a job that was lost, and a provider that never told of the outcome. Looks soon at
 * what is fresh and more rarely at what is old, up to four times a day.
 */
export const sweepMovements: Schedule = schedule(
  'refunds.sweep',
  { everySeconds: limits.refunds.sweepSeconds },
  async (context) => {
    await context.transact(async (work) => {
      for (const id of await overdue(work, 'refund_movement'))
        await work.enqueue(sendMovement, { movementId: id }, { key: `refund:${id}` })
      for (const id of await overdue(work, 'charge'))
        await work.enqueue(sendCharge, { chargeId: id }, { key: `charge:${id}` })
    }, system('refunds'))
  },
)

async function overdue(work: Work, table: 'refund_movement' | 'charge'): Promise<string[]> {
  const { lostAfterMinutes, lookAtMostEveryHours, sweepRows } = limits.refunds
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)}
    where store_id = ${work.storeId} and state = 'requested'
      and requested_at < ${work.now}::timestamptz - make_interval(mins => ${lostAfterMinutes})
      and coalesce(last_tried_at, requested_at) < ${work.now}::timestamptz
        - greatest(make_interval(mins => ${lostAfterMinutes}), least(make_interval(hours => ${lookAtMostEveryHours}), (${work.now}::timestamptz - requested_at) / 4))
    order by coalesce(last_tried_at, requested_at) limit ${sweepRows}`.execute(db(work))
  return rows.map((row) => row.id)
}
