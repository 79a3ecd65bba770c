import { linkIncident } from '#modules/conversations'
import { listParcelsShipped } from '#modules/deliveries'
import { listOrdersPlaced, ordersAmong, productIdOf } from '#modules/orders'
import { findSeller } from '#modules/sellers'
import { system } from '#platform/auth/actor'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { read, type Reader, type Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { IncidentFilter } from '../contract.ts'
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
    const traits = await traitsOf(reader, incident.filter)
    for await (const orderIds of candidates(reader, incident.filter)) {
      const hit = await ordersAmong(reader, orderIds, traits)
      await context.transact((work) => keepHits(work, incidentId, hit))
    }
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

/** Order ids of the span, a page at a time: by parcel where something about a parcel is named, else by order. */
async function* candidates(reader: Reader, filter: IncidentFilter): AsyncGenerator<string[]> {
  const { from, to, carrier, service, hub } = filter
  const span = { from: new Date(from), to: to === undefined ? new Date(8.64e15) : new Date(to) }
  const limit = limits.incidents.pageRows
  const isAboutParcels = carrier !== undefined || service !== undefined || hub !== undefined
  let after: { at: Date; id: string } | undefined
  for (;;) {
    const rows: { id: string; at: Date; orderId?: string }[] = isAboutParcels
      ? await listParcelsShipped(reader, { ...span, carrier, service, hub }, { after, limit })
      : await listOrdersPlaced(reader, span, { after, limit })
    if (rows.length > 0) yield rows.map(({ id, orderId }) => orderId ?? id)
    if (rows.length < limit) return
    after = rows.at(-1)
  }
}

async function traitsOf(reader: Reader, { product, seller, country }: IncidentFilter) {
  return {
    // A product or seller that does not exist is none that an order could have.
    productId: product === undefined ? undefined : ((await productIdOf(reader, product)) ?? product),
    sellerId: seller === undefined ? undefined : (await findSeller(reader, seller)).id,
    country,
  }
}

async function keepHits(
  work: Work,
  incidentId: string,
  hit: readonly { id: string; customerId: string }[],
): Promise<void> {
  if (hit.length === 0) return
  await db(work)
    .insertInto('incident_order')
    .values(
      hit.map(({ id, customerId }) => ({
        store_id: work.storeId,
        incident_id: incidentId,
        order_id: id,
        customer_id: customerId,
        found_at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await linkIncident(work, { incidentId, orderIds: hit.map(({ id }) => id) })
}
