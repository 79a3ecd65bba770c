import { linkIncident } from '#modules/conversations'
import { system } from '#platform/auth/actor'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { read, type Work } from '#platform/work'
import { findHits, type Hit } from '../hits.ts'
import type { IncidentTables } from '../tables.ts'

const db = tablesOf<IncidentTables>()

/**
 * Looks through the orders of an incident's span, page by page, notes those it hits and links their open conversations. Repeated
 * from the beginning it finds the same ones, and those that came since.
 */
export const findOrders = job<{ incidentId: string }>(
  'incidents.find-orders',
  { retryLimit: 10, timeoutSeconds: 900, concurrency: 1 },
  async (context, { incidentId }) => {
    const reader = read(context.app, system('incidents'))
    const incident = await db(reader)
      .selectFrom('incident')
      .select(['filter', 'state'])
      .where('store_id', '=', reader.storeId)
      .where('id', '=', incidentId)
      .executeTakeFirst()
    if (incident?.state !== 'open') return
    for await (const hits of findHits(reader, incident.filter))
      await context.transact((work) => keepHits(work, incidentId, hits))
    await context.transact(async (work) => {
      await db(work)
        .updateTable('incident')
        .set({ looked_at: work.now })
        .where('store_id', '=', work.storeId)
        .where('id', '=', incidentId)
        .execute()
    })
  },
)

async function keepHits(work: Work, incidentId: string, hits: readonly Hit[]): Promise<void> {
  if (hits.length === 0) return
  await db(work)
    .insertInto('incident_order')
    .values(
      hits.map(({ id, customerId }) => ({
        store_id: work.storeId,
        incident_id: incidentId,
        order_id: id,
        customer_id: customerId,
        found_at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await linkIncident(work, { incidentId, orderIds: hits.map(({ id }) => id) })
}
