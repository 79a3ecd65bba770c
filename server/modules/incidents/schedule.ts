import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { read } from '#platform/work'
import { limits } from '../../limits.ts'
import { findOrders } from './jobs/find-orders.ts'
import type { IncidentTables } from './tables.ts'

const db = tablesOf<IncidentTables>()

/** Looks again for what open incidents hit: parcels are shipped and scanned meanwhile. */
export const lookAgain = schedule(
  'incidents.look-again',
  { everySeconds: limits.incidents.lookAgainSeconds },
  async (context) => {
    const reader = read(context.app, system('incidents'))
    const open = await db(reader)
      .selectFrom('incident')
      .select('id')
      .where('store_id', '=', reader.storeId)
      .where('state', '=', 'open')
      .execute()
    if (open.length === 0) return
    await context.transact(async (work) => {
      for (const { id } of open) await work.enqueue(findOrders, { incidentId: id }, { key: id })
    })
  },
)
