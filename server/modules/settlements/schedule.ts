import { sql } from 'kysely'
import { system } from '#platform/auth/actor'
import { schedule, type Schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { collectDebit } from './jobs/collect-debit.ts'
import type { SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

/** Takes up again what is still being collected: a job that was lost, and a provider that has not answered for good. */
export const sweepDebits: Schedule = schedule(
  'settlements.sweep',
  { everySeconds: limits.settlements.sweepSeconds },
  async (context) => {
    await context.transact(async (work) => {
      for (const id of await overdue(work))
        await work.enqueue(collectDebit, { entryId: id }, { key: `seller-debit:${id}` })
    }, system('settlements'))
  },
)

async function overdue(work: Work): Promise<string[]> {
  const { lostAfterMinutes, sweepRows } = limits.settlements
  const { rows } = await sql<{ id: string }>`
    select id from seller_entry
    where store_id = ${work.storeId} and kind = 'debit' and state = 'posted'
      and coalesce(last_tried_at, at) < ${work.now}::timestamptz - make_interval(mins => ${lostAfterMinutes})
    order by at limit ${sweepRows}`.execute(db(work))
  return rows.map((row) => row.id)
}
